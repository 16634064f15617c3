"""Words for the dates of the calendar."""

from datetime import datetime

from django import template

from soesmart.core import dates
from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry
from soesmart.portal.queries import first_day, last_day

register = template.Library()


@register.filter
def when(entry: CalendarEntry) -> str:
    """ "26. November 2026, 18:00 bis 20:00 Uhr", "8. bis 13. März 2027"."""
    days = dates.format_date_range(first_day(entry), last_day(entry))
    if not isinstance(entry.start, datetime):
        return days
    begin = f"{entry.start.astimezone(BERLIN):%H:%M}"
    if isinstance(entry.end, datetime) and first_day(entry) == last_day(entry):
        return f"{days}, {begin} bis {entry.end.astimezone(BERLIN):%H:%M} Uhr"
    return f"{days}, {begin} Uhr" if first_day(entry) == last_day(entry) else f"{days}, ab {begin} Uhr"


@register.filter
def words(text: str) -> list[str]:
    """The words of a constant in a template."""
    return text.split()
