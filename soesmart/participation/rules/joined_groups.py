"""Counts of people, shown so that no count below a minimum can be worked out. Pure.

Hiding small counts alone is not enough where their sum is known: what is hidden follows from what is shown. Here
neighbours are joined instead, along a tree that is drawn before anybody is counted. A fork is taken apart only where
each of its two sides counts enough; else only its sum is shown. Whoever sees such a sum of s people knows that one of
two sides has less than the minimum, but not how many: every number below it remains possible. Proved by trying in
tests/test_joined_groups.py. Background: Hundepool et al., "Statistical Disclosure Control", Wiley 2012, chapter 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Tree = str | tuple["Tree", "Tree"]


@dataclass(frozen=True)
class Group:
    """Cells that are shown together, in the order in which they were given; people: their sum."""

    keys: tuple[str, ...]
    people: int


def fork(keys: Sequence[str], weights: Mapping[str, int], *, is_ordered: bool = False) -> Tree | None:
    """The tree over the cells: the two lightest are joined first, of an ordered row (ages) only neighbours.

    weights: known without looking at those who take part, like the people of the register; a missing one counts as 0.
    None without cells.
    """
    row: list[tuple[int, Tree]] = [(weights.get(key, 0), key) for key in keys]
    if not is_ordered:
        row.sort(key=lambda one: one[0])
    while len(row) > 1:
        place = min(range(len(row) - 1), key=lambda start: row[start][0] + row[start + 1][0]) if is_ordered else 0
        (one, left), (two, right) = row[place : place + 2]
        joined: tuple[int, Tree] = (one + two, (left, right))
        row[place : place + 2] = [joined]
        if not is_ordered:
            row.sort(key=lambda one: one[0])
    return row[0][1] if row else None


def shown_groups(tree: Tree | None, counts: Mapping[str, int], smallest: int) -> list[Group]:
    """The cells, joined where need be, in the order of `counts`; nothing where all together are fewer than `smallest`.

    counts: of every cell of the tree. The sum of all may be known to everybody.
    """
    if tree is None or sum(counts[key] for key in _leaves(tree)) < max(smallest, 1):
        return []
    order = {key: place for place, key in enumerate(counts)}
    groups = [sorted(_leaves(part), key=order.__getitem__) for part in _parts(tree, counts, smallest)]
    rows = [Group(tuple(keys), sum(counts[key] for key in keys)) for keys in groups]
    return sorted(rows, key=lambda group: order[group.keys[0]])


def _parts(tree: Tree, counts: Mapping[str, int], smallest: int) -> list[Tree]:
    if isinstance(tree, str):
        return [tree]
    if any(sum(counts[key] for key in _leaves(side)) < smallest for side in tree):
        return [tree]
    return [part for side in tree for part in _parts(side, counts, smallest)]


def _leaves(tree: Tree) -> list[str]:
    return [tree] if isinstance(tree, str) else [key for side in tree for key in _leaves(side)]
