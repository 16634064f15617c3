"""The list of guests on paper: an accessible document (PDF/UA-1) with the day on which it has to be destroyed."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from soesmart.core.clock import BERLIN
from soesmart.core.colours import palette
from soesmart.core.pdf import render_pdf
from soesmart.tickets.models import Sale
from soesmart.tickets.queries.lists import Guest
from soesmart.tickets.services.mail_words import moment

TEMPLATE = Path(__file__).resolve().parent / "templates" / "tickets" / "pdf" / "guests.typ"


def list_pdf(sale: Sale, guests: Sequence[Guest], *, order: str, note: str, at: datetime) -> bytes:
    """A4, German. order: how it is sorted, as a word; note: when to destroy it. Raises PdfError."""
    event, town = sale.event, sale.event.municipality
    with_contact = sale.asks_phone or sale.asks_address
    data = {
        "title": f"Gästeliste: {event.title}",
        "town": town.official_name,
        "colour": palette(town.colour_primary, town.colour_accent).primary,
        "when": moment(event.starts_at),
        "printed": f"Stand {at.astimezone(BERLIN):%d.%m.%Y, %H:%M} Uhr, nach {order}",
        "note": note,
        "invented": event.invented,
        "with_contact": with_contact,
        "guests": [_row(one, with_contact=with_contact) for one in guests],
        "people": sum(one.seats for one in guests),
    }
    return render_pdf(TEMPLATE, data, at=at)


def _row(one: Guest, *, with_contact: bool) -> list[str]:
    names = "; ".join((one.name, *one.guests))
    contact = [", ".join(filter(None, (one.phone, one.address))) or "–"] if with_contact else []
    return [names, str(one.seats), str(one.inside), one.category, one.reference, *contact]
