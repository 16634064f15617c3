"""The rows above the first value: titles, headers of several columns, names, a row of units."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from soesmart.methods.tables.numbers import reading
from soesmart.methods.tables.sheets import Cell, Sheet, is_empty, letter, shown
from soesmart.methods.tables.times import moment
from soesmart.methods.tables.unit_text import bare_unit, is_unit, split_head

MOST_HEADER_ROWS = 4
_PART = re.compile(r"(?:am|zum|davon|darunter)\b")
# Says how something is counted, not what: alone it names nothing.
_COUNTED = re.compile(
    r"(?:je|pro|per) (?:kopf|einwohner(?:in)?|ew|person|haushalt|fläche)|(?:ins)?gesamt|summe|total|absolut|relativ"
    r"|anteil|anzahl|menge|wert",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Head:
    """Of one column: text as it stands, name and unit taken from it, header above it."""

    text: str
    name: str
    unit: str
    group: str
    other_unit: str = ""  # in the row of units, where the text tells one, too


class Heads:
    """The header of a table whose first row of values is `first_row` (from 1)."""

    def __init__(self, sheet: Sheet, first_row: int, width: int) -> None:
        self.rows = _header_rows(sheet, first_row)
        self._units = self._unit_row(sheet)
        named = [row for row in self.rows if row != self._units and not _is_numbering(sheet, row)]
        self._texts = [[shown(sheet.cell(row, at)) for at in range(width)] for row in reversed(named)]
        self._filled = [_filled_forward(texts) for texts in self._texts]
        self._unit_texts = [shown(sheet.cell(self._units, at)) for at in range(width)] if self._units else [""] * width

    def at(self, at: int) -> Head:
        """The header of a column, by its number from 0."""
        own = [texts[at] for texts in self._texts if texts[at]]
        text = own[0] if own else next((texts[at] for texts in self._filled if texts[at]), "")
        depth = next((depth for depth, texts in enumerate(self._texts) if texts[at]), len(self._texts))
        above = [texts[at] for texts in self._filled[depth + 1 :] if texts[at]]
        name, unit = split_head(text)
        group, group_unit = split_head(above[0]) if above else ("", "")
        below = bare_unit(self._unit_texts[at])
        known = unit or below or group_unit
        return Head(text or letter(at), name or group or text or letter(at), known, group, below if unit else "")

    def _unit_row(self, sheet: Sheet) -> int | None:
        for row in reversed(self.rows[1:]):
            cells = [cell for cell in sheet.rows[row - 1] if not is_empty(cell)]
            units = sum(isinstance(cell, str) and is_unit(cell) for cell in cells)
            if units and units >= 0.6 * len(cells):
                return row
        return None


def names_of(heads: Sequence[Head]) -> list[str]:
    """A name for each of the columns with values, with the header above it where its own does not name the thing.

    A header above is believed to cover all columns up to the next one only where each of them just says how it counts.
    """
    times = Counter(head.name for head in heads)
    counted: dict[str, bool] = {}
    for head in heads:
        counted[head.group] = counted.get(head.group, True) and _COUNTED.fullmatch(head.name) is not None
    return [
        f"{head.group} {head.name}"
        if head.group and (times[head.name] > 1 or _PART.match(head.name) or counted[head.group])
        and head.name != head.group
        else head.name
        for head in heads
    ]  # fmt: skip


def _header_rows(sheet: Sheet, first_row: int) -> tuple[int, ...]:
    found: list[int] = []
    for row in range(first_row - 1, 0, -1):
        cells = sheet.rows[row - 1]
        filled = [at for at, cell in enumerate(cells) if not is_empty(cell)]
        is_title = len(filled) == 1 and (filled[0] == 0 or not found) and len(sheet.rows[first_row - 1]) > 1
        if len(found) == MOST_HEADER_ROWS or (not filled and found) or (is_title and found) or _is_data(cells):
            break
        if filled and not is_title:
            found.append(row)
    return tuple(reversed(found))


def _is_data(cells: tuple[Cell, ...]) -> bool:
    """A row of values that do not belong to this table: more than half of its cells are numbers, but not 1, 2, 3 ..."""
    filled = [cell for cell in cells if not is_empty(cell)]
    numbers = [cell for cell in filled if reading(cell) is not None and moment(cell) is None]
    return 2 * len(numbers) > len(filled) and not counts_up(numbers)


def _is_numbering(sheet: Sheet, row: int) -> bool:
    filled = [cell for cell in sheet.rows[row - 1] if not is_empty(cell)]
    return bool(filled) and counts_up(filled)


def counts_up(cells: list[Cell]) -> bool:
    found = [reading(cell) for cell in cells]
    values = [one.german for one in found if one is not None and one.german is not None]
    return (
        len(values) == len(cells)
        and all(b - a == 1 for a, b in pairwise(values))
        and (bool(values) and values[0] in (0, 1, 2))
    )


def _filled_forward(texts: list[str]) -> list[str]:
    """A header over several columns stands in the first of them only."""
    filled, last = [], ""
    for text in texts:
        last = text or last
        filled.append(last)
    return filled
