"""A month as weeks of days, for the calendar's table. No Django."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from soesmart.core.module import CalendarEntry
from soesmart.portal.queries import first_day, last_day

# Beyond these years no calendar of a town goes, and Python's dates stay far from their ends.
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True)
class Day:
    """A cell of the table."""

    day: date
    is_in_month: bool
    is_today: bool
    entries: list[CalendarEntry]


@dataclass(frozen=True)
class Month:
    first: date

    @property
    def name(self) -> str:
        """ "2026-11", as the address has it."""
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])

    @property
    def previous(self) -> "Month | None":
        return _within((self.first - timedelta(days=1)).replace(day=1))

    @property
    def next(self) -> "Month | None":
        return _within(self.last + timedelta(days=1))

    def weeks(self, entries: list[CalendarEntry], today: date) -> list[list[Day]]:
        """Weeks from Monday; a day of a neighbour month carries no entries."""
        rows = calendar.Calendar().monthdatescalendar(self.first.year, self.first.month)
        return [[self._day(day, entries, today) for day in week] for week in rows]

    def _day(self, day: date, entries: list[CalendarEntry], today: date) -> Day:
        is_in = day.month == self.first.month
        touching = [entry for entry in entries if is_in and first_day(entry) <= day <= last_day(entry)]
        return Day(day, is_in, day == today, touching)


def month_of(text: str, today: date) -> Month | None:
    """The month of "2026-11"; the present one for "", None for what is no month."""
    if not text:
        return Month(today.replace(day=1))
    year, _, month = text.partition("-")
    is_month = len(text) == 7 and text.isascii() and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12
    return _within(date(int(year), int(month), 1)) if is_month and FIRST_YEAR <= int(year) <= LAST_YEAR else None


def _within(first: date) -> Month | None:
    return Month(first) if FIRST_YEAR <= first.year <= LAST_YEAR else None
