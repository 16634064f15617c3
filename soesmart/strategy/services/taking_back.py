"""Values and targets are taken back, with a reason. Nothing is deleted: what was known before stays readable."""

from datetime import datetime
from typing import Any

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Conflict
from soesmart.strategy.models import Indicator, IndicatorValue, Target
from soesmart.strategy.services import checks

SLOT = ("indicator_id", "year", "day", "sector", "district", "group")
SAID = (
    *SLOT, "value", "state", "has_break", "is_baseline", "source", "source_name", "licence", "method_version",
    "invented",
)  # fmt: skip


@transaction.atomic
def withdraw_value(*, actor: Person, value: IndicatorValue, reason: str, at: datetime) -> IndicatorValue:
    """Append the row after which the time and part of the value have none; doing it twice is doing it once.

    Conflict where another value counts by now. The due date stays: it says when the next value should be there.
    """
    told = checked_reason(reason)
    indicator = _locked(value.indicator_id)
    rows = IndicatorValue.objects.filter(**{name: getattr(value, name) for name in SLOT})
    newest = rows.order_by("recorded_at", "pk").last()
    if newest is not None and newest.is_withdrawn:
        return newest
    if newest is None or newest.pk != value.pk:
        raise Conflict(
            "strategy.value.replaced",
            "Für diese Zeit zählt inzwischen ein anderer Wert. Bitte die Kennzahl neu ansehen und dann entscheiden.",
        )
    made = said_again(value, is_withdrawn=True, note=told, entered_by=actor, approved_by=actor, recorded_at=at)
    made.save()
    facts = {"key": indicator.key, "value": str(value.value), "year": value.year}
    audit(actor, "strategy.value.withdrawn", indicator, town=indicator.municipality.slug, at=at, **facts)
    return made


@transaction.atomic
def end_target(*, actor: Person, target: Target, reason: str, at: datetime) -> Target:
    """End a valid target or milestone that none follows; twice is once. The audit keeps the reason."""
    told = checked_reason(reason)
    indicator = _locked(target.indicator_id)
    day = at.astimezone(BERLIN).date().isoformat()
    if Target.objects.filter(pk=target.pk, replaced_on="").update(replaced_on=day, ended_at=at):
        facts = {"key": indicator.key, "value": str(target.value), "year": target.year, "reason": told}
        audit(actor, "strategy.target.ended", indicator, town=indicator.municipality.slug, at=at, **facts)
    target.refresh_from_db()
    return target


def said_again(value: IndicatorValue, **more: Any) -> IndicatorValue:
    """A new row, not saved, that says the same about the same time and part."""
    return IndicatorValue(**{name: getattr(value, name) for name in SAID} | more)


def checked_reason(reason: str) -> str:
    return checks.line(reason, name="Der Grund", field="reason", longest=500, required=True)


def _locked(indicator_pk: int) -> Indicator:
    """The indicator with its town; of two who take back at once the second waits and finds it done."""
    rows = Indicator.objects.select_for_update(of=("self",)).select_related("municipality")
    found: Indicator = rows.get(pk=indicator_pk)
    return found
