"""The chart of an indicator: its values on their way to the target."""

from decimal import Decimal

from soesmart.core.charts import Bar, LineChart, Point, Series
from soesmart.strategy.queries.shapes import IndicatorView


def plot(indicator: IndicatorView) -> LineChart | None:
    """None where there is no value with a year: an axis of time without values shows nothing."""
    dated = [(value.year, value) for value in indicator.dated if value.year is not None]
    points = tuple(Point(year, value.value, value.invented) for year, value in dated)
    if not points:
        return None
    target, base = indicator.target, indicator.baseline
    aim = Point(target.year, target.value, target.invented) if target and target.year else None
    start = Point(base.year, base.value, base.invented) if base and base.year else None
    return LineChart(
        series=Series(indicator.name, indicator.unit, points, indicator.decimals),
        target=aim,
        baseline=start if aim else None,
        path=(start, aim) if start and aim and start.year < aim.year else (),
    )


def progress_bar(percent: int | None) -> Bar | None:
    """How much of the way is done, 0 to 100; None where nobody knows."""
    return None if percent is None else Bar("Geschaffter Weg", Decimal(percent), Decimal(100), "%", decimals=0)
