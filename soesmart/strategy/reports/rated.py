"""One indicator of the report: its values, targets and rating as known on the day of the report. No Django."""

from decimal import Decimal
from fractions import Fraction

from soesmart.core.clock import BERLIN
from soesmart.strategy.queries.shapes import IndicatorView, TargetView, ValueView
from soesmart.strategy.rating.assessment import Assessment, assess
from soesmart.strategy.rating.explained import explain
from soesmart.strategy.rating.words import whole_percent
from soesmart.strategy.reports.measured import (
    ForecastPart,
    IndicatorPart,
    RatingPart,
    StatusPart,
    TargetPart,
    ValuePart,
)
from soesmart.strategy.rules import TargetKind

PLACES = Decimal("0.000001")


def indicator_part(indicator: IndicatorView) -> IndicatorPart:
    """An indicator that was already cut to what was known."""
    targets = [indicator.target] if indicator.target else []
    return IndicatorPart(
        key=indicator.key,
        name=indicator.name,
        unit=indicator.unit,
        said_unit=indicator.said_unit,
        decimals=indicator.decimals,
        direction=indicator.direction_label,
        method=indicator.method,
        interval=indicator.interval,
        frame=indicator.reporting_field,
        source=indicator.source,
        note=indicator.note,
        invented=indicator.invented,
        values=tuple(_value(value) for value in indicator.values),
        targets=tuple(_target(one) for one in (*targets, *indicator.earlier_targets, *indicator.milestones)),
        rating=_rating(indicator, assess(indicator)),
    )


def _value(value: ValueView) -> ValuePart:
    return ValuePart(
        year=value.year,
        value=value.value,
        state=value.state_label,
        invented=value.invented,
        has_break=value.has_break,
        is_baseline=value.is_baseline,
        source=value.source,
        source_name=value.source_name,
        licence=value.licence,
        note=value.note,
        recorded_on=value.recorded_at.astimezone(BERLIN).date().isoformat(),
    )


def _target(target: TargetView) -> TargetPart:
    return TargetPart(
        value=target.value,
        upper=target.upper,
        year=target.year,
        kind=TargetKind(target.kind).label,
        is_milestone=target.is_milestone,
        decision=target.decision,
        decided=target.decided,
        replaced_on=target.replaced_on,
        source=target.source,
        invented=target.invented,
    )


def _rating(indicator: IndicatorView, found: Assessment) -> RatingPart:
    weather, light = found.weather, explain(indicator)
    return RatingPart(
        symbol=weather.symbol.value if weather.symbol else "",
        label=weather.symbol.label if weather.symbol else "ohne Wettersymbol",
        reason=weather.reason,
        light=light.light.value,
        light_label=light.light.label,
        light_sentence=light.sentence,
        disagreement=found.disagreement,
        chance=None if found.chance is None else whole_percent(found.chance),
        chance_words=found.chance_words,
        gap=found.gap,
        needed=_decimal(found.needed),
        got_worse=found.got_worse,
        forecast=_forecast(found),
        history=tuple(
            StatusPart(
                one.year, one.symbol.value if one.symbol else "", one.symbol.label if one.symbol else "", one.reason
            )
            for one in found.history
        ),
    )


def _forecast(found: Assessment) -> tuple[ForecastPart, ...]:
    return tuple(
        ForecastPart(step.year, _rounded(step.value), _rounded(step.low80), _rounded(step.high80))
        for step in found.shown
    )


def _rounded(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(PLACES)


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else (Decimal(value.numerator) / Decimal(value.denominator)).quantize(PLACES)
