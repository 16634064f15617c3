"""Numbers given: a step on a scale, or an estimate. The median tells an estimate best, for a few wild guesses do not
move it (Galton 1907, "Vox populi", Nature 75). All is counted exactly; what is not whole is told in hundredths.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Self

from soesmart.methods.tally.base import Counting

MOST_BARS = 12
# With more different numbers than these, single counts help nobody and would burden every screen: the bars remain.
MOST_COUNTS = 101


class Amounts(Counting):
    """Ballots of one whole number from `least` to `most`."""

    def __init__(self, least: int, most: int) -> None:
        self.ballots = 0
        self._least, self._most = least, most
        self._counts: Counter[int] = Counter()

    def bounds(self) -> tuple[int, ...]:
        return self._least, self._most

    def add(self, choice: Sequence[Any]) -> None:
        if len(choice) != 1 or not self._least <= choice[0] <= self._most:
            raise ValueError(f"not one number from {self._least} to {self._most}: {choice}")
        self._counts[choice[0]] += 1
        self.ballots += 1

    def result(self, like: Self | None = None) -> dict[str, Any]:
        """counts: ballots by number as text, only numbers that were given; {} where they are too many different ones.
        sum: of all numbers. mean, median, lower, upper: None without ballots; lower and upper are the quartiles
        (medians of the halves, Tukey 1977), between which the middle half lies. bars: [from, to, ballots], both ends
        within; drawn like those of the tally `like`, so that hall and stream can be laid side by side.
        """
        numbers = sorted(self._counts.items())
        few = numbers if len(numbers) <= MOST_COUNTS else []
        return {
            "ballots": self.ballots,
            "counts": {str(number): times for number, times in few},
            "sum": sum(number * times for number, times in numbers),
            **self._middle(numbers),
            "bars": self._bars(like or self),
        }

    def _middle(self, numbers: list[tuple[int, int]]) -> dict[str, float | None]:
        names = ("mean", "lower", "median", "upper")
        if not self.ballots:
            return dict.fromkeys(names)
        total = sum(number * times for number, times in numbers)
        values = (Fraction(total, self.ballots), *_quartiles(numbers, self.ballots))
        return {name: float(round(value, 2)) for name, value in zip(names, values, strict=True)}

    def _bars(self, like: Self) -> list[list[int]]:
        edges = like._edges()
        bars = [[low, high - 1, 0] for low, high in pairwise(edges)]
        place = 0
        for number, times in sorted(self._counts.items()):
            while place < len(bars) - 1 and number > bars[place][1]:
                place += 1
            bars[place][2] += times
        return bars

    def _edges(self) -> list[int]:
        """Starts of the bars and, last, the number after their end. Every number of a short scale has its own bar.

        Wild guesses, more than one and a half times the middle half away from it (Tukey's fences), share one bar at
        each end, or all others would stand in a single one.
        """
        if self._most - self._least < MOST_BARS:
            return list(range(self._least, self._most + 2))
        numbers = sorted(self._counts.items())
        if not numbers:
            return [self._least, self._most + 1]
        lower, _, upper = _quartiles(numbers, self.ballots)
        reach = (upper - lower) * 3 / 2
        near = [number for number, _ in numbers if lower - reach <= number <= upper + reach]
        step = _round_step(near[-1] - near[0] + 1)
        start = max(near[0] // step * step, self._least)
        end = min(near[-1] // step * step + step, self._most + 1)
        inner = range(near[0] // step * step + step, end, step)
        return sorted({min(start, numbers[0][0]), start, *inner, end, max(end, numbers[-1][0] + 1)})

    def _with(self, other: Self) -> Self:
        both = type(self)(self._least, self._most)
        both._counts = self._counts + other._counts
        both.ballots = self.ballots + other.ballots
        return both


def _quartiles(numbers: list[tuple[int, int]], ballots: int) -> tuple[Fraction, Fraction, Fraction]:
    """Median of the lower half, of all, of the upper half; the middle ballot of an odd number is in both halves."""
    half = (ballots + 1) // 2
    return _median(numbers, 0, half), _median(numbers, 0, ballots), _median(numbers, ballots - half, half)


def _median(numbers: list[tuple[int, int]], start: int, length: int) -> Fraction:
    """The median of `length` ballots from the one at `start` (from 0) in the order of their numbers."""
    first, second = start + (length - 1) // 2, start + length // 2
    return Fraction(_at(numbers, first) + _at(numbers, second), 2)


def _at(numbers: list[tuple[int, int]], place: int) -> int:
    for number, times in numbers:
        if place < times:
            return number
        place -= times
    raise IndexError(place)


def _round_step(width: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … of which at most ten and a rest cover `width` numbers."""
    power = 1
    while True:
        for step in (power, 2 * power, 5 * power):
            if -(-width // step) < MOST_BARS - 1:
                return step
        power *= 10
