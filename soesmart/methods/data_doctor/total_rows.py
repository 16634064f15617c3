"""Tables without years: a last row "Gesamt" that is not the sum of the rows above it."""

from collections.abc import Iterator, Sequence

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import is_per_something, is_percent, is_total
from soesmart.methods.data_doctor.points import Line
from soesmart.methods.data_doctor.words import german, rounded
from soesmart.methods.tables import CellValue

HOLDS = 0.6


def check(lines: Sequence[Line]) -> Iterator[Finding]:
    """Believed when the sum holds in most columns, at least two."""
    able = [line for line in lines if line.series.way == "none" and line.raw]
    able = [line for line in able if not (is_per_something(line.series) or is_percent(line.series))]
    rows = sorted({cell.row for line in able for cell in line.series.cells})
    labels = {cell.row: cell.label for line in able for cell in line.series.cells}
    start = 0
    for place, row in enumerate(rows):
        if not able or not is_total(able[0].series, labels[row]):
            continue
        parts = [part for part in rows[start:place] if not is_total(able[0].series, labels[part])]
        if len(parts) >= 2:
            yield from _row(able, row, parts)
            start = place + 1


def _row(lines: Sequence[Line], row: int, parts: Sequence[int]) -> Iterator[Finding]:
    found = [(line, line.by_place[row], _off(line, row, parts)) for line in lines if row in line.raw]
    held = sum(abs(off) <= _allowed(line, parts) for line, _, off in found)
    if held < 2 or held < HOLDS * len(found):
        return
    for line, cell, off in found:
        if abs(off) > _allowed(line, parts):
            yield _finding(line, cell, off)


def _off(line: Line, row: int, parts: Sequence[int]) -> float:
    return line.best(row) - sum(line.best(part) for part in parts if part in line.raw)


def _allowed(line: Line, parts: Sequence[int]) -> float:
    return 0.5 * line.last_place * (len(parts) + 1) + 1e-9 * max(line.raw.values(), key=abs, default=0)


def _finding(line: Line, cell: CellValue, off: float) -> Finding:
    value = line.meant(cell)
    assert value is not None
    meant = rounded(value - type(value)(repr(off)), line.places_after_point)
    return line.finding(
        Kind.SUM_MISMATCH,
        cell,
        f"{cell.label}: {german(value, line.series.unit)} steht da, die Zeilen darüber ergeben {german(meant)}.",
        f"Die Summe ist wohl {german(meant)}, oder eine Zeile stimmt nicht.",
        meant,
    )
