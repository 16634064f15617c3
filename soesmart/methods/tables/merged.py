"""Tables whose first column names a year or a thing once, and leaves the cell blank for the rows that belong to it."""

from dataclasses import replace

from soesmart.methods.tables.numbers import reading
from soesmart.methods.tables.sheets import Cell, Cells, Sheet, is_empty
from soesmart.methods.tables.times import moment

FEWEST_NAMES = 2


def filled_down(sheet: Sheet) -> Sheet:
    """The sheet with those cells filled; unchanged where the first column is full, or blank only now and then."""
    names = blanks = 0
    for cells in sheet.rows:
        if _has_values(cells):
            names, blanks = names + (not is_empty(cells[0])), blanks + is_empty(cells[0])
    if names < FEWEST_NAMES or blanks < names:
        return sheet
    rows: list[Cells] = []
    last: Cell = None
    for cells in sheet.rows:
        has_values = _has_values(cells)
        last = cells[0] if has_values and not is_empty(cells[0]) else last if has_values else None
        rows.append((last, *cells[1:]) if has_values and last is not None else cells)
    return replace(sheet, rows=tuple(rows))


def _has_values(cells: Cells) -> bool:
    """A name or year of its own behind the first cell, and a number behind that."""
    filled = [cell for cell in cells[1:] if not is_empty(cell)]
    if len(filled) < 2 or not (isinstance(filled[0], str) or moment(filled[0])):
        return False
    is_named = moment(filled[0]) is not None or reading(filled[0]) is None
    return is_named and any(reading(cell) is not None for cell in filled[1:])
