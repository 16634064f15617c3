"""Counts per statement and group, and how far a group differs from the rest in each.

Source: Polis, math/src/polismath/math/repness.clj and stats.clj (github.com/compdemocracy/polis); described in Small,
Bjorkegren, Erkkilä, Shaw and Megill, "Polis: Scaling deliberation by mapping high dimensional opinion spaces",
Recerca 26(2), 2021. All arrays run over the statements.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from soesmart.methods.opinion_map.votes import AGREE, BLOCK, DISAGREE, PASS, Members, Votes

Numbers = NDArray[np.float64]

SIGNIFICANT = 1.2816  # one-sided test at 90 percent


@dataclass(frozen=True, eq=False)
class Counts:
    """How many agree, disagree and pass, per statement."""

    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    passed: NDArray[np.int64]

    @property
    def all(self) -> NDArray[np.int64]:
        return self.agree + self.disagree + self.passed

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.agree + other.agree, self.disagree + other.disagree, self.passed + other.passed)

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(self.agree - other.agree, self.disagree - other.disagree, self.passed - other.passed)


@dataclass(frozen=True, eq=False)
class Side:
    """What speaks for "agree" (or for "disagree") on each statement.

    share: (n+1)/(votes+2), the share with one imagined vote each way; test: z of that share against one half;
    ratio: share over the same share among the rest; contrast: z of the difference between group and rest.
    ratio and contrast are empty where nobody is compared with a rest.
    """

    share: Numbers
    test: Numbers
    ratio: Numbers
    contrast: Numbers

    @property
    def strength(self) -> Numbers:
        """By this the statements of a group are ordered."""
        return self.ratio * self.contrast * self.share * self.test

    @property
    def common(self) -> Numbers:
        """By this statements are ordered where no rest is looked at."""
        return self.share * self.test


def count(votes: Votes, members: Members | None = None) -> Counts:
    """Tally all people or some rows; in blocks, so that no second matrix is needed."""
    rows = np.arange(len(votes.people)) if members is None else members
    total = Counts(*np.zeros((3, len(votes.statements)), dtype=np.int64))
    for start in range(0, len(rows), BLOCK):
        block = votes.matrix[rows[start : start + BLOCK]]
        total += Counts(*(np.count_nonzero(block == vote, axis=0) for vote in (AGREE, DISAGREE, PASS)))
    return total


def share(successes: NDArray[np.int64], trials: NDArray[np.int64]) -> Numbers:
    return (successes + 1) / (trials + 2)


def share_test(successes: NDArray[np.int64], trials: NDArray[np.int64]) -> Numbers:
    """z of a share against one half, with one imagined success."""
    return 2 * np.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5)


def contrast_test(
    successes: NDArray[np.int64], trials: NDArray[np.int64], rest: NDArray[np.int64], rest_trials: NDArray[np.int64]
) -> Numbers:
    """z of the difference of two shares, each with one imagined success; 0 where all are successes."""
    inside, outside, ins, outs = successes + 1, rest + 1, trials + 1, rest_trials + 1
    pooled = (inside + outside) / (ins + outs)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / ins + 1 / outs))
    differs = pooled != 1
    return np.divide(inside / ins - outside / outs, spread, out=np.zeros_like(spread), where=differs)


def sides(group: Counts, rest: Counts | None = None) -> tuple[Side, Side]:
    """What speaks for "agree" and what for "disagree"; `rest` are the members of all other groups."""
    return (
        _side(group.agree, group.all, (rest.agree, rest.all) if rest else None),
        _side(group.disagree, group.all, (rest.disagree, rest.all) if rest else None),
    )


def _side(
    successes: NDArray[np.int64], trials: NDArray[np.int64], rest: tuple[NDArray[np.int64], NDArray[np.int64]] | None
) -> Side:
    own, test = share(successes, trials), share_test(successes, trials)
    if rest is None:
        return Side(own, test, np.empty(0), np.empty(0))
    return Side(own, test, own / share(*rest), contrast_test(successes, trials, *rest))
