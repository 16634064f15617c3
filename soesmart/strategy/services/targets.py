"""Targets of indicators: each with the decision that set it; the one before stays readable."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, ProgrammingError, transaction

from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
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
    decided_on = require_possible(indicator=indicator, value=value, year=year, decided=decided, text=text, at=at)
    columns = {
        "value": value,
        "year": year,
        "decided": decided_on,
        "source": checks.url(source),
        "note": checks.line(note, name="Die Anmerkung", field="note", longest=500),
        "invented": invented,
        "kind": TargetKind(text.kind),
        "upper": text.upper,
        "is_milestone": text.is_milestone,
        "decision": checks.line(text.decision, name="Der Beschluss", field="decision"),
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


def require_possible(
    *, indicator: Indicator, value: Decimal, year: int | None, decided: str, text: TargetText, at: datetime
) -> str:
    """Refused where such a target cannot be set; returns the day of the decision as it is stored."""
    decided_on = checks.partial_date(decided, at=at, field="decided")
    checks.amount(value)
    checks.year(year)
    if text.upper is not None:
        checks.upper_end(text.upper, lower=value)
    if text.is_milestone and year is None:
        raise Refused("strategy.year.milestone", "Ein Zwischenziel braucht ein Jahr.", "year")
    if year is not None and not text.is_milestone and year < at.astimezone(BERLIN).year:
        _require_past(indicator, year, decided_on)
    return decided_on


def _require_past(indicator: Indicator, year: int, decided_on: str) -> None:
    """A target whose year is over was decided in its time, and takes the place of none that lies ahead."""
    valid = Target.objects.filter(indicator=indicator, replaced_on="", is_milestone=False).first()
    if valid and valid.year == year:
        return  # a correction of what stands there
    if valid and (valid.year is None or valid.year > year):
        raise Refused(
            "strategy.year.displaces",
            f"Das Jahr {year} ist vorbei, und es gilt schon ein späteres Ziel. Als Zwischenziel lässt es sich daneben "
            "eintragen.",
            "year",
        )
    if not decided_on or int(decided_on[:4]) > year:
        raise Refused(
            "strategy.year.past",
            f"Das Jahr {year} ist vorbei. Bitte das Jahr prüfen. Für ein Ziel, das damals galt, unter „Beschlossen am“ "
            "eintragen, wann es beschlossen wurde.",
            "year",
        )


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
