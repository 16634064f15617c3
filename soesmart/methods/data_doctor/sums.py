"""Parts that do not add up to their total.

What is a total and which are its parts is believed only when it holds in most rows, by name or, without a telling
name, almost everywhere; then the other rows are faults. Rounding is allowed for: half a unit of the last place for
each part and for the total.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from statistics import median

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import is_total
from soesmart.methods.data_doctor.points import Line, Place, families, when
from soesmart.methods.data_doctor.words import german, listed, rounded
from soesmart.methods.tables import Series

MOST_PARTS = 12
SAMPLE = 80
FEWEST_TOLD = 3
NAMED, UNNAMED = 0.6, 0.75
MOST_UNNAMED = {"long": 20}  # beyond so many series only named totals are looked for


@dataclass(frozen=True)
class Sum:
    """A total and its parts, which held in this share of the places looked at."""

    total: Line
    parts: tuple[Line, ...]
    share: float


def check(lines: Sequence[Line]) -> Iterator[Finding]:
    """Totals that differ from the sum of their parts, once per cell."""
    seen: set[tuple[int, int]] = set()
    for found in relations(lines):
        for where in found.total.by_place:
            finding = _finding(found, where)
            if finding and (finding.row or 0, finding.at or 0) not in seen:
                seen.add((finding.row or 0, finding.at or 0))
                yield finding


def relations(lines: Sequence[Line]) -> Iterator[Sum]:
    """The sums that the table shows, one for each total."""
    done: set[int] = set()
    for family in families(lines):
        able = [line for line in family if line.raw and not line.is_per_something]
        for place, line in enumerate(able):
            found = None if id(line) in done else _sum(able, place)
            if found is not None:
                done.add(id(line))
                yield found


def _sum(family: Sequence[Line], place: int) -> Sum | None:
    total = family[place]
    named = _is_named(total, family)
    if not named and len(family) > MOST_UNNAMED.get(total.series.way, 60):
        return None
    best: Sum | None = None
    for parts in _candidates(family, place, named):
        share = _share(total, parts, 2 if named else 4)
        is_believed = share >= (NAMED if named else UNNAMED) and (named or _are_several(total, parts))
        if is_believed and (best is None or share > best.share):
            best = Sum(total, tuple(parts), share)
            if share == 1:
                break
    return best


def _candidates(family: Sequence[Line], place: int, named: bool) -> Iterator[list[Line]]:
    """Sets of parts, the likeliest first: under the same header, all others, those right before or behind."""
    total = family[place]
    others = [line for line in family if line is not total and not line.is_population]
    totals = [line for line in others if _is_named(line, family)]
    plain = [line for line in others if line not in totals]
    if named:
        for chosen in (
            [line for line in plain if line.series.group and line.series.group == total.series.group],
            [line for line in plain if line.series.unit == total.series.unit],
            totals,
        ):
            if 2 <= len(chosen) <= 5 * MOST_PARTS:
                yield chosen
    for length in range(2, min(MOST_PARTS, len(family) - 1) + 1):
        if place - length >= 0:
            yield list(family[place - length : place])
        if place + length < len(family):
            yield list(family[place + 1 : place + 1 + length])


def _is_named(line: Line, family: Sequence[Line]) -> bool:
    """Whether what tells the series from the others of its family is a word for a total."""
    first, last = family[0].series, family[-1].series
    common = set(_words(first)) & set(_words(last))
    return any(is_total(line.series, word) for word in _words(line.series) if word not in common)


def _words(series: Series) -> tuple[str, ...]:
    return (*series.labels, series.measure) if series.way == "long" else (series.column, *series.labels)


def _share(total: Line, parts: Sequence[Line], fewest: int) -> float:
    """In which share of the places the sum holds; 0 where that says nothing."""
    if sum(any(part.raw.values()) for part in parts) < 2:
        return 0.0
    shared = (place for place in total.raw if all(place in part.raw for part in parts))
    places = list(islice(shared, SAMPLE))
    if not places:
        return 0.0
    allowed = _allowed(total, parts)
    if allowed > 0.05 * abs(median(total.raw[place] for place in places)):
        allowed = 0.51 * total.last_place
    missed, bearable = 0, (1 - NAMED) * len(places)
    for place in places:
        missed += abs(_off(total, parts, place)) > allowed + _blur(total, place)
        if missed > bearable:
            return 0.0
    held = len(places) - missed
    varied = len({total.raw[place] for place in places}) > 1 or total.series.way == "none"
    return held / len(places) if held >= fewest and varied else 0.0


def _are_several(total: Line, parts: Sequence[Line]) -> bool:
    """Whether more than one part is something in enough places; else a column beside zeros is its own sum."""
    places = islice((place for place in total.raw if all(place in part.raw for part in parts)), SAMPLE)
    return sum(sum(part.raw[place] != 0 for part in parts) > 1 for place in places) >= FEWEST_TOLD


def _off(total: Line, parts: Sequence[Line], place: Place) -> float:
    """How far total and parts are apart, by what stands there or by what is probably meant, whichever fits better."""
    raw = total.raw[place]
    for part in parts:
        raw -= part.raw[place]
    if not (total.corrected or any(part.corrected for part in parts)):
        return raw
    return min(raw, total.best(place) - sum(part.best(place) for part in parts), key=abs)


def _allowed(total: Line, parts: Sequence[Line]) -> float:
    return 0.5 * (total.last_place + sum(part.last_place for part in parts)) + 1e-9


def _blur(total: Line, place: Place) -> float:
    return 1e-9 * abs(total.raw[place])


def _finding(found: Sum, place: Place) -> Finding | None:
    total, parts = found.total, found.parts
    if not all(place in part.raw for part in parts):
        return None
    off = _off(total, parts, place)
    if abs(off) <= _allowed(total, parts) + _blur(total, place):
        return None
    cell = total.by_place[place]
    value = total.meant(cell)
    assert value is not None
    exact = sum((part.meant(part.by_place[place]) or Decimal(0) for part in parts), Decimal(0))
    meant = rounded(exact, total.places_after_point)
    unit = total.series.unit
    names = listed(
        [part.series.name if part.series.way == "long" else part.series.measure or part.series.column for part in parts]
    )
    message = f"{when(cell)}{german(value, unit)} steht da, die Teile ({names}) ergeben {german(meant)}."
    difference = german(abs(value - meant), unit)
    suggestion = f"Die Summe ist wohl {german(meant)}, oder einem Teil fehlen {difference}."
    if value < meant:
        suggestion = f"Die Summe ist wohl {german(meant)}, oder ein Teil ist um {difference} zu groß."
    return total.finding(Kind.SUM_MISMATCH, cell, message, suggestion, meant)
