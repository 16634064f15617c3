"""Where the years of a sheet stand: in which column, or in which row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from soesmart.methods.tables.numbers import reading
from soesmart.methods.tables.sheets import Sheet, is_empty, shown
from soesmart.methods.tables.times import Moment, is_time_word, moment

DEEPEST_HEADER = 40


@dataclass(frozen=True)
class YearColumn:
    """at: column from 0; rows: the moment of each row (from 1) that has one."""

    at: int
    rows: dict[int, Moment]

    @property
    def first_row(self) -> int:
        return min(self.rows)


@dataclass(frozen=True)
class YearRow:
    """row: from 1; columns: those with a year, from 0."""

    row: int
    columns: tuple[int, ...]


def year_column(sheet: Sheet, width: int) -> YearColumn | None:
    """The first column of years: under a header that says so, or full of days or of evenly rising years."""
    found = [column for column in (_column(sheet, at) for at in range(width)) if column]
    with_word = [column for column in found if _has_word(sheet, column)]
    return next(iter(with_word), None) or next((column for column in found if _is_sequence(column)), None)


def _column(sheet: Sheet, at: int) -> YearColumn | None:
    rows = {}
    for number, cells in enumerate(sheet.rows, start=1):
        if at < len(cells) and len(cells) > 1:
            found = moment(cells[at])
            if found and any(not is_empty(cell) for place, cell in enumerate(cells) if place != at):
                rows[number] = found
    if not rows:
        return None
    first = min(rows)
    below = [number for number in range(first, len(sheet.rows) + 1) if not is_empty(sheet.cell(number, at))]
    return YearColumn(at, rows) if 2 * len(rows) > len(below) else None


def _has_word(sheet: Sheet, column: YearColumn) -> bool:
    above = range(max(1, column.first_row - 4), column.first_row)
    return any(is_time_word(shown(sheet.cell(row, column.at))) for row in above if _is_narrow(sheet, row, column.at))


def _is_narrow(sheet: Sheet, row: int, at: int) -> bool:
    """A header, not a title that happens to name a year."""
    return len(shown(sheet.cell(row, at))) <= 30


def _is_sequence(column: YearColumn) -> bool:
    moments = list(column.rows.values())
    if len(moments) < 3:
        return False
    if all(one.day for one in moments):
        return True
    distinct = list(dict.fromkeys(one.year for one in moments))
    steps = Counter(later - former for former, later in pairwise(distinct))
    if not steps:
        return False
    step, times = steps.most_common(1)[0]
    return abs(step) <= 10 and times >= 0.6 * (len(distinct) - 1)


def year_row(sheet: Sheet) -> YearRow | None:
    """The first row near the top with rising (or falling) years over columns of numbers, not itself a row of a year."""
    for number, cells in enumerate(sheet.rows[:DEEPEST_HEADER], start=1):
        columns = [at for at, cell in enumerate(cells) if moment(cell) is not None]
        if len(columns) >= 2 and _rises([_order(moment(cells[at])) for at in columns]):
            first = next(at for at, cell in enumerate(cells) if not is_empty(cell))
            is_own_year = first == columns[0] and not any(
                isinstance(sheet.cell(row, 0), str) and not moment(sheet.cell(row, 0))
                for row in range(number + 1, min(number + 6, len(sheet.rows) + 1))
            )
            if not is_own_year and _has_values(sheet, number, columns):
                return YearRow(number, tuple(columns))
    return None


def _order(found: Moment | None) -> date:
    assert found is not None
    return found.day or date(found.year, 1, 1)


def _rises(moments: Sequence[date]) -> bool:
    steps = [(later - former).days for former, later in pairwise(moments)]
    near = all(abs(step) <= 31 * 366 for step in steps)
    rising, falling = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    # A year that stands there twice is a fault for somebody to find, not the end of the row of years.
    return near and not (rising and falling) and 2 * (rising + falling) > len(steps)


def _has_values(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Below stand numbers; a table whose rows are years has a year there instead."""
    below = range(row + 1, min(row + 30, len(sheet.rows)) + 1)
    return any(reading(sheet.cell(number, at)) is not None for number in below for at in columns)
