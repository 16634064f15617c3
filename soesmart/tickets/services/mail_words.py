"""Sentences that several mails and pages about places share."""

from datetime import datetime

from django.urls import NoReverseMatch, reverse

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.events.rules import Entry
from soesmart.tickets.models import Sale


def places(number: int) -> str:
    return "1 Platz" if number == 1 else f"{number} Plätze"


def moment(at: datetime) -> str:
    """ "Donnerstag, 30. Juli 2020, 17:45 Uhr"."""
    local = at.astimezone(BERLIN)
    return f"{format_date(local.date(), weekday=True)}, {local:%H:%M} Uhr"


def coming(sale: Sale) -> list[str]:
    """When and where, and how to get in."""
    event = sale.event
    where = ", ".join(filter(None, [event.place, event.address]))
    when = f"Wann: {moment(event.starts_at)}. Einlass ab {event.doors_at.astimezone(BERLIN):%H:%M} Uhr."
    parts = ["\n".join(filter(None, [when, f"Wo: {where}" if where else ""]))]
    if event.access_notes:
        parts.append(f"Barrierefreiheit: {event.access_notes}")
    if event.contact:
        parts.append(f"Fragen: {event.contact}")
    return parts


def voting(sale: Sale) -> list[str]:
    """How to vote in the hall, where that takes a ticket."""
    if sale.event.entry != Entry.TICKET:
        return []
    return [
        "Im Saal abstimmen: Nach dem Einlass öffnet jede Karte die Abstimmung. Die Links dafür stehen bei den Karten."
    ]


def data_note(sale: Sale, forget_at: datetime) -> str:
    """What is kept of a visitor, why, and until when."""
    day = format_date(forget_at.astimezone(BERLIN).date())
    if sale.asks_phone or sale.asks_address:
        return f"Kontaktdaten: {sale.retention_reason} Sie werden am {day} gelöscht."
    return f"Name und E-Mail-Adresse brauchen wir nur für die Karten. Sie werden am {day} gelöscht."


def waiting_note(sale: Sale, forget_at: datetime) -> str:
    day = format_date(forget_at.astimezone(BERLIN).date())
    return f"Name und E-Mail-Adresse werden gelöscht, sobald das Warten zu Ende ist, spätestens am {day}."


def event_path(sale: Sale) -> str:
    try:
        return reverse("event", args=[sale.event.key])
    except NoReverseMatch:  # the page of the event is built by another part
        return reverse("book", args=[sale.event.key])
