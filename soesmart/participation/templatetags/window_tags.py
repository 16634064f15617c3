"""Tags for what is open until a moment."""

from datetime import datetime

from django import template

from soesmart.participation.rules.openings import end_german

register = template.Library()


@register.filter
def last_day(closes_at: datetime | None) -> str:
    """`5. August 2020` for what closes at the midnight after it, else `5. August 2020, 18 Uhr`."""
    return end_german(closes_at) if closes_at else ""
