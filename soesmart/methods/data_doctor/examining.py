"""All checks, one after the other: what a cell alone tells first, so that later checks can use what is meant."""

from collections.abc import Iterator, Mapping, Sequence

from soesmart.methods.data_doctor import (
    duplicates,
    hundreds,
    jumps,
    missing_years,
    not_numbers,
    outliers,
    per_head,
    ranges,
    repeats,
    styles,
    sums,
    total_rows,
    unit_mixes,
)  # fmt: skip
from soesmart.methods.data_doctor.findings import Finding, Known
from soesmart.methods.data_doctor.originals import decided
from soesmart.methods.data_doctor.points import Line, Place, lines_of
from soesmart.methods.tables import Series


def examine(series: Sequence[Series], *, known: Mapping[str, Known] | None = None) -> tuple[Finding, ...]:
    """What looks wrong in the series, in the order of the file; series of several sheets are told apart by `table`.

    known: what the town knows, by name of the series (`Series.name`).
    """
    found: list[Finding] = []
    for table in dict.fromkeys(one.table for one in series):
        lines = lines_of([one for one in series if one.table == table], known or {})
        told = repeats.once(list(_table(lines)))
        found += sorted(told, key=lambda finding: (finding.row or 0, finding.at or 0))
    return tuple(found)


def _table(lines: Sequence[Line]) -> Iterator[Finding]:
    copied = decided(list(duplicates.copies(lines)), lines)
    # What is odd in a cell of a copy is told with its original.
    copies = {id(copy.line): copy for copy, _ in copied}
    sure = {id(copy.line) for copy, is_sure in copied if is_sure}
    originals = [line for line in lines if id(line) not in copies]
    for line in lines:
        copy = copies.get(id(line))
        yield from (one for one in _cells(line) if copy is None or _is_at(one, line, copy.odd))
    related = [line for line in lines if id(line) not in sure]
    yield from missing_years.check(lines)
    for check in (sums.check, hundreds.check, total_rows.check, per_head.check):
        yield from check(related)
    yield from repeats.check(originals)
    for copy, _ in copied:
        yield duplicates.finding(copy)


def _cells(line: Line) -> Iterator[Finding]:
    for check in (
        not_numbers.check,
        styles.check,
        unit_mixes.check,
        jumps.check,
        jumps.stored,
        outliers.check,
        ranges.check,
    ):
        yield from check(line)


def _is_at(finding: Finding, line: Line, place: Place | None) -> bool:
    cell = line.by_place.get(place) if place is not None else None
    return cell is not None and (finding.row, finding.at) == (cell.row, cell.at)
