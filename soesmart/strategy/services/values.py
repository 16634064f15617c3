"""Values of indicators, with their pedigree. A value is never changed: a correction is a new value."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Refused
from soesmart.strategy.models import Delivery, Indicator, IndicatorValue
from soesmart.strategy.rules import ValueState
from soesmart.strategy.services import checks
from soesmart.strategy.services.duties import settle_due

# The same value for the same time twice within this time is one click too many, not a correction.
ONCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Pedigree:
    """Where a value comes from and which part of the whole it is; empty parts are the whole.

    Nobody named as entered_by or approved_by is the person who acts.
    """

    day: date | None = None
    sector: str = ""
    district: str = ""
    group: str = ""
    has_break: bool = False
    source_name: str = ""
    licence: str = ""
    method_version: str = ""
    delivery: Delivery | None = None
    entered_by: Person | None = None
    approved_by: Person | None = None


@transaction.atomic
def record_value(
    *,
    actor: object,
    indicator: Indicator,
    year: int | None,
    value: Decimal,
    at: datetime,
    state: ValueState = ValueState.MEASURED,
    is_baseline: bool | None = None,
    source: str = "",
    note: str = "",
    invented: bool = False,
    pedigree: Pedigree = Pedigree(),
) -> IndicatorValue:
    """Append a value; for a time and part that have one it is the correction.

    is_baseline: None leaves it as it was for that time and part. The very same row once more within a minute is the
    one that was stored. A value of a new time moves the due date.
    """
    said = {
        **_time(year, pedigree.day, at),
        "value": checks.amount(value),
        "state": ValueState(state),
        "source": checks.url(source),
        "note": checks.line(note, name="Die Anmerkung", field="note", longest=500),
        "invented": invented,
        **_origin(pedigree),
    }
    part = checks.part(pedigree.sector, pedigree.district, pedigree.group)
    later = _at_or_after(indicator, part, said["year"], said["day"])
    newest = next((row for row in reversed(later) if (row.year, row.day) == (said["year"], said["day"])), None)
    said["is_baseline"] = bool(newest and newest.is_baseline) if is_baseline is None else is_baseline
    if twice := _just_now(newest, said, at):
        return twice
    made = IndicatorValue.objects.create(
        indicator=indicator, recorded_at=at, **part, **said, **_people(pedigree, actor)
    )
    facts = {"key": indicator.key, "value": str(value), "year": made.year}
    audit(actor, "strategy.value.recorded", indicator, town=indicator.municipality.slug, at=at, **facts)
    if not later and indicator.due_on:
        settle_due(indicators=[indicator.pk], at=at, actor=actor)
    return made


def _just_now(newest: IndicatorValue | None, said: dict[str, Any], at: datetime) -> IndicatorValue | None:
    """The newest row of the same time where it says the same and is not a minute old."""
    if newest is None or newest.is_withdrawn or newest.recorded_at <= at - ONCE:
        return None
    return newest if all(getattr(newest, name) == said[name] for name in said) else None


def _time(year: int | None, day: date | None, at: datetime) -> dict[str, Any]:
    """Year and day that fit together and have come."""
    today = at.astimezone(BERLIN).date()
    if day and day > today:
        raise Refused("strategy.day.future", "Dieser Tag liegt in der Zukunft. Bitte den Tag prüfen.", "day")
    checks.day_of_year(day, year)
    found = checks.year(day.year if day else year)
    if found is not None and found > today.year:
        raise Refused("strategy.year.future", f"Das Jahr {found} hat noch nicht begonnen. Bitte prüfen.", "year")
    return {"year": found, "day": day}


def _origin(pedigree: Pedigree) -> dict[str, Any]:
    return {
        "has_break": pedigree.has_break,
        "source_name": checks.line(pedigree.source_name, name="Die Quelle", field="source_name"),
        "licence": checks.line(pedigree.licence, name="Die Lizenz", field="licence", longest=100),
        "method_version": checks.line(pedigree.method_version, name="Der Stand", field="method_version", longest=50),
        "delivery_id": pedigree.delivery.pk if pedigree.delivery else None,
    }


def _people(pedigree: Pedigree, actor: object) -> dict[str, Person | None]:
    acting = actor if isinstance(actor, Person) else None
    return {"entered_by": pedigree.entered_by or acting, "approved_by": pedigree.approved_by or acting}


def _at_or_after(
    indicator: Indicator, part: dict[str, str], year: int | None, day: date | None
) -> list[IndicatorValue]:
    """Values of the part for this time or a later one, as they were recorded; none is later than an undated one."""
    when = Q(year=None) if year is None else Q(year__gte=year)
    if day:
        when = Q(year__gt=year) | Q(year=year, day=None) | Q(day__gte=day)
    return list(IndicatorValue.objects.filter(when, indicator=indicator, **part).order_by("recorded_at", "pk"))
