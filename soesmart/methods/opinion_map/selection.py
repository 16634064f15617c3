"""Which statements stand for a group, and which unite all. Source: Polis, repness.clj (see statistics.py)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from soesmart.methods.opinion_map.statistics import SIGNIFICANT, Counts, Side, sides
from soesmart.methods.opinion_map.votes import Id

MOST = 5  # statements per group, and per side of the consensus


class Stance(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"


class Representative(NamedTuple):
    """A statement a group stands out with: more of its members agree to it (or disagree) than of the others."""

    statement: Id
    stance: Stance


@dataclass(frozen=True)
class Consensus:
    """What most of all people agree to, and what most of them disagree with; the clearest first, at most five each."""

    agree: tuple[Id, ...]
    disagree: tuple[Id, ...]


def consensus(statements: tuple[Id, ...], columns: list[int], everybody: Counts) -> Consensus:
    """Clearly more than half of those who voted; passing counts as a vote. columns: those that may be chosen."""
    for_agree, for_disagree = sides(everybody)
    chosen = (_most_common(columns, side) for side in (for_agree, for_disagree))
    return Consensus(*(tuple(statements[column] for column in those) for those in chosen))


def _most_common(columns: list[int], side: Side) -> list[int]:
    clear = [column for column in columns if side.share[column] > 0.5 and side.test[column] > SIGNIFICANT]
    return sorted(clear, key=lambda column: -side.common[column])[:MOST]


def representative(
    statements: tuple[Id, ...], columns: list[int], group: Counts, rest: Counts
) -> tuple[Representative, ...]:
    """At most five statements for which the group stands out, agreed ones first; none only where nobody voted.

    The best agreed statement always has a place, even where no statement passes both tests; failing that, the one in
    which the group differs most. Equal ones stand in the order of `columns`.
    """
    pair = sides(group, rest)
    chosen = _in_order(columns, pair, group)
    stands = [Representative(statements[column], _stance(column, pair)) for column in chosen]
    return tuple(sorted(stands, key=lambda one: one.stance is Stance.DISAGREE))


def _in_order(columns: list[int], pair: tuple[Side, Side], group: Counts) -> list[int]:
    clear = (pair[0].contrast > SIGNIFICANT) & (pair[0].test > SIGNIFICANT)
    clear |= (pair[1].contrast > SIGNIFICANT) & (pair[1].test > SIGNIFICANT)
    sufficient = [column for column in columns if clear[column]]
    best = _best_agreed(columns, pair[0], group)
    if not sufficient:
        return best or _most_different(columns, pair)
    strength = np.where(_agrees(pair), pair[0].strength, pair[1].strength)
    further = sorted((column for column in sufficient if column not in best), key=lambda column: -strength[column])
    return [*best, *further][:MOST]


def _agrees(pair: tuple[Side, Side]) -> NDArray[np.bool_]:
    return pair[0].contrast > pair[1].contrast


def _stance(column: int, pair: tuple[Side, Side]) -> Stance:
    return Stance.AGREE if _agrees(pair)[column] else Stance.DISAGREE


def _most_different(columns: list[int], pair: tuple[Side, Side]) -> list[int]:
    contrast = np.maximum(pair[0].contrast, pair[1].contrast)
    return sorted(columns, key=lambda column: -contrast[column])[:1]


def _best_agreed(columns: list[int], agree: Side, group: Counts) -> list[int]:
    """One statement or none. Goes through them in order as Polis does: what counts depends on the best one so far."""
    opined = group.agree + group.disagree > 0
    convincing = (agree.test > SIGNIFICANT) | ((agree.ratio > 1) & (agree.share > 0.5))
    best: int | None = None
    for column in columns:
        if not opined[column]:
            continue
        if best is None:
            best = column if convincing[column] else None
        else:
            measure = agree.strength if agree.ratio[best] > 1 else agree.common
            best = column if measure[column] > measure[best] else best
    return [] if best is None else [best]
