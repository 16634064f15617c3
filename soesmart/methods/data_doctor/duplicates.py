"""Columns (where years are columns: rows) that repeat another one."""

from collections.abc import Iterator, Sequence
from math import log10

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import is_total
from soesmart.methods.data_doctor.points import Line

FEWEST_DIFFERENT = 3
FEWEST_DIGITS = 9  # of all different values together: less may be chance
FEWEST_POWERS = 6  # or: so many powers of ten against the same few values in the same order


def copies(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Original and copy, the later of two. A total of which only one part is not zero equals that part rightly."""
    first: dict[tuple[object, ...], Line] = {}
    for line in lines:
        if not _says_enough(line):
            continue
        key = tuple(sorted(line.raw.items(), key=lambda item: str(item[0])))
        before = first.setdefault(key, line)
        if before is not line and not _is_only_part(before, line, lines):
            yield before, line


def _says_enough(line: Line) -> bool:
    values = [cell.value for cell in line.by_place.values() if cell.value]
    different = set(values)
    digits = sum(len(f"{abs(value):f}".replace(".", "").strip("0")) for value in different)
    is_two_digits = bool(different) and min(abs(value) for value in different) >= 10 * line.grain
    by_order = len(values) * log10(len(different)) if is_two_digits else 0
    return len(different) >= FEWEST_DIFFERENT and (digits >= FEWEST_DIGITS or by_order >= FEWEST_POWERS)


def _is_only_part(one: Line, other: Line, lines: Sequence[Line]) -> bool:
    if is_total(one.series) == is_total(other.series):
        return False
    group = (one if is_total(one.series) else other).series.group
    rest = [line for line in lines if line not in (one, other) and line.series.group == group]
    return any(not any(line.raw.values()) for line in rest)


def finding(before: Line, line: Line) -> Finding:
    series = line.series
    what = "Zeile" if series.way == "columns" else "Spalte" if series.way != "long" else "Reihe"
    former, name = before.series.name, series.name
    if series.way in ("rows", "none"):
        former, name = before.series.column, series.column
    return line.finding(
        Kind.DUPLICATE_COLUMN,
        None,
        f"„{name}“ hat in allen {len(line.raw)} Feldern dieselben Werte wie „{former}“.",
        f"Bitte prüfen, ob die {what} versehentlich kopiert wurde.",
    )
