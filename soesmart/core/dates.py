"""Dates as people in Germany write and read them, also when only the year or the month is known. No Django."""

import re
from datetime import date

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def format_date(day: date, *, weekday: bool = False) -> str:
    """`6. Oktober 2021`, on request with the day of the week before it."""
    text = f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
    return f"{WEEKDAYS[day.weekday()]}, {text}" if weekday else text


def format_month(day: date) -> str:
    """`Oktober 2021`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def format_partial_date(text: str) -> str:
    """`2021` stays, `2021-10` becomes `Oktober 2021`, a full ISO date `6. Oktober 2021`. Raises ValueError."""
    if re.fullmatch(r"[0-9]{4}", text):
        return text
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return format_month(date.fromisoformat(f"{text}-01"))
    return format_date(_iso(text))


def format_date_range(first: date, last: date) -> str:
    """`25. bis 29. August 2020`: month and year only once where both days share them."""
    if first == last:
        return format_date(first)
    if first.year != last.year:
        return f"{format_date(first)} bis {format_date(last)}"
    if first.month != last.month:
        return f"{first.day}. {MONTHS[first.month - 1]} bis {format_date(last)}"
    return f"{first.day}. bis {format_date(last)}"


def parse_date(text: str) -> date:
    """A typed day: `6.10.2021`, `6. Oktober 2021` or ISO `2021-10-06`. Raises ValueError with an example."""
    compact = " ".join(text.split())
    numeric = re.fullmatch(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})", compact)
    named = re.fullmatch(r"([0-9]{1,2})\. ?([A-Za-zä]+) ([0-9]{4})", compact)
    if numeric:
        return _day(int(numeric[3]), int(numeric[2]), int(numeric[1]), text)
    if named and named[2].capitalize() in MONTHS:
        return _day(int(named[3]), MONTHS.index(named[2].capitalize()) + 1, int(named[1]), text)
    return _iso(compact)


def _iso(text: str) -> date:
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text)
    if match is None:
        raise ValueError(f"„{text[:40]}“ ist kein Datum. Bitte so schreiben: 6.10.2021")
    return _day(int(match[1]), int(match[2]), int(match[3]), text)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"Den Tag „{text[:40]}“ gibt es nicht. Bitte so schreiben: 6.10.2021") from error
