"""The path of a goal with and without measures: as a drawing, and as rows of a table."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from soesmart.core.charts import LineChart, Point, Series
from soesmart.core.charts.data import Band
from soesmart.strategy.decision import Plan, as_decimal
from soesmart.strategy.views.sheet_words import Words


@dataclass(frozen=True, slots=True)
class Row:
    """A year in words."""

    year: int
    without: str
    low: str
    middle: str
    high: str
    band: str


def rows_of(chosen: Plan, nothing: Plan, words: Words) -> list[Row]:
    """The years after the last value; none where there is no forecast."""
    rows = []
    for bare, plan in zip(nothing.path, chosen.path, strict=True):
        without, low, middle, high, low80, high80 = (
            words.say.value(Fraction(value), 1)
            for value in (bare.middle, plan.low, plan.middle, plan.high, plan.low80, plan.high80)
        )
        rows.append(Row(plan.year, without, low, middle, high, f"{low80} bis {high80}"))
    return rows


def plot_plan(chosen: Plan, nothing: Plan) -> LineChart | None:
    """Values, target, the path with measures in its 80 % band; None where there is no forecast to draw."""
    assessment = chosen.assessment
    indicator, target = assessment.indicator, assessment.indicator.target
    if not chosen.path or target is None or target.year is None:
        return None
    points = tuple(
        Point(value.year, value.value, value.invented) for value in indicator.dated if value.year is not None
    )
    return LineChart(
        series=Series(indicator.name, indicator.unit, points, indicator.decimals),
        target=Point(target.year, assessment.target or target.value, target.invented),
        path=(),
        band=tuple(Band(one.year, _number(one.low80), _number(one.high80)) for one in chosen.path),
    )


def _number(value: float) -> Decimal:
    return as_decimal(value) or Decimal(0)
