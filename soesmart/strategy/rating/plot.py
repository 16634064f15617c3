"""The chart of an indicator: its values on their way to the target, and where they lead."""

from decimal import Decimal

from soesmart.core.charts import Bar, LineChart, Point, Series
from soesmart.core.charts.data import Band
from soesmart.methods.forecast import Step
from soesmart.strategy.queries.measured import TargetView, ValueView
from soesmart.strategy.rating.assessment import Assessment


def plot(found: Assessment) -> LineChart | None:
    """None where there is no value with a year: an axis of time without values shows nothing."""
    indicator = found.indicator
    points = tuple(point for value in indicator.dated if (point := _point(value)))
    if not points:
        return None
    aim = _aim(indicator.target)
    start = _point(indicator.baseline)
    between = tuple(point for target in indicator.milestones if (point := _aim(target)))
    way = found.path.milestones if found.path else ()
    path = tuple(Point(year, Decimal(value.numerator) / Decimal(value.denominator)) for year, value in way)
    return LineChart(
        series=Series(indicator.name, indicator.unit, points, indicator.decimals),
        target=aim,
        baseline=start if aim else None,
        path=path or ((start, aim) if start and aim and start.year < aim.year else ()),
        milestones=between,
        forecast=tuple(Point(step.year, _number(step.value)) for step in found.shown),
        band=tuple(Band(step.year, _number(step.low80), _number(step.high80)) for step in _from_last(found)),
        inner_band=tuple(Band(step.year, _number(step.low50), _number(step.high50)) for step in _from_last(found)),
    )


def progress_bar(percent: int | None) -> Bar | None:
    """How much of the way is done, 0 to 100; None where nobody knows."""
    return None if percent is None else Bar("Geschaffter Weg", Decimal(percent), Decimal(100), "%", decimals=0)


def _point(value: ValueView | None) -> Point | None:
    if value is None or value.year is None:
        return None
    return Point(value.year, value.value, value.invented, value.has_break)


def _aim(target: TargetView | None) -> Point | None:
    return Point(target.year, target.value, target.invented) if target and target.year else None


def _from_last(found: Assessment) -> tuple[Step, ...]:
    """The forecast with the last value before it, from which the bands open."""
    if not found.shown or found.latest is None:
        return ()
    value = float(found.latest.value)
    return (Step(found.latest.year, value, value, value, value, value), *found.shown)


def _number(value: float) -> Decimal:
    return round(Decimal(repr(value)), 6)
