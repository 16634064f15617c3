"""Holes in a sequence of years, years that stand there twice, and years that cannot be."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.points import Line
from soesmart.methods.data_doctor.words import listed
from soesmart.methods.tables import CellValue

WIDEST_HOLE = 3  # so many times the usual step; a base year long ago is no hole
FEWEST_USUAL = 0.6
FEWEST_YEARS = 4


def check(lines: Sequence[Line]) -> Iterator[Finding]:
    """Per table, each place once: where years are rows they are the same for all columns."""
    seen: set[tuple[object, ...]] = set()
    for line in lines:
        for bad in line.series.bad_years:
            yield Finding(
                Kind.OUT_OF_RANGE, bad.column, bad.row, None, f"„{bad.raw}“ ist kein Jahr.",
                "Bitte die Jahreszahl berichtigen.", None, "", None, line.series.table,
            )  # fmt: skip
        for found in (*_twice(line), *_holes(line)):
            key = (found.kind, found.row, found.column, found.year)
            if key not in seen:
                seen.add(key)
                yield found


def _twice(line: Line) -> Iterator[Finding]:
    first: dict[tuple[object, object], CellValue] = {}
    for cell in line.series.cells:
        if cell.year is None:
            continue
        before = first.setdefault((cell.year, cell.day), cell)
        if before is not cell and (before.row, before.at) != (cell.row, cell.at):
            where = f"Spalte {before.column}" if line.series.way == "columns" else f"Zeile {before.row}"
            what = f"{cell.day:%d.%m.%Y}" if cell.day else str(cell.year)
            yield _about(
                line,
                cell,
                Kind.DUPLICATE_YEAR,
                f"{what} steht schon in {where}.",
                "Bitte nur eine der Angaben behalten.",
            )


def _holes(line: Line) -> Iterator[Finding]:
    cells = [cell for cell in line.series.cells if cell.year is not None]
    years = sorted({cell.year for cell in cells if cell.year is not None})
    if len(years) < FEWEST_YEARS or len({(cell.year, cell.day) for cell in cells}) > 1.5 * len(years):
        return
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
