"""Values of years: order, breaks, changes from one to the next.

Values are decimals as they were published; changes are exact fractions, so that no unit ever changes a result.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a year. has_break: it cannot be compared with the value before."""

    year: int
    value: Decimal
    has_break: bool = False


Points = tuple[Point, ...]


def in_order(points: Iterable[Point]) -> Points:
    """The points by year. Raises ValueError for two of one year."""
    found = tuple(sorted(points, key=lambda point: point.year))
    if any(one.year == other.year for one, other in pairwise(found)):
        raise ValueError("a series has one value a year")
    return found


def connected(points: Sequence[Point]) -> Points:
    """The points from the last break on; missing years do not disconnect."""
    last_break = max((place for place, point in enumerate(points) if point.has_break), default=0)
    return tuple(points[last_break:])


def up_to(points: Sequence[Point], year: int | None) -> Points:
    """The points of the years up to `year`; all without one."""
    return tuple(point for point in points if year is None or point.year <= year)


def yearly_changes(points: Sequence[Point]) -> tuple[Fraction, ...]:
    """The changes between neighbours, each divided by the years between them; in units a year."""
    exact = [(point.year, Fraction(point.value)) for point in points]
    return tuple((later - earlier) / (year - before) for (before, earlier), (year, later) in pairwise(exact))
