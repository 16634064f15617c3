"""A single typed value beside the stored ones: further from its neighbour than any step before. No Django.

The data doctor looks at whole columns, and of one value at the end of a series that grows fast it says nothing. Who
types one value can be asked sooner.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from soesmart.core.numbers import format_number
from soesmart.methods.data_doctor import Finding, Kind

LEAST = 5  # so many times its neighbour
OFTEN = 2  # and so many times the largest step before


def leap(name: str, year: int, value: Decimal, stored: Mapping[int, Decimal]) -> Finding | None:
    """What is odd about a value for `year`; stored: of other years, in the same unit."""
    others = {one: number for one, number in stored.items() if one != year and number}
    if not others or not value:
        return None
    near = min(others, key=lambda one: (abs(one - year), one))
    before = others[near]
    times = _times(value, before)
    steps = pairwise(others[key] for key in sorted(others))
    usual = max((_times(one, other) for one, other in steps), default=Decimal(1))
    if times < LEAST or times < OFTEN * usual:
        return None
    number = format_number(round(times))
    part = f"das {number}-Fache" if abs(value) > abs(before) else f"der {number}. Teil"
    return Finding(
        Kind.JUMP,
        name,
        1,
        year,
        f"{year}: {format_number(value)} ist etwa {part} des Wertes von {near} ({format_number(before)}).",
        "Bitte die Stellen prüfen.",
        series=name,
    )


def _times(one: Decimal, other: Decimal) -> Decimal:
    """How many times the larger is the smaller; 1 where their signs differ: of those nobody can say it."""
    if one * other <= 0:
        return Decimal(1)
    return max(one / other, other / one)
