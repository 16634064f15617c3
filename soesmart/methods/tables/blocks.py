"""Several tables below each other on one sheet, taken apart."""

from dataclasses import replace

from soesmart.methods.tables.numbers import reading
from soesmart.methods.tables.sheets import Cells, Sheet, is_empty
from soesmart.methods.tables.times import moment


def blocks(sheet: Sheet) -> tuple[Sheet, ...]:
    """One sheet per table, each with all rows at their numbers and those of the other tables blank.

    A new table begins where, after values and a blank row, a row of words stands above values again.
    """
    starts = [1]
    seen_values = False
    for number, cells in enumerate(sheet.rows, start=1):
        if _is_blank(cells):
            continue
        if seen_values and _is_blank(sheet.rows[number - 2]) and _begins_table(sheet, number):
            starts.append(number)
            seen_values = False
        seen_values = seen_values or _has_values(cells)
    ends = [start - 1 for start in starts[1:]] + [len(sheet.rows)]
    return tuple(_only(sheet, start, end) for start, end in zip(starts, ends, strict=True))


def _only(sheet: Sheet, start: int, end: int) -> Sheet:
    if start == 1 and end == len(sheet.rows):
        return sheet
    blank: tuple[Cells, ...] = ((),) * (start - 1)
    return replace(sheet, rows=blank + sheet.rows[start - 1 : end])


def _is_blank(cells: Cells) -> bool:
    return all(is_empty(cell) for cell in cells)


def _begins_table(sheet: Sheet, number: int) -> bool:
    """A header of at least two words, or a title with one within the next rows, before any value."""
    for cells in sheet.rows[number - 1 : number + 3]:
        filled = [cell for cell in cells if not is_empty(cell)]
        if any(reading(cell) is not None and moment(cell) is None for cell in filled):
            return False
        if len(filled) >= 2:
            return True
    return False


def _has_values(cells: Cells) -> bool:
    return sum(reading(cell) is not None for cell in cells) >= 1 and sum(not is_empty(cell) for cell in cells) >= 2
