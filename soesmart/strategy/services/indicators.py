"""Indicators, their targets and values. A value is never changed: a correction is a new value."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal, Indicator, IndicatorValue, Target
from soesmart.strategy.rules import Direction, ValueState


@dataclass(frozen=True)
class IndicatorText:
    """What an indicator measures and how."""

    key: str
    name: str
    unit: str
    direction: Direction | None = None
    decimals: int = 0
    method: str = ""
    interval: str = ""
    reporting_field: int | None = None
    source: str = ""
    note: str = ""
    invented: bool = False


@transaction.atomic
def add_indicator(
    *, actor: object, municipality: Municipality, text: IndicatorText, at: datetime, goal: Goal | None = None
) -> Indicator:
    """Add an indicator, for a goal (one each) or as a further public measurement."""
    if goal and Indicator.objects.filter(goal=goal).exists():
        raise Refused("strategy.indicator.second", "Dieses Ziel hat schon seine Kennzahl.")
    made = Indicator.objects.create(
        municipality=municipality,
        goal=goal,
        key=text.key,
        name=text.name,
        unit=text.unit,
        direction=text.direction or "",
        decimals=text.decimals,
        method=text.method,
        interval=text.interval,
        reporting_field=text.reporting_field,
        source=text.source,
        note=text.note,
        invented=text.invented,
    )
    audit(actor, "strategy.indicator.added", made, town=municipality.slug, at=at, key=text.key)
    return made


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
) -> Target:
    """Set the target that is valid from now on; the one before stays readable with the day of its replacement."""
    today = decided or at.date().isoformat()
    Target.objects.filter(indicator=indicator, replaced_on="").update(replaced_on=today)
    made = Target.objects.create(
        indicator=indicator, value=value, year=year, decided=decided, source=source, note=note, invented=invented
    )
    audit(actor, "strategy.target.set", made, town=indicator.municipality.slug, at=at, value=str(value), year=year)
    return made


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
) -> IndicatorValue:
    """Append a value; for a year that has one it is the correction."""
    made = IndicatorValue.objects.create(
        indicator=indicator,
        year=year,
        value=value,
        state=state,
        is_baseline=is_baseline,
        source=source,
        note=note,
        invented=invented,
        recorded_at=at,
    )
    audit(actor, "strategy.value.recorded", made, town=indicator.municipality.slug, at=at, value=str(value), year=year)
    return made
