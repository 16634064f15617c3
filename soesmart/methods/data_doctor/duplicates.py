"""Columns (where years are columns: rows) that repeat another one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import is_total
from soesmart.methods.data_doctor.points import Line, Place

FEWEST_DIFFERENT = 3
FEWEST_DIGITS = 9  # of all different values together: less may be chance
FEWEST_POWERS = 6  # or: so many powers of ten against the same few values in the same order
EXACT = 0.01  # how near to a power of ten the slip of a point comes
FEWEST_BUT_ONE = 7  # so many equal and different values where one field differs: the copy got another fault


@dataclass(frozen=True)
class Copy:
    """Two equal lines, the later one taken for the copy. odd: the field in which they differ all the same."""

    original: Line
    line: Line
    odd: Place | None = None


def copies(lines: Sequence[Line]) -> Iterator[Copy]:
    """Each line that repeats one before it. A total of which only one part is not zero equals that part rightly."""
    first: dict[tuple[object, ...], Line] = {}
    for line in lines:
        if not _says_enough(line):
            continue
        places = sorted(line.raw, key=str)
        half = len(places) // 2
        keys = [(start, *((place, line.raw[place]) for place in places[start:end]))
                for start, end in ((0, half), (half, len(places)))]  # fmt: skip
        found = [copy for copy in (_copy(first[key], line) for key in keys if key in first) if copy]
        for key in keys:
            first.setdefault(key, line)
        if found and not _is_only_part(found[0].original, line, lines):
            yield found[0]


def _copy(before: Line, line: Line) -> Copy | None:
    if before.raw == line.raw:
        return Copy(before, line)
    if before.raw.keys() != line.raw.keys() or line.series.way == "long":
        return None
    odd = [place for place, value in line.raw.items() if value != before.raw[place]]
    same = {value for place, value in line.raw.items() if value and place != odd[0]}
    if len(odd) > 1 or len(same) < FEWEST_BUT_ONE:
        return None
    # A total of one part equals it, too, until there is another part; but then it is not ten times as large.
    may_be_true = is_total(before.series) != is_total(line.series)
    return None if may_be_true and not _is_slip(before.raw[odd[0]], line.raw[odd[0]]) else Copy(before, line, odd[0])


def _is_slip(one: float, other: float) -> bool:
    if one * other <= 0:
        return False
    power = log10(one / other)
    return round(power) != 0 and abs(power - round(power)) < EXACT


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


def finding(copy: Copy) -> Finding:
    series = copy.line.series
    what = "Zeile" if series.way == "columns" else "Spalte" if series.way != "long" else "Reihe"
    former, name = copy.original.series.name, series.name
    if series.way in ("rows", "none"):
        former, name = copy.original.series.column, series.column
    where = f"allen {len(copy.line.raw)} Feldern" if copy.odd is None else "allen Feldern außer einem"
    return copy.line.finding(
        Kind.DUPLICATE_COLUMN,
        None,
        f"„{name}“ hat in {where} dieselben Werte wie „{former}“.",
        f"Bitte prüfen, ob die {what} versehentlich kopiert wurde.",
    )
