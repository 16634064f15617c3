"""The office's own dates as entries of the calendar."""

from datetime import date, datetime, time

from django.urls import reverse

from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry
from soesmart.portal.models import CalendarDate


def entry_of(found: CalendarDate) -> CalendarEntry:
    return CalendarEntry(
        uid=f"date-{found.pk}",
        title=found.title,
        start=_moment(found.starts_on, found.starts_at),
        end=_end(found),
        url=reverse("calendar_date", args=[found.pk]),
        kind=found.get_kind_display(),
        place=found.place,
        text=found.text,
        source=found.source,
        invented=found.invented,
    )


def _end(found: CalendarDate) -> date | datetime | None:
    if found.ends_at:
        return _moment(found.ends_on, found.ends_at)
    if found.starts_at:
        # A beginning without an end: open, unless it is said to last into another day.
        return None if found.ends_on == found.starts_on else _moment(found.ends_on, time(23, 59))
    return found.ends_on


def _moment(day: date, at: time | None) -> date | datetime:
    return datetime.combine(day, at, BERLIN) if at else day
