"""What waits for the strategy office and what the strategy lacks: overdue values by name, everything else counted."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Value

from soesmart.strategy.models import (
    DataSource,
    Delivery,
    GoalQuestion,
    GoalWording,
    Indicator,
    IndicatorValue,
    Report,
    Version,
)
from soesmart.strategy.queries.numbers import standing
from soesmart.strategy.rules import DeliveryState, QuestionState, ReportState


class Waits(StrEnum):
    """What can wait. The order is that of the list."""

    VALUES = "a"
    DELIVERIES = "b"
    QUESTIONS = "c"
    SOURCES = "d"
    REPORTS = "e"
    BARE_GOALS = "f"
    GOALS_OF_NOBODY = "g"
    OLD_INDICATORS = "h"


@dataclass(frozen=True)
class Waiting:
    """counts: how many of each; overdue: the values that have been missing for longest."""

    counts: dict[Waits, int] = field(default_factory=dict)
    overdue: list[Indicator] = field(default_factory=list)


def waiting(version: Version | None, today: date, *, most: int, since: int) -> Waiting:
    """Two queries; one where no value is overdue.

    version: whose goals are looked at; most: how many values are named; since: a value older than this year is old.
    """
    late = Indicator.objects.filter(due_on__lt=today)
    parts = [
        _counted(Waits.VALUES, late),
        _counted(Waits.DELIVERIES, Delivery.objects.filter(state__in=[DeliveryState.MAPPING, DeliveryState.FINDINGS])),
        _counted(Waits.QUESTIONS, GoalQuestion.objects.filter(state=QuestionState.WAITING)),
        _counted(Waits.SOURCES, DataSource.objects.exclude(problem="")),
        _counted(Waits.REPORTS, Report.objects.filter(state=ReportState.DRAFT)),
    ]
    if version:
        goals = GoalWording.objects.filter(version=version)
        fresh = standing(IndicatorValue.objects.filter(indicator=OuterRef("pk"), year__gte=since))
        parts += [
            _counted(Waits.BARE_GOALS, goals.filter(goal__indicator=None)),
            _counted(Waits.GOALS_OF_NOBODY, goals.filter(unit=None)),
            _counted(Waits.OLD_INDICATORS, Indicator.objects.filter(~Exists(fresh))),
        ]
    counts = {Waits(kind): number for kind, number in parts[0].union(*parts[1:])}
    named = list(late.order_by("due_on", "key")[:most]) if counts.get(Waits.VALUES) else []
    return Waiting(counts, named)


def _counted(kind: Waits, rows: Any) -> Any:
    """One row of kind and number."""
    grouped = rows.order_by().annotate(kind_=Value(kind.value)).values("kind_").annotate(number_=Count("pk"))
    return grouped.values_list("kind_", "number_")
