"""Years and days as they stand in tables: 2020, "2020/21", 2020-12-31, "31.12.2020", "Dez 2020", "Q1 2020"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from soesmart.methods.tables.sheets import Cell

EARLIEST, LATEST = 1800, 2101
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mär mrz mar", "apr", "mai may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dez dec"),
        start=1,
    )
    for name in names.split()
}
_YEAR = re.compile(
    r"(?:(?:Jahr|Schuljahr|Stand|Ist|IST|Wert|FY|HJ|WS)\.?:?\s*)?((?:1[89]|20)\d\d|2100)"
    r"(?:\s?[/–-]\s?(?:\d\d|\d{4}))?"
    r"\s*(?P<mark>\*+|[¹²³⁴]|\d\)|[rpevs]|\([^()]{1,30}\))?"
)
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?")
_MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
_NAMED = re.compile(r"([A-Za-zä]{3,9})\.?[ -](\d{4})")
_QUARTER = re.compile(r"(?:(\d{4})[ -/]?Q([1-4])|Q([1-4])[ -/]?(\d{4})|([1-4])\. ?(?:Quartal|Q\.) (\d{4}))")
_WORDS = re.compile(
    r"\b(?:jahr|jahre|jahreszahl|berichtsjahr|kalenderjahr|schuljahr|haushaltsjahr|year|datum|date|stichtag|zeitraum|zeit|monat"
    r"|periode|time|zeitpunkt|tag)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Moment:
    """A year, and the day where the table tells one. note: what is said about it, such as "vorläufig"."""

    year: int
    day: date | None = None
    note: str = ""


def moment(cell: Cell) -> Moment | None:
    """The year or day that a cell names; None for everything else, also for years before 1800 and after 2100."""
    if isinstance(cell, str):
        return _of_text(cell.strip()) if len(cell) <= 40 else None
    if isinstance(cell, date):
        return Moment(cell.year, cell)
    if cell is None or not EARLIEST <= cell < LATEST or cell != int(cell):
        return None
    return Moment(int(cell))


def is_time_word(text: str) -> bool:
    return _WORDS.search(text) is not None


@lru_cache(maxsize=20_000)
def _of_text(text: str) -> Moment | None:
    match = _YEAR.fullmatch(text)
    if match:
        return Moment(int(match[1]), None, (match["mark"] or "").strip("() "))
    for read in (_day, _iso, _month, _named, _quarter):
        day = read(text)
        if day and EARLIEST <= day.year < LATEST:
            return Moment(day.year, day)
    return None


def _safe(year: str, month: str | int, day: str | int = 1) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    match = _DAY.fullmatch(text)
    return _safe(match[3], match[2], match[1]) if match else None


def _iso(text: str) -> date | None:
    match = _ISO.fullmatch(text)
    return _safe(match[1], match[2], match[3] or 1) if match else None


def _month(text: str) -> date | None:
    match = _MONTH.fullmatch(text)
    return _safe(match[2], match[1]) if match else None


def _named(text: str) -> date | None:
    match = _NAMED.fullmatch(text)
    month = _MONTHS.get(match[1][:3].casefold()) if match else None
    return _safe(match[2], month) if match and month else None


def _quarter(text: str) -> date | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    year, quarter = match[1] or match[4] or match[6], match[2] or match[3] or match[5]
    return _safe(year, 3 * int(quarter) - 2)
