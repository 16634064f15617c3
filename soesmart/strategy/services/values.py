"""Values of indicators, with their pedigree. A value is never changed: a correction is a new value."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.strategy.models import Delivery, Indicator, IndicatorValue
from soesmart.strategy.rules import ValueState
from soesmart.strategy.services import checks


@dataclass(frozen=True)
class Pedigree:
    """Where a value comes from and which part of the whole it is; empty parts are the whole."""

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
    is_baseline: bool = False,
    source: str = "",
    note: str = "",
    invented: bool = False,
    pedigree: Pedigree = Pedigree(),
) -> IndicatorValue:
    """Append a value; for a time and part that have one it is the correction."""
    made = IndicatorValue.objects.create(
        indicator=indicator,
        year=checks.year(year),
        value=checks.amount(value),
        state=ValueState(state),
        is_baseline=is_baseline,
        source=checks.url(source),
        note=checks.line(note, name="Die Anmerkung", field="note", longest=500),
        invented=invented,
        recorded_at=at,
        day=pedigree.day,
        sector=checks.line(pedigree.sector, name="Der Sektor", field="sector", longest=100),
        district=checks.line(pedigree.district, name="Der Ortsteil", field="district", longest=100),
        group=checks.line(pedigree.group, name="Die Gruppe", field="group", longest=100),
        has_break=pedigree.has_break,
        source_name=checks.line(pedigree.source_name, name="Die Quelle", field="source_name"),
        licence=checks.line(pedigree.licence, name="Die Lizenz", field="licence", longest=100),
        method_version=checks.line(pedigree.method_version, name="Der Stand", field="method_version", longest=50),
        delivery=pedigree.delivery,
        entered_by=pedigree.entered_by,
        approved_by=pedigree.approved_by,
    )
    audit(
        actor,
        "strategy.value.recorded",
        indicator,
        town=indicator.municipality.slug,
        at=at,
        key=indicator.key,
        value=str(value),
        year=year,
    )
    return made
