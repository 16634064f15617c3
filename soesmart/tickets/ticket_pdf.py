"""Tickets on paper: an accessible document (PDF/UA-1) with a code per ticket."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import segno

from soesmart.core.clock import BERLIN
from soesmart.core.colours import palette
from soesmart.core.pdf import render_pdf
from soesmart.tickets.models import Booking, Ticket
from soesmart.tickets.rules.places import ticket_code
from soesmart.tickets.services.mail_words import data_note, moment
from soesmart.tickets.signing import MASK, ticket_text

TEMPLATE = Path(__file__).resolve().parent / "templates" / "tickets" / "pdf" / "tickets.typ"


def pdf_of_tickets(booking: Booking, tickets: Sequence[Ticket], *, at: datetime) -> bytes:
    """A4, German, in the town's colour. booking: with sale, event, town and category. Raises PdfError."""
    sale = booking.sale
    event, town = sale.event, sale.event.municipality
    rows = [
        {
            "number": ticket.number,
            "code": ticket_code(booking.reference, ticket.number),
            "guest": ticket.guest or (booking.name if ticket.number == 1 else ""),
            "picture": f"qr-{ticket.number}",
        }
        for ticket in tickets
    ]
    data = {
        "event": event.title,
        "town": town.official_name,
        "colour": palette(town.colour_primary, town.colour_accent).primary,
        "when": moment(event.starts_at),
        "doors": f"{event.doors_at.astimezone(BERLIN):%H:%M}",
        "where": ", ".join(filter(None, [event.place, event.address])),
        "access": event.access_notes,
        "contact": event.contact,
        "category": booking.contingent.category.name,
        "tickets": rows,
        "of": booking.seats,
        "note": data_note(sale, booking.forget_at),
        "invented": event.invented,
    }
    codes = {
        f"qr-{ticket.number}": segno.make(
            ticket_text(event.pk, ticket.serial), error="m", micro=False, mask=MASK
        ).svg_inline(scale=4, border=4, dark="#000", light="#fff")
        for ticket in tickets
    }
    return render_pdf(TEMPLATE, data, at=at, assets=codes)
