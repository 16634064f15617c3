"""What waits for the strategy office: overdue values by name, and how many deliveries, sources, questions, reports."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Value

from soesmart.strategy.models import DataSource, Delivery, GoalQuestion, Indicator, Report
from soesmart.strategy.rules import DeliveryState, QuestionState, ReportState


class Waits(StrEnum):
    """What can wait. The order is that of the list."""

    VALUES = "a"
    DELIVERIES = "b"
    QUESTIONS = "c"
    SOURCES = "d"
    REPORTS = "e"


@dataclass(frozen=True)
class Waiting:
    """counts: how many of each; overdue: the values that have been missing for longest."""

    counts: dict[Waits, int] = field(default_factory=dict)
    overdue: list[Indicator] = field(default_factory=list)


def waiting(today: date, most: int) -> Waiting:
    """Two queries; one where no value is overdue."""
    late = Indicator.objects.filter(due_on__lt=today)
    parts = [
        _counted(Waits.VALUES, late),
        _counted(Waits.DELIVERIES, Delivery.objects.filter(state__in=[DeliveryState.MAPPING, DeliveryState.FINDINGS])),
        _counted(Waits.QUESTIONS, GoalQuestion.objects.filter(state=QuestionState.WAITING)),
        _counted(Waits.SOURCES, DataSource.objects.exclude(problem="")),
        _counted(Waits.REPORTS, Report.objects.filter(state=ReportState.DRAFT)),
    ]
    counts = {Waits(kind): number for kind, number in parts[0].union(*parts[1:])}
    named = list(late.order_by("due_on", "key")[:most]) if counts.get(Waits.VALUES) else []
    return Waiting(counts, named)


def _counted(kind: Waits, rows: Any) -> Any:
    """One row of kind and number."""
    grouped = rows.order_by().annotate(kind_=Value(kind.value)).values("kind_").annotate(number_=Count("pk"))
    return grouped.values_list("kind_", "number_")
