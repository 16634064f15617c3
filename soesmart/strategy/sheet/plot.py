"""The path of a goal with and without measures: as a drawing, and as rows of a table."""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from soesmart.core.charts import LineChart, Point
from soesmart.core.charts.data import Band
from soesmart.strategy.rating.light import as_decimal
from soesmart.strategy.rating.plot import plot
from soesmart.strategy.sheet.decision import Plan
from soesmart.strategy.sheet.words import Words


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
    for bare, plan in zip(nothing.shown, chosen.shown, strict=True):
        without, low, middle, high, low80, high80 = (
            words.bare.value(Fraction(value), 1)
            for value in (bare.middle, plan.low, plan.middle, plan.high, plan.low80, plan.high80)
        )
        rows.append(Row(plan.year, without, low, middle, high, f"{low80} bis {high80}"))
    return rows


def plot_plan(chosen: Plan, nothing: Plan, words: Words) -> LineChart | None:
    """Values, target, forecast, and the path with measures in its 80 % band; None where there is no forecast."""
    found = chosen.assessment
    target = found.indicator.target
    if not chosen.path or target is None or target.year is None or found.latest is None:
        return None
    drawn = plot(found)
    assert drawn is not None
    has_measures = bool(chosen.measures)
    last = found.latest
    bands = (
        Band(last.year, last.value, last.value),
        *(Band(one.year, _number(one.low80), _number(one.high80)) for one in chosen.shown),
    )
    return replace(
        drawn,
        target=Point(target.year, found.target or target.value, target.invented),
        forecast=_course(nothing),
        alternative=_course(chosen) if has_measures else (),
        alternative_name="mit der Auswahl, darin liegen 80 von 100 Fällen",
        band=bands,
        inner_band=(),
        description=_described(chosen, nothing, words),
    )


def _course(plan: Plan) -> tuple[Point, ...]:
    return tuple(Point(one.year, _number(one.middle)) for one in plan.shown)


def _described(chosen: Plan, nothing: Plan, words: Words) -> str:
    """The drawing in sentences."""
    own, bare, with_them = chosen.assessment, nothing.last, chosen.last
    assert own.latest is not None
    assert own.target is not None
    assert bare is not None
    assert with_them is not None
    say = words.say.value
    low, high = sorted((Fraction(with_them.low80), Fraction(with_them.high80)))
    middle = f", mit der Auswahl {say(Fraction(with_them.middle), 1)}" if chosen.measures else ""
    return (
        f"{say(own.latest.value)} im Jahr {own.latest.year}. Ziel {own.target_year}: {say(own.target)}. "
        f"Erwartet für {own.target_year}: ohne Maßnahmen {say(Fraction(bare.middle), 1)}{middle}; "
        f"in 80 von 100 Fällen zwischen {say(low, 1)} und {say(high, 1)}."
    )


def _number(value: float) -> Decimal:
    return as_decimal(value) or Decimal(0)
