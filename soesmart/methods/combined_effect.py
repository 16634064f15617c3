"""What several measures together change an indicator by, and how much more likely they make its target.

* A measure has no effect up to its start year; from there the effect grows in a straight line and is full after
  `ramp_years`. What it is thought to bring stands in three numbers: cautious, middle, bold. What a measure brought
  before the last value is in that value already; only the rest is added to a forecast.
* Measures overlap: two ways to save the same heat save it once. Potentials "are assessed independently for each option
  and are not necessarily additive" (IPCC 2022, AR6 Working Group III, Summary for Policymakers, figure SPM.7). The
  discount is a house rule: in each year the measures are sorted by their middle effect of that year, and the k-th one
  (the strongest is k = 0) counts with (1 - o)^k, o being the overlap. Once all work fully that is the order of their
  full effects. Sorting by the year's effect keeps the sum continuous and rising: a measure that has only just begun
  takes nothing from one that works. Measures that pull the other way are sorted by themselves, so that no harm is
  discounted because there is a benefit.
* Path = forecast + effects. Cautious to bold is read as an 80 % interval. Its half width and that of the forecast's
  80 % band, t(n-1, 0.9) S sqrt(h (1 + h/n)), are independent of each other and therefore added in squares:
  W = sqrt(W_forecast^2 + W_effect^2). Chance = t-distribution(n-1) of s (x(y) + E - T) t(n-1, 0.9) / W. The errors of
  several estimates are not treated as independent: whoever hopes too much, hopes so for all of them.

Effects are exact fractions in the indicator's unit; chance and bands are floats like the forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt

from soesmart.methods.forecast import Forecast
from soesmart.methods.student_t import cdf, quantile
from soesmart.methods.weather_symbols import UpOrDown

LEVEL = 0.8


@dataclass(frozen=True, slots=True)
class Effect:
    """A measure's full effect (low is cautious, high is bold; all of one sign) from `starts` on."""

    key: str
    low: Decimal
    middle: Decimal
    high: Decimal
    starts: int
    ramp_years: int = 1

    def share(self, year: int) -> Fraction:
        """How much of the effect is there in a year: 0 up to the start, 1 after the ramp."""
        return min(max(Fraction(year - self.starts, max(self.ramp_years, 1)), Fraction(0)), Fraction(1))


@dataclass(frozen=True, slots=True)
class Range:
    """Cautious, middle and bold, in the indicator's unit."""

    low: Fraction = Fraction(0)
    middle: Fraction = Fraction(0)
    high: Fraction = Fraction(0)

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.middle + other.middle, self.high + other.high)

    def times(self, factor: Fraction) -> "Range":
        return Range(self.low * factor, self.middle * factor, self.high * factor)

    @property
    def half_width(self) -> Fraction:
        return abs(self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Part:
    """What one measure adds. full: by itself; weight: what the overlap leaves of it (1 is all); counted: the rest."""

    effect: Effect
    full: Range
    weight: Fraction

    @property
    def counted(self) -> Range:
        return self.full.times(self.weight)


def parts(
    effects: Sequence[Effect], overlap: int, year: int | None = None, *, since: int | None = None
) -> tuple[Part, ...]:
    """The measures in the order of strength, with their weights.

    overlap: percent; year: None is with full effect; since: only what comes after this year.
    """
    found = [(effect, _range(effect).times(_share(effect, year, since))) for effect in effects]
    found.sort(key=lambda pair: (-abs(pair[1].middle), pair[0].key))
    left = 1 - Fraction(overlap, 100)
    rank = {True: 0, False: 0}
    made = []
    for effect, full in found:
        is_rise = effect.high > 0
        made.append(Part(effect, full, left ** rank[is_rise]))
        rank[is_rise] += 1
    return tuple(made)


def combined(effects: Sequence[Effect], overlap: int, year: int | None = None, *, since: int | None = None) -> Range:
    """The sum after the discount, in a year or (None) once all work fully; parameters as for `parts`."""
    return sum((part.counted for part in parts(effects, overlap, year, since=since)), Range())


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where an indicator stands in a year with measures: cautious, middle, bold, and the 80 % band around middle."""

    year: int
    effect: Range
    low: float
    middle: float
    high: float
    low80: float
    high80: float


def outlook(forecast: Forecast, effects: Sequence[Effect], overlap: int, year: int) -> Outlook:
    """Forecast plus effects in a year after the last value."""
    value, effect = forecast.value_in(year), _added(forecast, effects, overlap, year)
    middle, wide = value + float(effect.middle), _half_width(forecast, effect, year)
    return Outlook(
        year, effect, value + float(effect.low), middle, value + float(effect.high), middle - wide, middle + wide
    )


def path(forecast: Forecast, effects: Sequence[Effect], overlap: int, until: int) -> tuple[Outlook, ...]:
    """All years after the last value up to `until`; none where that is past."""
    return tuple(outlook(forecast, effects, overlap, year) for year in range(forecast.last.year + 1, until + 1))


def chance(
    forecast: Forecast, way: UpOrDown, target: Decimal, year: int, effects: Sequence[Effect], overlap: int
) -> float | None:
    """The probability to be at `target` or beyond in `year`; None where that year is not in the future."""
    if year <= forecast.last.year:
        return None
    ahead = _ahead(forecast, target, year, _added(forecast, effects, overlap, year))
    return _probability(ahead if way == "up" else _Ahead(-ahead.distance, ahead.wide, ahead.n))


def chance_within(
    forecast: Forecast, low: Decimal, high: Decimal, year: int, effects: Sequence[Effect], overlap: int
) -> float | None:
    """The probability to be between `low` and `high` in `year`; None where that year is not in the future."""
    if year <= forecast.last.year:
        return None
    effect = _added(forecast, effects, overlap, year)
    above_low, above_high = (_ahead(forecast, bound, year, effect) for bound in (low, high))
    if not above_low.wide:
        return float(above_low.distance >= 0 >= above_high.distance)
    return max(_probability(above_low) - _probability(above_high), 0.0)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """How far the expected value is above a bound, and half the 80 % band around it."""

    distance: float
    wide: float
    n: int


def _ahead(forecast: Forecast, bound: Decimal, year: int, effect: Range) -> _Ahead:
    distance = forecast.value_in(year) + float(effect.middle) - float(bound)
    return _Ahead(distance, _half_width(forecast, effect, year), forecast.n)


def _probability(ahead: _Ahead) -> float:
    """Where nothing scatters, who is exactly at the bound is there."""
    if not ahead.wide:
        return 1.0 if ahead.distance >= 0 else 0.0
    return cdf(ahead.distance * quantile((1 + LEVEL) / 2, ahead.n - 1) / ahead.wide, ahead.n - 1)


def _half_width(forecast: Forecast, effect: Range, year: int) -> float:
    return sqrt(forecast.half_width(year, LEVEL) ** 2 + float(effect.half_width) ** 2)


def _added(forecast: Forecast, effects: Sequence[Effect], overlap: int, year: int) -> Range:
    return combined(effects, overlap, year, since=forecast.last.year)


def _share(effect: Effect, year: int | None, since: int | None) -> Fraction:
    before = Fraction(0) if since is None else effect.share(since)
    return (Fraction(1) if year is None else effect.share(year)) - before


def _range(effect: Effect) -> Range:
    return Range(Fraction(effect.low), Fraction(effect.middle), Fraction(effect.high))
