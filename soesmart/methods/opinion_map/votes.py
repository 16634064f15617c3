"""Who said what: one small matrix of people and statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Id = int | str
Matrix = NDArray[np.int8]
Members = NDArray[np.intp]

AGREE, PASS, DISAGREE, MISSING = 1, 0, -1, -128
BLOCK = 1024  # people that are looked at together: keeps what is in memory at once at a few megabytes


@dataclass(frozen=True, eq=False)
class Votes:
    """The last vote of each person on each statement.

    matrix: people x statements, int8: 1 agree, -1 disagree, 0 pass, -128 no vote (one byte a cell: 18 MB for
    20,000 x 900). left_out: statements that take no part, because they were moderated out or ask about the person.
    Raises ValueError when the shapes do not fit, an id occurs twice or the matrix holds another number.
    """

    people: tuple[Id, ...]
    statements: tuple[Id, ...]
    matrix: Matrix
    left_out: frozenset[Id] = frozenset()

    def __post_init__(self) -> None:
        if self.matrix.shape != (len(self.people), len(self.statements)) or self.matrix.dtype != np.int8:
            raise ValueError("the matrix must be int8, a row per person, a column per statement")
        if len(set(self.people)) < len(self.people) or len(set(self.statements)) < len(self.statements):
            raise ValueError("an id occurs twice")
        if not (is_vote(self.matrix) | (self.matrix == MISSING)).all():
            raise ValueError("a vote is 1, 0, -1 or missing (-128)")

    @cached_property
    def taking_part(self) -> NDArray[np.bool_]:
        """Per statement whether it takes part."""
        return np.array([statement not in self.left_out for statement in self.statements], dtype=bool)

    @cached_property
    def own_votes(self) -> NDArray[np.int64]:
        """Per person the number of votes, on statements left out too."""
        return np.count_nonzero(self.matrix != MISSING, axis=1)

    @property
    def statements_taking_part(self) -> list[Id]:
        return [self.statements[column] for column in self.taking_part.nonzero()[0]]

    def rows(self, people: Collection[Id]) -> Members:
        """The rows of these people, rising; who has none is passed over."""
        return np.array([row for row, person in enumerate(self.people) if person in people], dtype=np.intp)


def is_vote(numbers: NDArray[np.integer]) -> NDArray[np.bool_]:
    return (numbers >= DISAGREE) & (numbers <= AGREE)


def votes_of_triples(
    people: Sequence[Id],
    statements: Sequence[Id],
    triples: tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]],
    *,
    left_out: Collection[Id] = (),
) -> Votes:
    """From three arrays of equal length: index of the person, index of the statement, vote (1, 0, -1).

    Of several votes of a person on a statement the last one counts. Raises ValueError for another vote, and
    IndexError for an index without a person or statement.
    """
    person, statement, vote = triples
    if not is_vote(vote).all():
        raise ValueError("a vote is 1, 0 or -1")
    if min(person.min(initial=0), statement.min(initial=0)) < 0:
        raise IndexError("an index below zero")
    matrix = np.full((len(people), len(statements)), MISSING, dtype=np.int8)
    matrix[person, statement] = vote
    return Votes(tuple(people), tuple(statements), matrix, frozenset(left_out))
