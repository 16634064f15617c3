"""How alike two groupings of the same people are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import comb
from typing import Any


def adjusted_rand_index(one: Mapping[Any, object], other: Mapping[Any, object]) -> float:
    """1 for the same groups, whatever they are called; about 0 for groups drawn by lot. Who is in one only is left out.

    Source: Hubert and Arabie, "Comparing partitions", Journal of Classification 2 (1985).
    """
    people = one.keys() & other.keys()
    together = _pairs((one[person], other[person]) for person in people)
    first, second = _pairs(one[person] for person in people), _pairs(other[person] for person in people)
    if not (whole := comb(len(people), 2)):
        return 1.0
    by_chance, most = first * second / whole, (first + second) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def _pairs(labels: Iterable[object]) -> int:
    return sum(comb(size, 2) for size in Counter(labels).values())
