"""Values that cannot be: shares beyond 0 and 100, negative counts, grades beyond 1 and 6, what the town ruled out."""

from collections.abc import Iterator
from decimal import Decimal

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import GRADES, is_grade, is_named_share, is_percent, is_share, may_be_negative
from soesmart.methods.data_doctor.points import Line, when
from soesmart.methods.data_doctor.words import german
from soesmart.methods.tables import CellValue

FEW = 20  # at most one cell, or one in twenty, may be odd; else the range does not apply to the series
HUNDRED = Decimal(100)


def check(line: Line) -> Iterator[Finding]:
    """Cells outside the range that name and unit of their series, or the town, set."""
    cells = [cell for cell in line.series.cells if line.meant(cell) is not None]
    lowest, highest = _bounds(line)
    for cell in cells:
        value, entered = line.meant(cell), _entered(line, cell)
        assert value is not None
        # What a check before takes for meant, and what stands there: both, or it is told already.
        smallest, largest = min(value, entered), max(value, entered)
        known = line.known
        if known and known.lowest is not None and largest < known.lowest:
            yield _odd(line, cell, f"unter dem kleinsten plausiblen Wert {german(known.lowest, known.unit)}", None)
        elif known and known.highest is not None and smallest > known.highest:
            yield _odd(line, cell, f"über dem größten plausiblen Wert {german(known.highest, known.unit)}", None)
        elif lowest is not None and largest < lowest:
            negative = lowest == 0
            why = "Kleiner als null kann dieser Wert nicht sein" if negative else f"Noten beginnen bei {german(lowest)}"
            yield _impossible(line, cell, why, abs(entered) if negative else None)
        elif highest is not None and smallest > highest:
            why = (
                "Mehr als 100 % kann ein Anteil nicht sein"
                if highest == HUNDRED
                else f"Noten enden bei {german(highest)}"
            )
            yield _impossible(line, cell, why, None)


def _bounds(line: Line) -> tuple[Decimal | None, Decimal | None]:
    values = [value for value in (line.meant(cell) for cell in line.series.cells) if value is not None]
    lowest: Decimal | None = None
    highest: Decimal | None = None
    if is_grade(line.series):
        lowest, highest = GRADES
    elif not may_be_negative(line.series) and (line.series.way != "none" or line.series.unit):
        lowest = Decimal(0)
        highest = (
            HUNDRED if is_share(line.series) or (is_percent(line.series) and is_named_share(line.series)) else None
        )
    # A value that a repeated year repeats counts once.
    values = [value for place, value in enumerate(values) if not place or value != values[place - 1]]
    if lowest is not None and sum(value < lowest for value in values) * FEW > max(len(values), FEW):
        lowest = None
    if highest is not None and sum(value > highest for value in values) * FEW > max(len(values), FEW):
        highest = None
    return lowest, highest


def _entered(line: Line, cell: CellValue) -> Decimal:
    """The number of the cell, as nobody knows what a check before made of it; in the unit of its series."""
    value = line.meant(cell) if cell.unit and cell.unit != line.series.unit else cell.value
    assert value is not None
    return value


def _odd(line: Line, cell: CellValue, why: str, proposed: Decimal | None) -> Finding:
    value = _entered(line, cell)
    message = f"{when(cell)}{german(value, line.series.unit)} liegt {why}."
    return line.finding(Kind.OUT_OF_RANGE, cell, message, "Bitte prüfen, ob der Wert stimmt.", proposed)


def _impossible(line: Line, cell: CellValue, why: str, proposed: Decimal | None) -> Finding:
    value = _entered(line, cell)
    return line.finding(
        Kind.OUT_OF_RANGE,
        cell,
        f"{when(cell)}{german(value, line.series.unit)}. {why}.",
        f"Gemeint ist wohl {german(proposed)}." if proposed is not None else "Bitte den Wert prüfen.",
        proposed,
    )
