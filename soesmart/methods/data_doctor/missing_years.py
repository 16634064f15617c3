"""Holes in a sequence of years, years that stand there twice, and years that cannot be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.points import Line
from soesmart.methods.data_doctor.words import listed
from soesmart.methods.tables import CellValue
from soesmart.methods.tables.sheets import letter

WIDEST_HOLE = 3  # so many times the usual step; a base year long ago is no hole
FEWEST_USUAL = 0.6
FEWEST_YEARS = 4
FEW_TWICE = 0.2
FAR = 40


def check(lines: Sequence[Line]) -> Iterator[Finding]:
    """Per table, each place once: where years are rows they are the same for all columns."""
    seen: set[tuple[object, ...]] = set()
    yield from _all_twice(lines)
    for line in lines:
        for bad in line.series.bad_years:
            yield Finding(
                Kind.OUT_OF_RANGE, bad.column, bad.row, None, f"„{bad.raw}“ ist kein Jahr.",
                "Bitte die Jahreszahl berichtigen.", None, "", None, line.series.table,
            )  # fmt: skip
        for found in (*_holes(line), *_far_off(line)):
            key = (found.kind, found.row, found.column, found.year)
            if key not in seen:
                seen.add(key)
                yield found


def _all_twice(lines: Sequence[Line]) -> Iterator[Finding]:
    """Once for all series that have a value there; where only some have two, for each of those by itself."""
    filled = Counter(_row_of(line, cell) for line in lines for cell in line.series.cells if cell.value is not None)
    by_row: dict[tuple[object, ...], list[tuple[Line, CellValue, CellValue]]] = {}
    for line in lines:
        for cell, before in _twice(line):
            by_row.setdefault(_row_of(line, cell), []).append((line, cell, before))
    for row, again in by_row.items():
        line, cell, before = again[0]
        where = f"Spalte {letter(before.at)}" if line.series.way == "columns" else f"Zeile {before.row}"
        what = f"{cell.day:%d.%m.%Y}" if cell.day else str(cell.year)
        if len(again) == filled[row]:
            names = listed([one.series.name for one, _, _ in again])
            all_of_it = f" Das betrifft {len(again)} Werte: {names}." if len(again) > 1 else ""
            text = f"{what} steht schon in {where}.{all_of_it}"
            yield _about(line, cell, Kind.DUPLICATE_YEAR, text, "Bitte nur eine der Angaben behalten.")
            continue
        for line, cell, before in again:
            text = f"{what} steht mit einem anderen Wert schon in {where}."
            if cell.value == before.value:
                text = f"{what} steht mit demselben Wert schon in {where}."
            yield line.finding(Kind.DUPLICATE_YEAR, cell, text, "Bitte nur eine der Angaben behalten.")


def _row_of(line: Line, cell: CellValue) -> tuple[object, ...]:
    """What a finding about a repeated year is about: a row or, where years are columns, a column."""
    return ("column", cell.at) if line.series.way == "columns" else ("row", cell.row)


def _twice(line: Line) -> Iterator[tuple[CellValue, CellValue]]:
    """Each value of a time that has one already, with the first one."""
    first: dict[tuple[object, object], CellValue] = {}
    again: list[tuple[CellValue, CellValue]] = []
    for cell in line.series.cells:
        if cell.year is not None and cell.value is not None:
            before = first.setdefault((cell.year, cell.day), cell)
            if before is not cell:
                again.append((cell, before))
    if len(again) <= max(1, FEW_TWICE * len(first)) and _is_regular(list(first.values())):
        yield from again


def _is_regular(cells: Sequence[CellValue]) -> bool:
    """Years always are; days only where they follow each other evenly, not those of a list of events."""
    if not any(cell.day for cell in cells):
        return True
    days = sorted(cell.day or date(cell.year or 1, 1, 1) for cell in cells)
    steps = Counter(round((later - former).days / 3) for former, later in pairwise(days))
    return bool(steps) and steps.most_common(1)[0][1] >= FEWEST_USUAL * steps.total()


def _far_off(line: Line) -> Iterator[Finding]:
    """A single year far from all others: a slip of the pen."""
    cells = {cell.year: cell for cell in line.series.cells if cell.year is not None}
    years = sorted(cells)
    if len(years) < FEWEST_YEARS + 1:
        return
    for year, rest in ((years[0], years[1:]), (years[-1], years[:-1])):
        distance = min(abs(year - other) for other in rest)
        if distance > FAR and max(later - former for former, later in pairwise(rest)) <= FAR / 5:
            message = f"{year} liegt weit weg von den übrigen Jahren ({rest[0]} bis {rest[-1]})."
            yield _about(line, cells[year], Kind.OUT_OF_RANGE, message, "Bitte die Jahreszahl prüfen.")


def _holes(line: Line) -> Iterator[Finding]:
    cells = [cell for cell in line.series.cells if cell.year is not None]
    years = sorted({cell.year for cell in cells if cell.year is not None})
    if len(years) < FEWEST_YEARS or len({(cell.year, cell.day) for cell in cells}) > 1.5 * len(years):
        return
    in_file = [cell.year or 0 for cell in cells]
    if line.series.way != "columns" and in_file not in (sorted(in_file), sorted(in_file, reverse=True)):
        return  # a list of things, not a sequence
    stored = line.known.stored if line.known else {}
    steps = [later - former for former, later in pairwise(years)]
    usual, times = Counter(steps).most_common(1)[0]
    if times < FEWEST_USUAL * len(steps):
        return
    for former, later in pairwise(years):
        missing = [year for year in range(former + usual, later, usual) if year not in stored]
        if missing and (later - former) % usual == 0 and later - former <= WIDEST_HOLE * usual:
            # The second of both in the file is where somebody misses something, also when years fall.
            after = max((cell for cell in cells if cell.year in (former, later)), key=lambda cell: (cell.row, cell.at))
            names = listed([str(year) for year in missing])
            verb = "fehlt" if len(missing) == 1 else "fehlen"
            yield _about(
                line, after, Kind.MISSING_YEAR, f"Zwischen {former} und {later} {verb} {names}.",
                "Bitte ergänzen, oder so lassen, wenn nicht gemessen wurde.",
            )  # fmt: skip


def _about(line: Line, cell: CellValue, kind: Kind, message: str, suggestion: str) -> Finding:
    """Where years are columns the whole column is meant, else the cell with the year."""
    series = line.series
    is_wide = series.way == "columns"
    column = cell.column if is_wide else series.year_column
    at = cell.at if is_wide else None
    return Finding(
        kind, column, None if is_wide else cell.row, cell.year, message, suggestion, None, series.name, at, series.table
    )
