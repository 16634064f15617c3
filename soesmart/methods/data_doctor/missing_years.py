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
    for line in lines:
        for bad in line.series.bad_years:
            yield Finding(
                Kind.OUT_OF_RANGE, bad.column, bad.row, None, f"„{bad.raw}“ ist kein Jahr.",
                "Bitte die Jahreszahl berichtigen.", None, "", None, line.series.table,
            )  # fmt: skip
        for found in (*_twice(line), *_holes(line), *_far_off(line)):
            key = (found.kind, found.row, found.column, found.year)
            if key not in seen:
                seen.add(key)
                yield found


def _twice(line: Line) -> Iterator[Finding]:
    first: dict[tuple[object, object], CellValue] = {}
    again: list[tuple[CellValue, CellValue]] = []
    for cell in line.series.cells:
        if cell.year is not None:
            before = first.setdefault((cell.year, cell.day), cell)
            if before is not cell:
                again.append((cell, before))
    if len(again) > max(1, FEW_TWICE * len(first)) or not _is_regular(list(first.values())):
        return
    for cell, before in again:
        where = f"Spalte {letter(before.at)}" if line.series.way == "columns" else f"Zeile {before.row}"
        what = f"{cell.day:%d.%m.%Y}" if cell.day else str(cell.year)
        message = f"{what} steht schon in {where}."
        yield _about(line, cell, Kind.DUPLICATE_YEAR, message, "Bitte nur eine der Angaben behalten.")


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
