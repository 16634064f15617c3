"""Forecast from few yearly points: the median of all slopes, damped, with bands from the scatter of the changes.

* Slope B = median over i < j of (x_j - x_i)/(t_j - t_i): Theil-Sen (Sen 1968, "Estimates of the regression coefficient
  based on Kendall's tau", Journal of the American Statistical Association 63(324)).
* x(t+h) = x_t + B (0.9 + 0.9^2 + ... + 0.9^h): from the last value, not from a fitted line; damped as in Gardner and
  McKenzie 1985, "Forecasting trends in time series", Management Science 31(10).
* Residual changes e = yearly change - B, n of them, S = sqrt(sum e^2/(n-1)); half width of a band
  t(n-1, level) S sqrt(h (1 + h/n)), the quantile of Student's t at (1 + level)/2.
* Chance of attainment: Student's t with n-1 degrees of freedom at s (x(y) - T)/(S sqrt(h (1 + h/n))); where nothing
  scatters (S = 0) it is 1 or 0.

Only the points since the last break count. A change over missing years is divided by their number. Fewer than four
points give no forecast, fewer than six little evidence. Numbers are floats in the indicator's unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import lcm, sqrt
from statistics import median

from soesmart.methods.series import Point, Points, connected
from soesmart.methods.student_t import cdf, quantile
from soesmart.methods.weather_symbols import UpOrDown

SHORTEST, ENOUGH = 4, 6
DAMPING = Fraction(9, 10)
WITHOUT_TARGET_YEAR = 5


@dataclass(frozen=True, slots=True)
class Step:
    """The forecast for a year: the value, and the bands that hold it with 50 and 80 percent."""

    year: int
    value: float
    low50: float
    high50: float
    low80: float
    high80: float


@dataclass(frozen=True)
class Forecast:
    """Inputs and intermediate numbers. slope: units a year; residuals: of the n changes; spread: S."""

    points: Points
    slope: float
    residuals: tuple[float, ...]
    spread: float

    @property
    def n(self) -> int:
        return len(self.residuals)

    @property
    def last(self) -> Point:
        return self.points[-1]

    @property
    def is_low_evidence(self) -> bool:
        return len(self.points) < ENOUGH

    def value_in(self, year: int) -> float:
        """The damped forecast for a year after the last value."""
        if not self.spread:  # a straight line: exact, for chance then turns on a single digit
            return float(Fraction(self.last.value) + self._exact_slope * damped(year - self.last.year))
        return float(self.last.value) + self.slope * float(damped(year - self.last.year))

    def half_width(self, year: int, level: float) -> float:
        """Half of the band that holds the value of `year` with the probability `level` (such as 0.8)."""
        return quantile((1 + level) / 2, self.n - 1) * self.scale(year)

    def scale(self, year: int) -> float:
        """S sqrt(h (1 + h/n)), h years after the last value."""
        h = year - self.last.year
        return self.spread * sqrt(h * (1 + h / self.n))

    def step(self, year: int) -> Step:
        value, half, wide = self.value_in(year), self.half_width(year, 0.5), self.half_width(year, 0.8)
        return Step(year, value, value - half, value + half, value - wide, value + wide)

    def steps(self, until: int | None) -> tuple[Step, ...]:
        """All years up to `until`, none where that is past; five years without it."""
        first = self.last.year + 1
        return tuple(self.step(year) for year in range(first, (until or self.last.year + WITHOUT_TARGET_YEAR) + 1))

    def chance(self, way: UpOrDown, target: Decimal, year: int, shift: float = 0.0) -> float | None:
        """The probability to be at `target` or beyond in `year`; None where that year is not in the future.

        shift: what measures are expected to add to the value of that year.
        """
        if year <= self.last.year:
            return None
        sign = 1 if way == "up" else -1
        ahead, scale = sign * (self.value_in(year) + shift - float(target)), self.scale(year)
        if not scale:
            return 1.0 if ahead >= 0 else 0.0
        return cdf(ahead / scale, self.n - 1)

    def chance_within(self, low: Decimal, high: Decimal, year: int, shift: float = 0.0) -> float | None:
        """The probability to be between `low` and `high` in `year`; None where that year is not in the future."""
        if year <= self.last.year:
            return None
        value, scale = self.value_in(year) + shift, self.scale(year)
        if not scale:
            return float(float(low) <= value <= float(high))
        return cdf((float(high) - value) / scale, self.n - 1) - cdf((float(low) - value) / scale, self.n - 1)

    @cached_property
    def _exact_slope(self) -> Fraction:
        first, last = self.points[0], self.points[-1]
        return (Fraction(last.value) - Fraction(first.value)) / (last.year - first.year)


def forecast(points: Sequence[Point]) -> Forecast | None:
    """The forecast from a series in order of years; None where fewer than four points are connected."""
    used = connected(points)
    if len(used) < SHORTEST:
        return None
    slope, changes = slope_and_changes(used)
    residuals = tuple(change - slope for change in changes)
    spread = sqrt(sum(residual * residual for residual in residuals) / (len(residuals) - 1))
    return Forecast(used, slope, residuals, spread)


def slope_and_changes(points: Points) -> tuple[float, list[float]]:
    """The median of all slopes and the yearly changes.

    Values are brought to whole numbers first: a quotient of integers is rounded once, so equal slopes are equal floats.
    """
    ratios = [point.value.as_integer_ratio() for point in points]
    unit = lcm(*(denominator for _, denominator in ratios))
    whole = [(point.year, top * (unit // bottom)) for point, (top, bottom) in zip(points, ratios, strict=True)]
    slopes = [(x2 - x1) / ((t2 - t1) * unit) for (t1, x1), (t2, x2) in combinations(whole, 2)]
    return median(slopes), [(x2 - x1) / ((t2 - t1) * unit) for (t1, x1), (t2, x2) in pairwise(whole)]


def damped(h: int) -> Fraction:
    """0.9 + 0.9^2 + ... + 0.9^h = 9 (1 - 0.9^h)."""
    return 9 * (1 - DAMPING**h)
