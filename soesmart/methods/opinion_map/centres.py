"""What a run hands on to the next one, so that the picture stays where it was."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import numpy as np

from soesmart.methods.opinion_map.projection import Floats
from soesmart.methods.opinion_map.votes import Id, Votes

Point = tuple[float, float]


@dataclass(frozen=True)
class Centres:
    """axes: statement -> its weight on the two axes; groups: label -> centre of the group (none: no groups yet)."""

    axes: dict[Id, Point]
    groups: dict[int, Point]

    def as_json(self) -> dict[str, list[list[Any]]]:
        """Lists of [id, x, y], for a JSON column."""
        return {name: [[key, *point] for key, point in kept.items()] for name, kept in vars(self).items()}

    @classmethod
    def from_json(cls, data: dict[str, list[list[Any]]]) -> "Centres":
        """The same back. Raises KeyError or ValueError for anything else."""
        return cls(*({key: (float(x), float(y)) for key, x, y in data[name]} for name in ("axes", "groups")))

    def axes_of(self, votes: Votes) -> Floats | None:
        """The axes over the statements that take part now; None where none of them was there before."""
        axes = np.array([self.axes.get(one, (0.0, 0.0)) for one in votes.statements_taking_part]).reshape(-1, 2).T
        return axes if axes.any() else None


def labels_by_size(sizes: list[int], centres: Floats) -> list[int]:
    """The largest group is 0; of equal ones the one further left."""
    order = sorted(range(len(sizes)), key=lambda one: (-sizes[one], *centres[one].tolist()))
    return [order.index(one) for one in range(len(sizes))]


def labels_like(before: dict[int, Point], centres: Floats) -> list[int]:
    """Labels of the nearest earlier groups (sum of distances as short as possible); a new group gets a new one."""
    new = [label for label in range(len(before) + len(centres)) if label not in before]
    known = list(before)
    candidates = permutations(known + new[: max(0, len(centres) - len(known))], len(centres))

    def length(labels: Iterable[int]) -> float:
        pairs = zip(labels, centres, strict=True)
        return float(sum(np.hypot(*(centre - before[label])) for label, centre in pairs if label in before))

    return list(min(candidates, key=length))
