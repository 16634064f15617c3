"""What every tally does alike."""

from typing import Any, Self


class Counting:
    """A tally that can be merged with another of its kind and bounds."""

    ballots: int

    def merge(self, other: Any) -> Self:
        """A new tally of the ballots of both, which stay as they are."""
        if type(other) is not type(self):
            raise TypeError(f"{type(self).__name__} and {type(other).__name__} cannot be counted together")
        if other.bounds() != self.bounds():
            raise ValueError(f"ballots within {self.bounds()} and {other.bounds()} cannot be counted together")
        return self._with(other)

    def bounds(self) -> tuple[int, ...]:
        """What the tally was made with."""
        raise NotImplementedError

    def _with(self, other: Self) -> Self:
        raise NotImplementedError


def leaders(sums: list[int]) -> list[int]:
    """The numbers (from 1) of those with the highest sum, all of them where several share it; none where all are 0."""
    highest = max(sums, default=0)
    return [number for number, value in enumerate(sums, 1) if value == highest] if highest else []
