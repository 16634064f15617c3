"""Targets of indicators: each with the decision that set it; the one before stays readable."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, ProgrammingError, transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.models import Indicator, Target
from soesmart.strategy.rules import TargetKind
from soesmart.strategy.services import checks


@dataclass(frozen=True)
class TargetText:
    """What a target asks beside its value and year. upper: the end of a range that begins at the value."""

    kind: TargetKind = TargetKind.REACH
    upper: Decimal | None = None
    is_milestone: bool = False
    decision: str = ""


@transaction.atomic
def set_target(
    *,
    actor: object,
    indicator: Indicator,
    value: Decimal,
    year: int | None,
    at: datetime,
    decided: str = "",
    source: str = "",
    note: str = "",
    invented: bool = False,
    text: TargetText = TargetText(),
) -> Target:
    """Set the target that is valid from now on; the one before stays readable with the day of its replacement.

    A milestone replaces only the milestone of the same year.
    """
    decided_on = checks.partial_date(decided, at=at, field="decided")
    columns = {
        "value": checks.amount(value),
        "year": checks.year(year),
        "decided": decided_on,
        "source": checks.url(source),
        "note": checks.line(note, name="Die Anmerkung", field="note", longest=500),
        "invented": invented,
        **_asked(text, value, year),
    }
    made = _follow(indicator, decided_on or at.date().isoformat(), columns, at)
    audit(
        actor,
        "strategy.target.set",
        indicator,
        town=indicator.municipality.slug,
        at=at,
        key=indicator.key,
        value=str(value),
        year=year,
    )
    return made


def _asked(text: TargetText, value: Decimal, year: int | None) -> dict[str, Any]:
    if text.upper is not None and checks.amount(text.upper, field="upper") <= value:
        raise Refused("strategy.upper.order", "Das obere Ende muss über dem unteren liegen.", "upper")
    if text.is_milestone and year is None:
        raise Refused("strategy.year.milestone", "Ein Zwischenziel braucht ein Jahr.", "year")
    return {
        "kind": TargetKind(text.kind),
        "upper": text.upper,
        "is_milestone": text.is_milestone,
        "decision": checks.line(text.decision, name="Der Beschluss", field="decision"),
    }


def _follow(indicator: Indicator, today: str, columns: dict[str, Any], at: datetime) -> Target:
    """The new target in the place of the valid one; of two at once the second is a Conflict."""
    valid = Target.objects.filter(indicator=indicator, replaced_on="", is_milestone=columns["is_milestone"])
    if columns["is_milestone"]:
        valid = valid.filter(year=columns["year"])
    try:
        with transaction.atomic():
            valid.update(replaced_on=today, ended_at=at)
            return Target.objects.create(indicator=indicator, recorded_at=at, **columns)
    except (IntegrityError, ProgrammingError):  # the latter is PostgreSQL's guard of a target that has just ended
        raise Conflict(
            "strategy.target.changed", "Jemand anderes hat gerade ein neues Ziel gesetzt. Bitte erst ansehen."
        ) from None
