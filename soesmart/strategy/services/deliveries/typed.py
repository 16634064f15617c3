"""A single value that somebody typed who may not approve it: a delivery of one value."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.numbers import format_number
from soesmart.core.refusals import Refused
from soesmart.methods.data_doctor import Finding as Found
from soesmart.methods.data_doctor import examine
from soesmart.methods.tables import CellValue, Series
from soesmart.strategy.delivery.fate import Slot, Stored
from soesmart.strategy.delivery.leap import leap
from soesmart.strategy.models import DeliveredValue, Delivery, Finding, Indicator
from soesmart.strategy.queries.deliveries import stored_values
from soesmart.strategy.rules import DeliveryState, SourceKind, ValueState
from soesmart.strategy.services import checks
from soesmart.strategy.services.deliveries.cells import known_about
from soesmart.strategy.services.deliveries.settling import settle


@dataclass(frozen=True)
class TypedOrigin:
    """Where a typed value comes from."""

    source_name: str = ""
    address: str = ""
    licence: str = ""
    method_version: str = ""


@transaction.atomic
def receive_typed(
    *,
    actor: object,
    indicator: Indicator,
    year: int,
    day: date | None,
    value: Decimal,
    at: datetime,
    person: Person | None,
    note: str = "",
    state: ValueState = ValueState.MEASURED,
    has_break: bool = False,
    sector: str = "",
    district: str = "",
    group: str = "",
    origin: TypedOrigin = TypedOrigin(),
) -> Delivery:
    """Take in a typed value and look at it at once; it waits for somebody who approves it. Sent twice it is one."""
    when = _year(year, day, at)
    part = checks.part(sector, district, group)
    told = checks.line(note, name="Die Anmerkung", field="note", longest=500)
    number = checks.amount(value)
    typed = f"{indicator.pk}|{when}|{day}|{number.normalize()}|{state}|{has_break}|{told}|{sorted(part.items())}"
    digest = sha256(typed.encode()).hexdigest()
    same = Delivery.objects.filter(delivered_by=person, digest=digest, state=DeliveryState.FINDINGS)
    if person and (waiting := same.first()):
        return waiting
    made = _delivery(indicator, when, origin, person, digest, at)
    row = DeliveredValue(
        delivery=made, indicator=indicator, row=1, column=indicator.name, raw=format_number(number), year=when, day=day,
        value=number, state=state, has_break=has_break, note=told, **part,
    )  # fmt: skip
    _look_at(indicator, row)
    audit(
        actor, "strategy.delivery.received", made, town=indicator.municipality.slug, at=at, key=indicator.key, year=when
    )
    return made


def _year(year: int, day: date | None, at: datetime) -> int:
    today = at.astimezone(BERLIN).date()
    when = day.year if day else checks.year(year)
    if when is None or when > today.year or (day and day > today):
        raise Refused(
            "strategy.year.future",
            "Diese Zeit hat noch nicht begonnen. Bitte das Jahr prüfen.",
            "day" if day else "year",
        )
    checks.day_of_year(day, year)
    return when


def _delivery(
    indicator: Indicator, year: int, origin: TypedOrigin, person: Person | None, digest: str, at: datetime
) -> Delivery:
    return Delivery.objects.create(
        municipality=indicator.municipality,
        name=f"{indicator.name[:180]}, {year}",
        kind=SourceKind.UPLOAD,
        state=DeliveryState.FINDINGS,
        digest=digest,
        mapping={
            "typed": indicator.key,
            "origin": {
                "source_name": checks.line(origin.source_name, name="Die Quelle", field="source_name"),
                "address": checks.url(origin.address),
                "licence": checks.line(origin.licence, name="Die Lizenz", field="licence", longest=100),
                "method_version": checks.line(
                    origin.method_version, name="Der Stand", field="method_version", longest=50
                ),
            },
        },
        rows_total=1,
        rows_done=1,
        delivered_by=person,
        delivered_at=at,
    )


def _look_at(indicator: Indicator, row: DeliveredValue) -> None:
    """Store the value with what becomes of it, and what the data doctor says of it."""
    stored = stored_values({indicator.pk})
    settle([row], stored)
    row.save(force_insert=True)
    found = [] if row.day else _noticed(indicator, row, stored)
    Finding.objects.bulk_create(_finding(row, one) for one in found)
    row.delivery.open_findings = len(found)
    row.delivery.save(update_fields=["open_findings"])


def doubts(
    *, indicator: Indicator, year: int | None, day: date | None, value: Decimal, sector: str, district: str, group: str
) -> tuple[Found, ...]:
    """What the data doctor says of a value that is to count at once; nothing is stored. One query."""
    if year is None or day:
        return ()
    row = DeliveredValue(
        year=year, value=value, sector=sector, district=district, group=group, raw=format_number(value)
    )
    return _noticed(indicator, row, stored_values({indicator.pk}))


def said(found: Iterable[Found]) -> list[str]:
    """What was found, each with what to do, in German."""
    return [f"{one.message} {one.suggestion}" for one in found]


def _noticed(indicator: Indicator, row: DeliveredValue, stored: dict[Slot, Stored]) -> tuple[Found, ...]:
    """What the data doctor says of the value beside the range and the stored ones of its part."""
    known = known_about(indicator, row, stored)
    known = replace(known, stored={year: value for year, value in known.stored.items() if year != row.year})
    cell = CellValue(1, 0, indicator.name, row.year, None, row.raw, row.value)
    series = Series(indicator.name, indicator.unit, indicator.name, (cell,))
    found = examine([series], known={indicator.name: known})
    assert row.value is not None
    odd = None if found else leap(indicator.name, row.year, row.value, known.stored)
    return (odd,) if odd else found


def _finding(row: DeliveredValue, one: Found) -> Finding:
    is_cell = bool(one.row)
    return Finding(
        delivery_id=row.delivery_id,
        about=row if is_cell else None,
        kind=one.kind.value,
        row=one.row,
        column=(one.column or "")[:200],
        message=one.message[:1000],
        suggestion=one.suggestion[:1000],
        proposed=one.proposed if is_cell else None,
    )
