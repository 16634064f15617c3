"""Parts in percent that add up to 100 in most rows, and in some do not."""

from collections.abc import Iterator, Sequence

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import is_percent, is_total
from soesmart.methods.data_doctor.points import Line, when
from soesmart.methods.data_doctor.words import german, listed

FEWEST_PARTS, FEWEST_ROWS = 3, 4
MOST_ODD = 0.25


def check(lines: Sequence[Line]) -> Iterator[Finding]:
    """Columns of percent next to each other; the finding is about the row, as nobody knows which of them is wrong."""
    if not lines or lines[0].series.way not in ("rows", "none"):
        return
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and is_percent(line.series) and not is_total(line.series):
            run.append(line)
            continue
        if len(run) >= FEWEST_PARTS:
            yield from _odd_rows(run)
        run = []


def _odd_rows(parts: Sequence[Line]) -> Iterator[Finding]:
    places = [place for place in parts[0].raw if all(place in part.raw for part in parts)]
    allowed = max(0.5 * sum(part.last_place for part in parts), 0.1) + 1e-9
    sums = {place: sum(part.best(place) for part in parts) for place in places}
    odd = [place for place, total in sums.items() if abs(total - 100) > allowed]
    if len(places) < FEWEST_ROWS or len(odd) > MOST_ODD * len(places):
        return
    names = listed([part.series.column for part in parts])
    for place in odd:
        cell = parts[0].by_place[place]
        message = f"{when(cell)}{names} ergeben zusammen {german(sums[place])} % statt 100 %."
        yield Finding(
            Kind.SUM_MISMATCH, None, cell.row, cell.year, message, "Bitte die Anteile dieser Zeile prüfen.",
            None, "", None, parts[0].series.table,
        )  # fmt: skip
