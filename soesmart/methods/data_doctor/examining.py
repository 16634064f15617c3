"""All checks, one after the other: what a cell alone tells first, so that later checks can use what is meant."""

from collections.abc import Iterator, Mapping, Sequence

from soesmart.methods.data_doctor import (
    duplicates,
    hundreds,
    jumps,
    missing_years,
    not_numbers,
    per_head,
    ranges,
    repeats,
    styles,
    sums,
    total_rows,
    unit_mixes,
)  # fmt: skip
from soesmart.methods.data_doctor.findings import Finding, Known
from soesmart.methods.data_doctor.points import Line, lines_of
from soesmart.methods.tables import Series


def examine(series: Sequence[Series], *, known: Mapping[str, Known] | None = None) -> tuple[Finding, ...]:
    """What looks wrong in the series, in the order of the file; series of several sheets are told apart by `table`.

    known: what the town knows, by name of the series (`Series.name`).
    """
    found: list[Finding] = []
    for table in dict.fromkeys(one.table for one in series):
        lines = lines_of([one for one in series if one.table == table], known or {})
        found += sorted(_table(lines), key=lambda finding: (finding.row or 0, finding.at or 0))
    return tuple(found)


def _table(lines: Sequence[Line]) -> Iterator[Finding]:
    copied = list(duplicates.copies(lines))
    # What is odd in a cell of a copy is told with its original.
    copies = {id(copy) for _, copy in copied}
    originals = [line for line in lines if id(line) not in copies]
    for line in originals:
        for check in (not_numbers.check, styles.check, unit_mixes.check, jumps.check, jumps.stored, ranges.check):
            yield from check(line)
    yield from missing_years.check(lines)
    yield from sums.check(lines)
    yield from hundreds.check(lines)
    yield from total_rows.check(lines)
    yield from per_head.check(lines)
    yield from repeats.check(originals)
    for original, copy in copied:
        yield duplicates.finding(original, copy)
