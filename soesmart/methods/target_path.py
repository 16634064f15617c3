"""The line from a baseline to a target, and where a value stands beside it.

p(t) = x_b + (T - x_b)(t - b)/(y - b); with milestones set by decisions the line is piecewise linear through them.
The definition is the linear reduction path of German climate law: piecewise linear between the years for which a target
is set (KSG, section 4 and annex 2). All numbers are exact fractions in the indicator's unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

Number = Decimal | Fraction | int


@dataclass(frozen=True)
class TargetPath:
    """Milestones (year, value), the baseline first and the target last; years strictly rising, two at least."""

    milestones: tuple[tuple[int, Fraction], ...]

    @property
    def base(self) -> tuple[int, Fraction]:
        return self.milestones[0]

    @property
    def target(self) -> tuple[int, Fraction]:
        return self.milestones[-1]

    def at(self, year: Number) -> Fraction:
        """The path's value; before the baseline and after the target it stays level. `year` may have a fraction."""
        moment = Fraction(year)
        if moment <= self.base[0]:
            return self.base[1]
        for (first, low), (last, high) in pairwise(self.milestones):
            if moment <= last:
                return low + (high - low) * (moment - first) / (last - first)
        return self.target[1]

    def attainment(self, value: Number) -> Fraction | None:
        """Share of the whole way: 0 at the baseline, 1 at the target; None where the way has no length."""
        length = self.target[1] - self.base[1]
        return (Fraction(value) - self.base[1]) / length if length else None

    def deviation(self, year: Number, value: Number) -> Fraction | None:
        """How far `value` is ahead (+) of the path or behind it (-), as a share of the whole way."""
        length = self.target[1] - self.base[1]
        return (Fraction(value) - self.at(year)) / length if length else None

    def overshoot(self, values: Iterable[tuple[int, Number]]) -> Fraction:
        """For a budget such as emissions: sum over the given years of value minus path, in unit times years."""
        return sum((Fraction(value) - self.at(year) for year, value in values), Fraction(0))


def target_path(*milestones: tuple[int, Number]) -> TargetPath:
    """Raises ValueError for fewer than two milestones and for years that do not rise."""
    if len(milestones) < 2:
        raise ValueError("a path needs a baseline and a target")
    if any(later <= earlier for (earlier, _), (later, _) in pairwise(milestones)):
        raise ValueError("the years of a path must rise")
    return TargetPath(tuple((year, Fraction(value)) for year, value in milestones))
