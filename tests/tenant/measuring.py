"""Deliveries, sources, measures, questions and reports: every town has something of its numbers to give away."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import DataSource, Delivery, Finding, Goal, GoalQuestion, Indicator
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.services.deliveries import receive_typed
from soesmart.strategy.tests.furnishing import DRAFT, PUBLISHED, furnish_measuring
from tests.tenant.marks import mark_of

GOAL, INDICATOR = "QX-1", "offenheit"


def measure(town: Municipality, officer: Person, at: datetime) -> None:
    """Inside the town's scope. What a report freezes carries the mark from the start."""
    goal = Goal.objects.get(code=GOAL, strategy__is_current=True)
    indicator = Indicator.objects.get(key=INDICATOR)
    furnish_measuring(town, goal, indicator, officer, at, words=mark_of(town))
    receive_typed(
        actor=officer, indicator=indicator, year=at.year - 1, day=None, value=Decimal(46), at=at, person=officer,
        note=mark_of(town),
    )  # fmt: skip


def addresses_of_measuring() -> list[str]:
    """Addresses with a key that no page links to as such, because a form posts to them or somebody types them."""
    source = DataSource.objects.get(name__startswith="Ferne Tabelle")
    mapping = Delivery.objects.filter(state=DeliveryState.MAPPING)[0]
    finding = Finding.objects.filter(delivery__name__startswith="werte.csv")[0]
    typed = Delivery.objects.filter(mapping__has_key="typed").order_by("-pk")[0]
    question = GoalQuestion.objects.filter(goal__code=GOAL)[0]
    by_arguments: list[tuple[list[Any], str]] = [
        ([GOAL], "goal goal-csv goal-rating goal-rating-csv sheet sheet-pdf questions ask"),
        ([INDICATOR], "office-indicator office-value office-target office-duty office-duty-value"),
        ([INDICATOR], "office-assumption office-assumption-new"),
        ([mapping.pk], "office-delivery office-delivery-mapping"),
        ([finding.delivery_id], "office-delivery office-delivery-reject office-delivery-log"),
        ([finding.delivery_id], "office-delivery-check office-delivery-reopen office-delivery-decide-several"),
        ([finding.delivery_id], "office-delivery-approve office-delivery-take-back"),
        ([finding.delivery_id, finding.pk], "office-delivery-decide"),
        ([typed.pk], "office-mine-withdraw"),
        (["csv"], "office-source-new"),
        ([source.pk], "office-source office-source-remove office-source-switch office-source-pull"),
        ([question.pk], "office-question office-question-hide office-question-show"),
        (["tun"], "office-measure office-measure-edit office-measure-drop office-measure-restore office-estimate"),
        (["tun", INDICATOR], "office-estimate-withdraw"),
        ([PUBLISHED], "report report-pdf report-xlsx office-report-withdraw"),
        ([PUBLISHED, "methode"], "report-part"),
        ([DRAFT], "office-report office-report-edit office-report-copy office-report-preview"),
        ([DRAFT], "office-report-publish office-report-discard"),
        ([DRAFT, "foreword"], "office-report-text"),
    ]
    return [reverse(f"strategy-{name}", args=args) for args, names in by_arguments for name in names.split()]
