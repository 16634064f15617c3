"""Complete rankings: who is preferred to whom, the order after Schulze, and Borda's points beside it.

Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method", Social Choice and Welfare 36 (2011): the strength of a path is that of its weakest link; A stands before B
where the strongest path from A to B is stronger than the one back. Ballots rank every option, so measuring a link by
its winning votes or by its margin gives the same order. Borda 1781: the last gets 0 points, the one before it 1.
"""

from collections.abc import Sequence
from typing import Any, Self

from soesmart.methods.tally.base import Counting

Matrix = list[list[int]]


class Ranked(Counting):
    """Ballots that name every option once, from the first to the last place."""

    def __init__(self, options: int) -> None:
        self.ballots = 0
        self._firsts = [0] * options
        self._pairs: Matrix = [[0] * options for _ in range(options)]
        self._all = list(range(1, options + 1))

    def bounds(self) -> tuple[int, ...]:
        return (len(self._all),)

    def add(self, choice: Sequence[Any]) -> None:
        if sorted(choice) != self._all:
            raise ValueError(f"not every one of {len(self._all)} options once: {choice}")
        for place, better in enumerate(choice):
            row = self._pairs[better - 1]
            for worse in choice[place + 1 :]:
                row[worse - 1] += 1
        if choice:
            self._firsts[choice[0] - 1] += 1
        self.ballots += 1

    def result(self) -> dict[str, Any]:
        """firsts: ballots that put an option first. points: Borda. pairs: [i][j] ballots that prefer i to j.
        order: lists of option numbers from best to last; several in one list share their place.
        """
        return {
            "ballots": self.ballots,
            "firsts": list(self._firsts),
            # Every option ranked behind is one point: the row of the pairs already is Borda's count.
            "points": [sum(row) for row in self._pairs],
            "pairs": [list(row) for row in self._pairs],
            "order": order_after_schulze(self._pairs) if self.ballots else [],
        }

    def _with(self, other: Self) -> Self:
        both = type(self)(len(self._all))
        both._firsts = [mine + theirs for mine, theirs in zip(self._firsts, other._firsts, strict=True)]
        rows = zip(self._pairs, other._pairs, strict=True)
        both._pairs = [[mine + theirs for mine, theirs in zip(*two, strict=True)] for two in rows]
        both.ballots = self.ballots + other.ballots
        return both


def order_after_schulze(pairs: Matrix) -> list[list[int]]:
    """Option numbers (from 1) from best to last, those that share a place together. pairs: [i][j] who prefer i to j.

    The relation "stands before" is transitive, so whoever stands before another also stands before more options: their
    number orders all, and those with the same number do not stand before one another.
    """
    paths = _strongest_paths(pairs)
    beaten = [sum(paths[i][j] > paths[j][i] for j in range(len(pairs))) for i in range(len(pairs))]
    return [
        [number for number, count in enumerate(beaten, 1) if count == wanted]
        for wanted in sorted(set(beaten), reverse=True)
    ]


def _strongest_paths(pairs: Matrix) -> Matrix:
    """Floyd and Warshall over all options as way stations; a link is as strong as the votes that win it."""
    size = range(len(pairs))
    paths = [[pairs[i][j] if pairs[i][j] > pairs[j][i] else 0 for j in size] for i in size]
    for over in size:
        onward = paths[over]
        for i in size:
            row, reach = paths[i], paths[i][over]
            if i != over and reach:
                paths[i] = [max(row[j], min(reach, onward[j])) if j != i else 0 for j in size]
    return paths
