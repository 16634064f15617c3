"""One or several answers chosen: plurality and approval (Brams and Fishburn 1983, "Approval Voting")."""

from collections.abc import Sequence
from typing import Any, Self

from soesmart.methods.tally.base import Counting, leaders


class Counted(Counting):
    """Ballots that name options: numbers from 1, each at most once, at most `most` of them."""

    def __init__(self, options: int, most: int) -> None:
        self.ballots = 0
        self._most = most
        self._counts = [0] * options

    def bounds(self) -> tuple[int, ...]:
        return len(self._counts), self._most

    def add(self, choice: Sequence[Any]) -> None:
        if not (1 <= len(choice) <= self._most and len(set(choice)) == len(choice)):
            raise ValueError(f"not 1 to {self._most} different options: {choice}")
        if not all(1 <= number <= len(self._counts) for number in choice):
            raise ValueError(f"no such option: {choice}")
        for number in choice:
            self._counts[number - 1] += 1
        self.ballots += 1

    def result(self) -> dict[str, Any]:
        """counts: ballots per option, in their order. leaders: numbers of those with the most, several in a tie."""
        return {"ballots": self.ballots, "counts": list(self._counts), "leaders": leaders(self._counts)}

    def _with(self, other: Self) -> Self:
        both = type(self)(len(self._counts), self._most)
        both._counts = [mine + theirs for mine, theirs in zip(self._counts, other._counts, strict=True)]
        both.ballots = self.ballots + other.ballots
        return both
