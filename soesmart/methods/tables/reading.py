"""A sheet and its layout become series of values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from soesmart.methods.tables.layout import Layout, ValueColumn
from soesmart.methods.tables.numbers import Reading, is_computed_wrong, is_missing, reading
from soesmart.methods.tables.scale import Ambiguous, settle
from soesmart.methods.tables.series import BadYear, CellValue, Series, State
from soesmart.methods.tables.sheets import Cell, Sheet, is_empty, letter, shown
from soesmart.methods.tables.times import EARLIEST, LATEST, Moment, moment
from soesmart.methods.tables.unit_text import split_head

Key = tuple[tuple[str, ...], int]
_NOTED = {"vorl": "provisional", "p": "provisional", "v": "provisional", "r": "revised", "gesch": "estimated"}
_STATES: Mapping[str, State] = {"revised": "revised", "provisional": "provisional", "estimated": "estimated"}


@dataclass
class _Building:
    """A series that is being filled."""

    cells: list[CellValue]
    open: list[tuple[int, Ambiguous]]
    column: ValueColumn
    labels: tuple[str, ...]


def read(sheet: Sheet, layout: Layout) -> tuple[Series, ...]:
    """The series of a sheet, in the order in which they first occur; empty cells are among their cells.

    A number that may be read in both styles is read in that of its column, unless only the other reading fits the
    values around it. Values keep the unit of their file.
    """
    found: dict[Key, _Building] = {}
    walk = _by_year_column if layout.years_in == "columns" else _by_row
    for key, column, labels, cell, read_as in walk(sheet, layout):
        building = found.setdefault(key, _Building([], [], column, labels))
        if read_as is not None and read_as.style is None:
            building.open.append((len(building.cells), Ambiguous(read_as.german, read_as.english)))
        building.cells.append(cell)
    bad = tuple(_bad_years(sheet, layout))
    series = [_finished(sheet, layout, building) for building in found.values()]
    series = [one for one in series if any(cell.value is not None or cell.is_text for cell in one.cells)]
    return tuple(replace(one, bad_years=bad) if bad and one is series[0] else one for one in series)


def _by_row(
    sheet: Sheet, layout: Layout
) -> Iterator[tuple[Key, ValueColumn, tuple[str, ...], CellValue, Reading | None]]:
    last = min(layout.last_row or len(sheet.rows), len(sheet.rows))
    is_long = layout.years_in == "long"
    for row in range(layout.first_row, last + 1):
        cells = sheet.rows[row - 1]
        when = None
        if layout.year_at is not None:
            when = moment(_at(cells, layout.year_at))
            if when is None:
                continue
        labels = tuple(shown(_at(cells, at)) for at in layout.label_at)
        unit = shown(_at(cells, layout.unit_at)) if layout.unit_at is not None else ""
        for column in layout.columns:
            raw = _at(cells, column.at)
            found = reading(raw)
            value = _cell(row, column, when, raw, found, unit, "".join(labels[:1]))
            yield ((labels if is_long else ()), column.at), column, (labels if is_long else ()), value, found


def _by_year_column(
    sheet: Sheet, layout: Layout
) -> Iterator[tuple[Key, ValueColumn, tuple[str, ...], CellValue, Reading | None]]:
    last = min(layout.last_row or len(sheet.rows), len(sheet.rows))
    moments = {column.at: moment(sheet.cell(layout.year_at or 1, column.at)) for column in layout.columns}
    for row in range(layout.first_row, last + 1):
        cells = sheet.rows[row - 1]
        if all(reading(_at(cells, column.at)) is None for column in layout.columns):
            continue
        labels = tuple(shown(_at(cells, at)) for at in layout.label_at)
        unit = shown(_at(cells, layout.unit_at)) if layout.unit_at is not None else ""
        name, own_unit = split_head(labels[-1] if labels else "")
        whole = ValueColumn(row - 1, " ".join(labels) or str(row), name or str(row), unit or own_unit)
        for column in layout.columns:
            raw = _at(cells, column.at)
            found = reading(raw)
            value = _cell(row, column, moments[column.at], raw, found, "", "")
            yield (labels, row), whole, labels, value, found


def _cell(
    row: int, column: ValueColumn, when: Moment | None, raw: Cell, found: Reading | None, unit: str, label: str
) -> CellValue:
    at, head, style = column.at, column.head, column.style
    year, day = (when.year, when.day) if when else (None, None)
    if found is None:
        is_text = not is_missing(raw) or is_computed_wrong(raw)
        return CellValue(row, at, head, year, day, raw, None, unit=unit, is_text=is_text, label=label)
    own = found.style
    return CellValue(
        row, at, head, year, day, raw, found.value(style), found.has_break,
        _STATES.get(found.state or _noted(when), "measured"), own or style, found.unit or unit, False, label,
    )  # fmt: skip


def _noted(when: Moment | None) -> str:
    note = when.note.casefold() if when else ""
    return next((state for start, state in _NOTED.items() if note and note.startswith(start)), "")


def _finished(sheet: Sheet, layout: Layout, building: _Building) -> Series:
    column, labels = building.column, building.labels
    cells = settle(building.cells, building.open) if building.open else building.cells
    style = column.style if layout.years_in != "columns" else layout.columns[0].style
    measure = column.name if len(layout.columns) > 1 or not labels else ""
    is_wide = layout.years_in == "columns"
    return Series(
        name=" · ".join(part for part in (*labels, "" if is_wide else measure) if part) or column.name,
        unit=column.unit or _common_unit(cells),
        column=column.head,
        cells=tuple(cells),
        way=layout.years_in,
        labels=labels,
        measure="" if is_wide else column.name,
        group=column.group,
        year_column=_head(sheet, layout, layout.year_at) if not is_wide else "",
        unit_column=_head(sheet, layout, layout.unit_at),
        style=style,
        table=sheet.title,
        other_unit=column.other_unit,
    )


def _head(sheet: Sheet, layout: Layout, at: int | None) -> str:
    if at is None:
        return ""
    texts = [shown(sheet.cell(row, at)) for row in reversed(layout.header_rows)]
    return next((text for text in texts if text), letter(at))


def _common_unit(cells: list[CellValue]) -> str:
    units = [cell.unit for cell in cells if cell.unit]
    return max(dict.fromkeys(units), key=units.count) if units else ""


def _bad_years(sheet: Sheet, layout: Layout) -> Iterator[BadYear]:
    """Rows among the years whose year is a number of another age or a mistyped one."""
    if layout.year_at is None or layout.years_in == "columns":
        return
    last = min(layout.last_row or len(sheet.rows), len(sheet.rows))
    head = _head(sheet, layout, layout.year_at)
    for row in range(layout.first_row, min(last + 1, len(sheet.rows)) + 1):
        cell = _at(sheet.rows[row - 1], layout.year_at)
        if not is_empty(cell) and moment(cell) is None and _is_meant_as_year(cell):
            yield BadYear(row, head, cell)


def _is_meant_as_year(cell: Cell) -> bool:
    if isinstance(cell, str):
        text = cell.strip()
        return 3 <= len(text) <= 6 and sum(sign.isdigit() for sign in text) >= 2 and " " not in text
    return isinstance(cell, int | float) and not EARLIEST <= cell < LATEST


def _at(cells: tuple[Cell, ...], at: int) -> Cell:
    return cells[at] if at < len(cells) else None
