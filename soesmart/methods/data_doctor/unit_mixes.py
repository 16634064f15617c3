"""Units that differ within a series, or from what the town knows."""

from collections.abc import Iterator
from fractions import Fraction

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.points import Line, when
from soesmart.methods.data_doctor.words import german
from soesmart.methods.tables import CellValue
from soesmart.methods.tables.numbers import reading
from soesmart.methods.tables.unit_text import step_between, times


def check(line: Line) -> Iterator[Finding]:
    """Cells in another unit than their column; a column in another unit than the town's."""
    wanted = line.series.unit
    for cell in line.series.cells:
        step = step_between(cell.unit, wanted) if cell.value is not None and cell.unit != wanted else None
        if step is not None and step != 1:
            yield _cell(line, cell, step)
    other = line.series.other_unit
    if step_between(other, wanted) not in (None, 1):
        message = f"Die Überschrift sagt {wanted}, die Zeile mit den Einheiten {other}."
        yield line.finding(Kind.UNIT_MISMATCH, None, message, "Bitte prüfen, welche Einheit gilt.")
    known = line.known.unit if line.known else ""
    step = step_between(wanted, known) if known else None
    if step is not None and step != 1:
        yield line.finding(
            Kind.UNIT_MISMATCH,
            None,
            f"Die Werte stehen in {wanted}, die Kennzahl in {known}.",
            f"Bitte mit {german(float(step))} malnehmen." if step else "Bitte prüfen, ob es die richtigen Werte sind.",
        )


def _cell(line: Line, cell: CellValue, step: Fraction) -> Finding:
    assert cell.value is not None
    wanted = line.series.unit
    proposed = times(cell.value, step) if step else None
    own = reading(cell.raw)
    in_cell = own is not None and own.unit == cell.unit
    return line.finding(
        Kind.UNIT_MISMATCH,
        cell,
        f"{when(cell)}{german(cell.value, cell.unit)}, sonst stehen die Werte in {wanted}.",
        f"In {wanted} sind das {german(proposed)}."
        if proposed is not None
        else f"Bitte den Wert in {wanted} eintragen.",
        proposed,
        column=None if in_cell else line.series.unit_column or None,
    )
