"""Many rows at once, in portions that fit into one query of every database."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

PORTION = 500
Item = TypeVar("Item")


def portions(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Lists of at most 500, in order; none for nothing."""
    row = list(items)
    for start in range(0, len(row), PORTION):
        yield row[start : start + PORTION]
