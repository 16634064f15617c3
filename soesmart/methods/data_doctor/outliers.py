"""Lists without years: one value ten or a thousand times as large as all others, or as small."""

from collections.abc import Iterator
from decimal import Decimal
from math import log10
from statistics import median

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import is_balance, is_total
from soesmart.methods.data_doctor.points import Line, when
from soesmart.methods.data_doctor.words import german
from soesmart.methods.tables import CellValue

FEWEST = 6
WIDEST = {1: 0.35, 2: 0.9, 3: 1.4}  # how far apart all others may be, in powers of ten, by the power of the slip
BESIDE = 0.05  # how far beyond the others the mended value may lie
WORDS = {
    1: "das Zehnfache", 2: "das Hundertfache", 3: "das Tausendfache",
    -1: "ein Zehntel", -2: "ein Hundertstel", -3: "ein Tausendstel",
}  # fmt: skip


def check(line: Line) -> Iterator[Finding]:
    """At most one value of a column, which without the slip lies among the others. Rows of totals are left out."""
    if line.series.way != "none" or is_balance(line.series):
        return
    cells = [cell for cell in line.by_place.values() if not is_total(line.series, cell.label)]
    sizes = [log10(abs(value)) for value in (line.meant(cell) for cell in cells) if value]
    if len(sizes) != len(cells) or len(cells) < FEWEST:
        return
    middle = median(sizes)
    far = max(range(len(cells)), key=lambda place: abs(sizes[place] - middle))
    power = _power(sizes[far], sizes[:far] + sizes[far + 1 :])
    if power:
        yield _finding(line, cells[far], power)


def _power(size: float, rest: list[float]) -> int:
    lowest, highest = min(rest), max(rest)
    if lowest <= size <= highest or abs(10**size / sum(10**other for other in rest) - 1) < BESIDE:
        return 0
    for power in (3, 2, 1):
        for signed in (power, -power):
            if highest - lowest <= WIDEST[power] and lowest - BESIDE <= size - signed <= highest + BESIDE:
                return signed
    return 0


def _finding(line: Line, cell: CellValue, power: int) -> Finding:
    value = line.meant(cell)
    assert value is not None
    meant = Decimal(f"{value.scaleb(-power).normalize():f}")
    message = f"{when(cell)}{german(value, line.series.unit)} ist etwa {WORDS[power]} der übrigen Werte."
    return line.finding(Kind.JUMP, cell, message, f"Gemeint ist wohl {german(meant)}.", meant)
