"""Points shared out among the options: cumulative voting with whole points."""

from collections.abc import Sequence
from typing import Any, Self

from soesmart.methods.tally.base import Counting, leaders


class SharedOut(Counting):
    """Ballots that give every option its points, in the order of the options; `points` in all at most."""

    def __init__(self, options: int, points: int) -> None:
        self.ballots = 0
        self._points = points
        self._sums = [0] * options

    def bounds(self) -> tuple[int, ...]:
        return len(self._sums), self._points

    def add(self, choice: Sequence[Any]) -> None:
        if len(choice) != len(self._sums) or min(choice, default=-1) < 0 or not 1 <= sum(choice) <= self._points:
            raise ValueError(f"not 1 to {self._points} points for {len(self._sums)} options: {choice}")
        for place, points in enumerate(choice):
            self._sums[place] += points
        self.ballots += 1

    def result(self) -> dict[str, Any]:
        """sums: points per option, in their order. leaders: numbers of those with the most, several in a tie."""
        return {"ballots": self.ballots, "sums": list(self._sums), "leaders": leaders(self._sums)}

    def _with(self, other: Self) -> Self:
        both = type(self)(len(self._sums), self._points)
        both._sums = [mine + theirs for mine, theirs in zip(self._sums, other._sums, strict=True)]
        both.ballots = self.ballots + other.ballots
        return both
