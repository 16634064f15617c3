"""Yearly values that the demo makes up around the public ones, so that every rating and forecast can be seen.

Pure, with a fixed seed: the same series in every demo, and for the benchmark of the forecast without a database.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from soesmart.demo.story import SEED, read


@dataclass(frozen=True)
class Course:
    """How a series ran: anchors (year, value) that are met exactly, and how far the years between stray from the line.

    spread: standard deviation in the unit of the indicator; without it only the anchors are there.
    """

    anchors: tuple[tuple[int, float], ...]
    spread: float | None = None


@dataclass(frozen=True)
class Made:
    """A made-up value of a year. `first`: what was recorded before it was corrected."""

    year: int
    value: Decimal
    state: str = "measured"
    has_break: bool = False
    note: str = ""
    first: Decimal | None = None


# The values of indicators.json stand among the anchors by themselves. Left out: what cannot be older, such as stations
# that were first built in 2022, and surveys that are held every eight years.
COURSES = {
    "IND-MOB-2": Course(((2012, 3.9), (2014, 3.8), (2016, 3.8), (2018, 3.7), (2020, 3.7))),
    "IND-MOB-4": Course(((2016, 0.2), (2018, 0.4), (2025, 5.4)), 0.21),
    "IND-STE-1": Course(((2014, 8.9), (2025, 3.7)), 1.1),
    "IND-STE-2": Course(((2016, 118.0), (2019, 113.0), (2020, 74.0), (2021, 70.0), (2022, 91.0), (2024, 97.0)), 7),
    "IND-STE-3": Course(((2025, 143.0),), 0),
    "IND-STE-4": Course(((2015, 1610.0), (2020, 1502.0), (2025, 1574.0)), 34),
    "IND-WIR-1": Course(((2019, 0.0), (2020, 4.0), (2021, 7.0), (2025, 68.0)), 3.5),
    "IND-WIR-2": Course(((2014, 7.6), (2019, 7.1), (2020, 6.2), (2025, 7.4)), 0.42),
    "IND-WIR-3": Course(((2013, 6.1), (2019, 7.2), (2020, 7.9), (2025, 8.1)), 0.63),
    "IND-SOZ-1": Course(((2013, 12.1), (2016, 13.8), (2025, 12.6)), 0.7),
    "IND-SOZ-2": Course(((2017, 60.0), (2020, 35.0), (2021, 70.0), (2025, 322.0)), 25),
    "IND-SOZ-3": Course(((2014, 6.7), (2025, 5.8)), 0.17),
    "IND-SOZ-4": Course(((2025, 270.0),), 0),
    "IND-KLI-1": Course(((2010, 8.1), (2016, 7.3), (2019, 7.0), (2020, 6.4), (2025, 5.5)), 0.35),
    "IND-KLI-2": Course(((2016, 0.0), (2025, 12.6)), 0),
    "IND-KLI-3": Course(((2016, 3.0), (2025, 17.0)), 1.3),
    "IND-KLI-4": Course(((2015, 0.0), (2020, 9.0), (2025, 39.0)), 2.8),
    "IND-KUL-1": Course(((2018, 120.0), (2021, 480.0), (2025, 3600.0)), 126),
    "IND-KUL-2": Course(((2014, 3.4), (2019, 3.6), (2020, 1.2), (2025, 3.2)), 0.28),
    "IND-KUL-3": Course(((2015, 21.9), (2019, 21.5), (2020, 21.6), (2025, 22.7)), 0.25),
    "IND-BIL-1": Course(((2016, 9.0), (2019, 21.0), (2025, 100.0)), 5.6),
    "IND-BIL-2": Course(((2016, 140.0), (2019, 260.0), (2020, 90.0), (2025, 1690.0)), 77),
    "IND-VER-1": Course(((2017, 4.0), (2025, 58.0)), 2.8),
    "IND-VER-2": Course(((2014, 22.0), (2018, 41.0), (2025, 66.0)), 7),
}
BREAKS = {
    ("IND-WIR-2", 2017): "Seit 2017 zählen auch Ummeldungen, die Werte davor sind nicht vergleichbar.",
    ("IND-KUL-1", 2022): "Neue Zählweise: Seit 2022 zählt jedes Objekt einzeln, nicht mehr jede Sammlung.",
    ("IND-VER-1", 2023): "Seit 2023 zählen alle 575 Leistungen des Onlinezugangsgesetzes, davor nur die der Stadt.",
}
# First told, then corrected a year later; the state of the newest year.
CORRECTED = {("IND-KLI-1", 2022): "6.5", ("IND-STE-1", 2023): "4.6", ("IND-SOZ-1", 2023): "12.9"}
UNSURE = {
    ("IND-KLI-1", 2025): "provisional",
    ("IND-KLI-1", 2020): "estimated",
    ("IND-STE-4", 2025): "provisional",
    ("IND-KUL-2", 2020): "estimated",
}


def made_values(row: dict[str, Any]) -> tuple[Made, ...]:
    """The invented values of an indicator of indicators.json by year; years that a public value fills are left out."""
    public, decimals = _public_years(row), _decimals(row)
    course = COURSES.get(row["id"], Course(()))
    given = {value["year"]: float(value["value"]) for value in row["demo"]["values"]}
    known = dict(course.anchors) | given | public
    rng = random.Random(f"{SEED}:{row['id']}")  # noqa: S311 - invented numbers need no secrecy
    drawn = dict(_between(known, course.spread, rng)) | known
    return tuple(
        _made(row["id"], year, round(Decimal(str(drawn[year])), decimals))
        for year in sorted(drawn)
        if year not in public
    )


def demo_series() -> dict[str, tuple[tuple[int, Decimal, bool], ...]]:
    """All series of Soest by the code of their goal: (year, value, whether a break lies before it)."""
    found = {}
    for row in read("indicators")["indicators"]:
        made = made_values(row)
        points = {one.year: (one.year, one.value, one.has_break) for one in made}
        points |= {year: (year, Decimal(str(value)), False) for year, value in _public_years(row).items()}
        found[str(row["goal"])] = tuple(points[year] for year in sorted(points))
    return found


def _decimals(row: dict[str, Any]) -> int:
    values = [*row["demo"]["values"], *row.get("public_values", ())]
    numbers = [Decimal(str(value["value"])).normalize() for value in values]
    return max(0, *(-int(number.as_tuple().exponent) for number in numbers))


def _public_years(row: dict[str, Any]) -> dict[int, float]:
    public = [*row.get("public_values", ()), *([row["baseline"]] if row["baseline"] else [])]
    return {value["year"]: float(value["value"]) for value in public if value.get("year")}


def _between(known: dict[int, float], spread: float | None, rng: random.Random) -> Iterator[tuple[int, float]]:
    """The years between neighbouring known ones, on the line between them and a little beside it."""
    if spread is None:
        return
    for (first, low), (last, high) in pairwise(sorted(known.items())):
        for year in range(first + 1, last):
            value = low + (high - low) * (year - first) / (last - first) + rng.gauss(0, spread)
            yield year, max(value, 0.0)


def _made(key: str, year: int, value: Decimal) -> Made:
    first = CORRECTED.get((key, year))
    return Made(
        year,
        value,
        state="revised" if first else UNSURE.get((key, year), "measured"),
        has_break=(key, year) in BREAKS,
        note=BREAKS.get((key, year), ""),
        first=Decimal(first) if first else None,
    )
