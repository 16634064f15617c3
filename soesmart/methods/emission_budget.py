"""Emissions as a budget: what the path to the target allows in all, and how much of it is used.

What counts for the climate is the sum of all years, not the value of the last one (German Advisory Council on the
Environment 2020, "Using the CO2 budget to meet the Paris climate targets"). The budget is the area under the path: the
sum of p(t) over the years from the baseline to the target. The cumulated overshoot is the sum of x_t - p(t) over the
years up to the last value. A year without value between two others lies on the straight line between them and is marked
as estimated. Exact fractions in the indicator's unit times years.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from soesmart.methods.series import Point
from soesmart.methods.target_path import TargetPath, target_path


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """A year's emissions beside the path. overshoot: x_t - p(t); cumulated: its sum from the baseline on."""

    year: int
    value: Fraction
    allowed: Fraction
    overshoot: Fraction
    cumulated: Fraction
    is_estimated: bool


@dataclass(frozen=True)
class Budget:
    """total: area under the path; used: emissions up to the last value; left: the rest, below zero when overdrawn.

    lasts_until: the last year that `left` still covers whole if emissions stay as they are; None where nothing is left
    or where nothing is emitted any more.
    """

    path: TargetPath
    years: tuple[BudgetYear, ...]
    total: Fraction
    used: Fraction
    left: Fraction
    lasts_until: int | None

    @property
    def overshoot(self) -> Fraction:
        return self.years[-1].cumulated


def emission_budget(points: Sequence[Point], path: TargetPath) -> Budget | None:
    """The budget of a series in order of years; None where it has no value between baseline and target."""
    inside = [point for point in points if path.base[0] <= point.year <= path.target[0]]
    if not inside:
        return None
    years = _years(inside, path)
    total = sum((path.at(year) for year in range(years[0].year, path.target[0] + 1)), Fraction(0))
    used = sum((year.value for year in years), Fraction(0))
    left, last = total - used, years[-1]
    lasts = last.year + int(left / last.value) if left > 0 and last.value > 0 else None
    return Budget(path, years, total, used, left, lasts)


def _years(points: Sequence[Point], path: TargetPath) -> tuple[BudgetYear, ...]:
    measured = {point.year for point in points}
    course = _course(points)
    found: list[BudgetYear] = []
    for year in range(points[0].year, points[-1].year + 1):
        value, allowed = course.at(year), path.at(year)
        before = found[-1].cumulated if found else Fraction(0)
        found.append(BudgetYear(year, value, allowed, value - allowed, before + value - allowed, year not in measured))
    return tuple(found)


def _course(points: Sequence[Point]) -> TargetPath:
    """The values joined by straight lines; a single value stays level."""
    if len(points) == 1:
        return TargetPath(((points[0].year, Fraction(points[0].value)),))
    return target_path(*((point.year, point.value) for point in points))
