"""Votes for the tests of the opinion map."""

from collections.abc import Collection

import numpy as np
from numpy.typing import ArrayLike

from soesmart.methods.opinion_map import AGREE, DISAGREE, MISSING, PASS, Votes


def votes_of(matrix: ArrayLike, left_out: Collection[int] = ()) -> Votes:
    """People and statements are numbered from 0."""
    cells = np.array(matrix, dtype=np.int8)
    people, statements = cells.shape
    return Votes(tuple(range(people)), tuple(range(statements)), cells, frozenset(left_out))


def camps(*sizes: int, statements: int = 20, seed: int = 1) -> Votes:
    """Camps whose members mostly agree with each other; each says something of its own, a fifth of votes is missing."""
    rng = np.random.default_rng(seed)
    camp = np.repeat(np.arange(len(sizes)), sizes)
    opinion = rng.choice([AGREE, DISAGREE], (len(sizes), statements))[camp]
    opinion = np.where(rng.random(opinion.shape) < 0.9, opinion, PASS)
    return votes_of(np.where(rng.random(opinion.shape) < 0.8, opinion, MISSING))


def any_votes(seed: int, people: int = 14, statements: int = 8) -> Votes:
    """Votes without any sense."""
    rng = np.random.default_rng(seed)
    return votes_of(rng.choice([AGREE, DISAGREE, PASS, MISSING], (people, statements), p=[0.4, 0.3, 0.1, 0.2]))
