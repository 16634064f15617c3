"""A year that repeats the last one.

How likely a repeat is by chance follows from the series itself: one in about three times the usual change, counted in
the smallest step of its values, or as often as it repeats elsewhere. Series that never change say nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from statistics import median

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.points import Line, Point, when
from soesmart.methods.data_doctor.words import german, listed
from soesmart.methods.tables import CellValue

CHANCE_OF_ROW = 1 / 300
CHANCE_OF_CELL = 1 / 300
EXPECTED_BY_CHANCE = 0.015  # of all pairs of a table together
FEWEST_STEPS = 4
FEWEST_GRAINS = 1_000  # a number of fewer digits may come again
FEWEST_STEPS_OF_ROW = 3
MOST_OF_ROW = 0.8
LEAST_OF_ROW, CHANCE_BESIDE = 0.6, 1e-5  # where another fault hides that the rest of the row repeats


@dataclass(frozen=True)
class _Repeat:
    line: Line
    former: Point
    cell: CellValue
    chance: float


def check(lines: Sequence[Line]) -> Iterator[Finding]:
    """Whole years first; what they hold is not told again cell by cell."""
    yearly = [line for line in lines if line.is_yearly and len({point.value for point in line.points}) > 1]
    pairs = sum(len(line.points) - 1 for line in yearly)
    by_year: dict[object, list[_Repeat]] = {}
    changing: dict[object, int] = {}
    for line in yearly:
        for key, repeat in _pairs(line):
            changing[key] = changing.get(key, 0) + 1
            if repeat:
                by_year.setdefault(key, []).append(repeat)
    for key, repeats in by_year.items():
        chance = prod(repeat.chance for repeat in repeats)
        share = len(repeats) / changing[key]
        is_whole = share >= MOST_OF_ROW and chance <= CHANCE_OF_ROW
        if len(repeats) > 1 and (is_whole or (share >= LEAST_OF_ROW and chance <= CHANCE_BESIDE)):
            yield _whole_year(repeats)
            continue
        for repeat in repeats:
            is_long = abs(repeat.former.value) >= FEWEST_GRAINS * repeat.line.grain
            if is_long and repeat.chance <= min(CHANCE_OF_CELL, EXPECTED_BY_CHANCE / pairs):
                yield _one(repeat)


def once(findings: Sequence[Finding]) -> list[Finding]:
    """Without what a repeated year repeats of the year before it: told there, it is told."""
    years = {one.year for one in findings if one.kind is Kind.REPEATED_YEAR and not one.series}
    told = {(one.kind, one.series, one.year, one.proposed) for one in findings}
    return [
        one for one in findings
        if one.year not in years
        or one.kind is Kind.REPEATED_YEAR
        or (one.kind, one.series, (one.year or 0) - 1, one.proposed) not in told
    ]  # fmt: skip


def _pairs(line: Line) -> Iterator[tuple[object, _Repeat | None]]:
    """For each year with the one before it: what all series of the table share, and the repeat if it is one."""
    points = line.points
    steps = [abs(later.value - former.value) for former, later in pairwise(points)]
    changes = [step for step in steps if step]
    if len(steps) < FEWEST_STEPS_OF_ROW or not changes:
        return
    by_size = line.grain / (3 * median(changes))
    zeros = len(steps) - len(changes)
    for (former, later), step in zip(pairwise(points), steps, strict=True):
        if later.cell is None:
            continue
        labels = line.series.labels if line.series.way == "long" and len(line.series.labels) > 1 else ()
        key = (later.year, labels[1:])
        often = (zeros - 1) / len(steps)
        chance = max(by_size, often) if len(steps) >= FEWEST_STEPS else max(by_size, often, 0.01)
        is_repeat = step == 0
        if is_repeat and not later.value:
            continue  # nothing twice says nothing
        yield key, _Repeat(line, former, later.cell, chance) if is_repeat else None


def _whole_year(repeats: Sequence[_Repeat]) -> Finding:
    first = repeats[0]
    series, cell = first.line.series, first.cell
    is_wide = series.way == "columns"
    names = listed(
        list(
            dict.fromkeys(
                repeat.line.series.column if series.way == "rows" else repeat.line.series.name for repeat in repeats
            )
        )
    )
    return Finding(
        Kind.REPEATED_YEAR,
        cell.column if is_wide else series.year_column or None,
        None if is_wide else cell.row,
        cell.year,
        f"{cell.year} wiederholt die Werte von {first.former.year}: {names}.",
        f"Bitte die Werte für {cell.year} nachtragen oder leer lassen.",
        None,
        "",
        cell.at if is_wide else None,
        series.table,
    )


def _one(repeat: _Repeat) -> Finding:
    line, cell = repeat.line, repeat.cell
    value = line.meant(cell)
    assert value is not None
    return line.finding(
        Kind.REPEATED_YEAR,
        cell,
        f"{when(cell)}{german(value, line.series.unit)} ist genau der Wert von {repeat.former.year}.",
        f"Bitte prüfen, ob der Wert für {cell.year} schon vorliegt.",
    )
