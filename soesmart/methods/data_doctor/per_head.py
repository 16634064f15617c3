"""Figures per head that do not fit total and population.

Which column is the total is found by trying: total / population must give the figure in most rows, up to a power of
ten for other units. The population stands in the table, or the town knows it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log10
from statistics import median

from soesmart.methods.data_doctor.findings import Finding, Kind
from soesmart.methods.data_doctor.names import heads, is_per_head, is_percent
from soesmart.methods.data_doctor.points import Line, Place, families, when
from soesmart.methods.data_doctor.words import german, rounded

FEWEST = 3
HOLDS = 0.6
HOLDS_ROUNDED = 0.8  # for figures of few digits, which fit by chance more easily
MOST_BLUR = 0.12
CLOSE = 0.02  # how near the usual ratio is to a power of ten
LEAST_TOLERANCE = 0.002
MOST_SCATTER = 0.01  # population of another day of the year
SAMPLE = 200
_THOUSANDS = re.compile(r"tsd|tausend|1[.,]?000|thousand|mio|million", re.IGNORECASE)


@dataclass(frozen=True)
class Ratio:
    """figure = total / people x factor, within a tolerance, in this share of the places. of: where people stand."""

    figure: Line
    total: Line
    people: Mapping[Place, float]
    factor: float
    scatter: float
    share: float
    of: Line | None = None


def check(lines: Sequence[Line]) -> Iterator[Finding]:
    """Figures per head, each against the total that it fits best."""
    for found in relations(lines):
        yield from _findings(found)


def relations(lines: Sequence[Line]) -> Iterator[Ratio]:
    """The figures per head that total and population of the table confirm, each with what it fits best."""
    seen: set[int] = set()
    for family in families(lines):
        figures = [line for line in family if line.is_per_something and is_per_head(line.series) and line.raw]
        totals = [line for line in family if line.raw and _may_be_total(line)] if figures else []
        for figure in figures:
            found = None if id(figure) in seen else _ratio(figure, totals, family)
            if found:
                seen.add(id(figure))
                yield found


def _may_be_total(line: Line) -> bool:
    return not (line.is_per_something or is_percent(line.series) or line.is_population)


def _ratio(figure: Line, totals: Sequence[Line], family: Sequence[Line]) -> Ratio | None:
    best: Ratio | None = None
    for of, people in _populations(figure, family):
        for total in totals:
            found = _fit(figure, total, people)
            if found and (best is None or (found.share, -found.scatter) > (best.share, -best.scatter)):
                best = replace(found, of=of)
    return best


def _populations(figure: Line, family: Sequence[Line]) -> Iterator[tuple[Line | None, dict[Place, float]]]:
    for line in family:
        if line.is_population and line.raw and (line.is_whole or _in_thousands(line)):  # not a copy of a figure
            yield line, {place: line.best(place) for place in line.raw}
    known = figure.known.population if figure.known else {}
    if known:
        places = figure.by_place.items()
        yield None, {place: float(known[cell.year or 0]) for place, cell in places if cell.year in known}


def _in_thousands(line: Line) -> bool:
    return line.places_after_point == 3 or _THOUSANDS.search(f"{line.series.name} {line.series.unit}") is not None


def _fit(figure: Line, total: Line, people: Mapping[Place, float]) -> Ratio | None:
    places = [place for place in figure.raw if total.raw.get(place) and people.get(place) and figure.raw[place]]
    if len(places) < FEWEST:
        return None
    per = heads(figure.series)
    ratios = [figure.best(place) * people[place] / (per * total.best(place)) for place in places[:SAMPLE]]
    usual = median(ratios)
    if usual <= 0:
        return None
    nearest = 10.0 ** round(log10(usual))
    scatter = median(abs(ratio / usual - 1) for ratio in ratios)
    exact = Ratio(figure, total, people, per * nearest, 0.0, 0.0)
    blur = median(_tolerance(exact, place) for place in places)
    if blur > MOST_BLUR or abs(usual / nearest - 1) > CLOSE + blur / 2 or scatter > MOST_SCATTER + blur:
        return None
    if scatter > blur:  # the population of another day: the usual ratio counts, and a wider band
        exact = Ratio(figure, total, people, per * usual, scatter, 0.0)
    held = sum(_fits(exact, place) for place in places)
    share = held / len(places)
    is_believed = held >= 2 and share >= (HOLDS if blur <= CLOSE else HOLDS_ROUNDED)
    return replace(exact, share=share) if is_believed else None


def _expected(found: Ratio, total: float, place: Place) -> float:
    return total / found.people[place] * found.factor


def _tolerance(found: Ratio, place: Place) -> float:
    """Relative: rounding of figure and total, and four times the usual scatter."""
    figure, total = abs(found.figure.best(place)), abs(found.total.best(place))
    by_rounding = (
        0.5 * found.figure.last_place / figure + 0.5 * found.total.last_place / total if figure and total else 1
    )
    return by_rounding + max(LEAST_TOLERANCE, 4 * found.scatter)


def _fits(found: Ratio, place: Place) -> bool:
    figures = (found.figure.raw[place], found.figure.best(place))
    totals = (found.total.raw[place], found.total.best(place))
    allowed = _tolerance(found, place)
    pairs = [(figure, _expected(found, total, place)) for figure in figures for total in totals]
    return any(abs(figure - wanted) <= allowed * max(abs(figure), abs(wanted)) for figure, wanted in pairs)


def _findings(found: Ratio) -> Iterator[Finding]:
    figure, total = found.figure, found.total
    for place, cell in figure.by_place.items():
        if not (total.raw.get(place) and found.people.get(place)) or not figure.raw[place] or _fits(found, place):
            continue
        value = cell.value
        assert value is not None
        meant = rounded(Decimal(repr(_expected(found, total.best(place), place))), figure.places_after_point)
        per = heads(figure.series)
        whose = "Einwohner" if per == 1 else f"{german(Decimal(per))} Einwohner"
        name = total.series.measure or total.series.column
        amount = german(total.best(place), total.series.unit)
        message = (
            f"{when(cell)}{german(value)} je {whose} passt nicht: {name} {amount} "
            f"bei {german(found.people[place])} Einwohnern sind {german(meant)}."
        )
        yield figure.finding(Kind.PER_CAPITA_MISMATCH, cell, message, f"Gemeint ist wohl {german(meant)}.", meant)
