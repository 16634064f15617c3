"""Tallies of ballots: what is added in any order, and in any number of places, gives the same exact result.

A tally is a pure function of the ballots. It grows ballot by ballot (`add`), two tallies of different ballots become
one (`merge`), and `result` tells it in whole numbers, so that a screen, a recount and somebody else's computer say
the same. No float decides who leads: ties are told as ties.
"""

from collections.abc import Collection
from typing import Any, Protocol

from soesmart.methods.tally.amounts import Amounts
from soesmart.methods.tally.counted import Counted
from soesmart.methods.tally.ranked import Ranked
from soesmart.methods.tally.shared_out import SharedOut
from soesmart.methods.tally.spoken import Spoken

__all__ = [
    "Amounts",
    "Bounds",
    "Choice",
    "Counted",
    "Ranked",
    "SharedOut",
    "Spoken",
    "Tally",
    "results_of",
    "tally_for",
]

Choice = tuple[int, ...] | tuple[str, ...]


class Bounds(Protocol):
    """What a ballot may say: see soesmart.events.rules.items.Bounds, which fits."""

    @property
    def options(self) -> int: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def points(self) -> int: ...


class Tally(Protocol):
    """What all kinds have in common. ballots: how many were added."""

    ballots: int

    def add(self, choice: Choice) -> None:
        """Count one ballot. ValueError for one that the bounds forbid."""

    def merge(self, other: "Tally") -> "Tally":
        """A new tally of the ballots of both. TypeError where the kinds, ValueError where the bounds differ."""

    def result(self) -> dict[str, Any]:
        """What was counted, ready for JSON: "ballots", and by kind what the classes here say."""


def tally_for(kind: str, bounds: Bounds) -> Tally:
    """An empty tally. kind: "single", "multiple", "next_idea", "scale", "estimate", "ranking", "points" or "words"."""
    match kind:
        case "single" | "next_idea":
            return Counted(bounds.options, 1)
        case "multiple":
            return Counted(bounds.options, bounds.options)
        case "scale" | "estimate":
            return Amounts(bounds.least, bounds.most)
        case "ranking":
            return Ranked(bounds.options)
        case "points":
            return SharedOut(bounds.options, bounds.points)
        case "words":
            return Spoken()
    raise ValueError(f"no tally for {kind!r}")


def results_of(hall: Tally, stream: Tally, *, hidden: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """The results of both together ("all") and of each ("hall", "stream"), drawn alike so that they can be compared.

    hidden: words, in lower case, that are left out.
    """
    both = hall.merge(stream)
    parts = {"all": both, "hall": hall, "stream": stream}
    return {name: _result(part, both, hidden) for name, part in parts.items()}


def _result(part: Tally, both: Tally, hidden: Collection[str]) -> dict[str, Any]:
    if isinstance(part, Amounts) and isinstance(both, Amounts):
        return part.result(both)
    return part.result(hidden) if isinstance(part, Spoken) else part.result()
