"""Numbers that may be read in two ways ("4.790"): the size of the values around them decides."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log10
from statistics import median

from soesmart.methods.tables.series import CellValue
from soesmart.methods.tables.sheets import Style

NEIGHBOURS = 3
EVEN = 10  # how far apart the values of a column are at most that are surely of one size
FAR, NEAR = 2.0, 0.5  # powers of ten between a reading and the values around it


@dataclass(frozen=True)
class Ambiguous:
    """Both readings of a cell; they always differ by a thousand or more."""

    german: Decimal | None
    english: Decimal | None


def settle(cells: Sequence[CellValue], doubtful: Sequence[tuple[int, Ambiguous]]) -> list[CellValue]:
    """The cells, with the other reading where the column's own lies far from the values around."""
    settled = list(cells)
    places = max((_places(cell.value) for cell in settled if cell.value is not None), default=0)
    sizes = [log10(abs(cell.value)) if cell.value else None for cell in settled]
    for place, both in doubtful:
        around = _around(sizes, place)
        if len(around) < 2:
            continue
        cell, middle = settled[place], median(around)
        other = both.english if cell.style is Style.GERMAN else both.german
        # "688.000" is no 688 with three digits after the point where no other number has as many.
        is_usual = other is not None and _places(other) <= places
        if other and is_usual and cell.value and _is_far(cell.value, middle) and _is_near(other, middle):
            style = Style.ENGLISH if cell.style is Style.GERMAN else Style.GERMAN
            settled[place] = replace(cell, value=other, style=style)
    return settled if _is_even(settled) else _in_thousands(settled, doubtful)


def _in_thousands(cells: list[CellValue], doubtful: Sequence[tuple[int, Ambiguous]]) -> list[CellValue]:
    """Both signs group digits in one column: read as thousands all of its cells are of one size, and not otherwise."""
    found = list(cells)
    for place, both in doubtful:
        style = Style.GERMAN if (both.german or 0) >= (both.english or 0) else Style.ENGLISH
        found[place] = replace(cells[place], value=both.german if style is Style.GERMAN else both.english, style=style)
    changed = sum(one.style is not other.style for one, other in zip(found, cells, strict=True))
    signs = {sign for place, _ in doubtful for sign in ".," if sign in str(cells[place].raw)}
    is_believed = 2 * changed <= len(doubtful) or len(signs) > 1
    return found if is_believed and _is_even(found) else cells


def _is_even(cells: Sequence[CellValue]) -> bool:
    sizes = [abs(cell.value) for cell in cells if cell.value]
    return not sizes or max(sizes) < EVEN * min(sizes)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _around(sizes: Sequence[float | None], place: int) -> list[float]:
    before = [size for size in sizes[max(0, place - 3 * NEIGHBOURS) : place] if size is not None][-NEIGHBOURS:]
    after = [size for size in sizes[place + 1 : place + 1 + 3 * NEIGHBOURS] if size is not None][:NEIGHBOURS]
    return before + after


def _is_far(value: Decimal, middle: float) -> bool:
    return abs(log10(abs(value)) - middle) > FAR


def _is_near(value: Decimal, middle: float) -> bool:
    return abs(log10(abs(value)) - middle) < NEAR
