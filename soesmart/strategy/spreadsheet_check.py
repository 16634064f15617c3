"""What an uploaded workbook changes, row by row and cell by cell, and what is wrong in it. No writes, no queries."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from soesmart.core.spreadsheets import Row, Sheet
from soesmart.strategy.spreadsheet import (
    FIELDS,
    GOALS,
    SHEETS,
    VALUES,
    Cells,
    Tables,
    compared,
    key_of,
    plain,
    same,
    shown,
)


@dataclass(frozen=True)
class Problem:
    """What is wrong where, and what to do. column is empty where the whole row is meant."""

    sheet: str
    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Line:
    """A row of the file in plain form; number: its row in the sheet."""

    number: int
    cells: Cells


@dataclass(frozen=True)
class CellChange:
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class RowChange:
    """A row that is new (`before` None), changed, or missing in the file (`line` None)."""

    sheet: Sheet
    name: str
    line: Line | None
    before: Cells | None
    cells: tuple[CellChange, ...] = ()
    is_stale: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the columns that differ."""
        if self.line is None or self.before is None:
            return frozenset()
        return frozenset(
            column.key
            for column in compared(self.sheet)
            if not same(self.before[column.key], self.line.cells[column.key], column)
        )


@dataclass(frozen=True)
class Changes:
    """All that the file wants: rows to add and to change, and rows that it does not name."""

    rows: tuple[RowChange, ...]
    missing: tuple[RowChange, ...]

    def of(self, sheet: Sheet) -> list[RowChange]:
        return [row for row in self.rows if row.sheet is sheet]

    def without(self, places: Collection[tuple[str, int]]) -> "Changes":
        """The same but for the rows at these places (sheet and number)."""
        kept = (row for row in self.rows if (row.sheet.title, row.line.number if row.line else 0) not in places)
        return Changes(tuple(kept), self.missing)


Lines = dict[str, list[Line]]


def read_lines(
    book: Mapping[str, Sequence[Row]], current: Tables, units: Mapping[str, str]
) -> tuple[Lines, list[Problem]]:
    """The rows of a file in plain form and in the spelling of the draft. units: names to keys."""
    problems: list[Problem] = []
    lines = {
        sheet.title: _lines(sheet, book[sheet.title], current[sheet.title], problems)
        for sheet in SHEETS
        if sheet.title in book
    }
    _speak_alike(lines, current, units, problems)
    return lines, problems


def _lines(sheet: Sheet, rows: Sequence[Row], current: Sequence[Cells], problems: list[Problem]) -> list[Line]:
    spelling = {key_of(sheet, cells): cells for cells in current}
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        wrong = [Problem(sheet.title, row.number, error.column, error.text) for error in row.errors]
        cells: Cells = {}
        for column in sheet.columns:
            try:
                cells[column.key] = plain(row.values.get(column.key), column)
            except ValueError as error:
                wrong.append(Problem(sheet.title, row.number, column.title, str(error)))
        problems += wrong
        if wrong:
            continue
        key = key_of(sheet, cells)
        if key in seen:
            text = f"Diese Kennung steht schon in Zeile {seen[key]}. Bitte eine der beiden Zeilen löschen."
            problems.append(Problem(sheet.title, row.number, sheet.columns[0].title, text))
            continue
        seen[key] = row.number
        if known := spelling.get(key):
            first = sheet.columns[0].key
            cells[first] = known[first]
        found.append(Line(row.number, cells))
    return found


def _speak_alike(lines: Lines, current: Tables, units: Mapping[str, str], problems: list[Problem]) -> None:
    """Fields, parents and units may be named by key or name; here they all become keys. Indicators must exist."""
    fields = _names([*current[FIELDS.title], *(line.cells for line in lines.get(FIELDS.title, []))], "key", "name")
    goals = _names([*current[GOALS.title], *(line.cells for line in lines.get(GOALS.title, []))], "code")
    kinds = (("field", "Feld", fields), ("parent", "übergeordnetes Ziel", goals), ("unit", "zuständig", units))
    for line in lines.get(GOALS.title, []):
        for key, title, known in kinds:
            typed = str(line.cells[key])
            if typed and typed.casefold() not in known:
                problems.append(Problem(GOALS.title, line.number, title, _unknown(typed, title, known)))
            elif typed:
                line.cells[key] = known[typed.casefold()]
    _require_indicators(lines, current, problems)


def _require_indicators(lines: Lines, current: Tables, problems: list[Problem]) -> None:
    names = {str(row["indicator"]): str(row["name"]) for row in current[VALUES.title]}
    for line in lines.get(VALUES.title, []):
        typed = str(line.cells["indicator"])
        if names.get(typed, line.cells["name"]) != line.cells["name"] and line.cells["name"]:
            text = "Der Name steht hier nur zum Nachschauen. Bitte im Blatt „Ziele“ ändern."
            problems.append(Problem(VALUES.title, line.number, "Kennzahl", text))
        line.cells["name"] = names.get(typed, line.cells["name"])


def _names(rows: Iterable[Cells], *columns: str) -> dict[str, str]:
    first = columns[0]
    rows = list(rows)
    return {str(row[column]).casefold(): str(row[first]) for column in reversed(columns) for row in rows}


def _unknown(typed: str, title: str, known: Mapping[str, str]) -> str:
    some = sorted(set(known.values()))
    names = ", ".join(some[:12]) + (" …" if len(some) > 12 else "")
    return f"„{typed[:40]}“ ist hier nicht bekannt. {'Möglich: ' + names if some else 'Es gibt noch keine Einträge.'}"


def compare(lines: Lines, current: Tables) -> Changes:
    """The differences between the file and the draft. A sheet that the file leaves out changes nothing."""
    rows: list[RowChange] = []
    missing: list[RowChange] = []
    for sheet in SHEETS:
        if sheet.title not in lines:
            continue
        before = {key_of(sheet, cells): cells for cells in current[sheet.title]}
        for line in lines[sheet.title]:
            change = _change(sheet, line, before.get(key_of(sheet, line.cells)))
            if change:
                rows.append(change)
        named = {key_of(sheet, line.cells) for line in lines[sheet.title]}
        # Values are only ever added to; a row that is not there deletes nothing.
        if sheet is not VALUES:
            missing += [
                RowChange(sheet, _name(sheet, cells), None, cells) for key, cells in before.items() if key not in named
            ]
    return Changes(tuple(rows), tuple(missing))


def _change(sheet: Sheet, line: Line, before: Cells | None) -> RowChange | None:
    cells = tuple(
        CellChange(
            column.title,
            shown(before[column.key], column) if before else "",
            shown(line.cells[column.key], column),
        )
        for column in compared(sheet)
        if not (
            same(before[column.key], line.cells[column.key], column)
            if before
            else line.cells[column.key] in ("", False)
        )
    )
    if not cells:
        return None
    # The mark says which state the row had when it was downloaded.
    mark = line.cells.get("revision", "")
    is_stale = bool(before and mark and mark != before.get("revision"))
    return RowChange(sheet, _name(sheet, line.cells), line, before, cells, is_stale)


def _name(sheet: Sheet, cells: Cells) -> str:
    if sheet is VALUES:
        return f"{cells['name'] or cells['indicator']} {cells['year'] or 'ohne Jahr'}"
    return f"{cells[sheet.columns[0].key]} {cells['title' if sheet is GOALS else 'name']}"
