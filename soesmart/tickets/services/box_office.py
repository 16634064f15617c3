"""Sell at the box office: the same booking as online, and at once through the door where that is wished."""

import uuid
from datetime import datetime

from soesmart.core.refusals import Conflict
from soesmart.tickets.models import Booking, Sale, Scan, Ticket
from soesmart.tickets.rules import ScanOutcome, Source, TicketState
from soesmart.tickets.rules.places import Visitor, Wish
from soesmart.tickets.services.booking import book
from soesmart.tickets.services.checkin import Shown, check_in, code_of, undo_check_in

# Nonces of the scans that a sale brings along follow from the nonce of its form: sent twice they are the same.
_SPACE = uuid.UUID("6f0f5bd0-6f0c-4d0c-9b8e-4b0f3c7a2d11")


def sell(
    *,
    actor: object,
    sale: Sale,
    category: str,
    seats: int,
    visitor: Visitor,
    nonce: uuid.UUID,
    let_in: bool,
    home: str,
    at: datetime,
) -> Booking:
    """Sell places of the box office; `let_in`: who bought goes in at once. Sent twice (nonce) it is sold once.

    Refused as online; Conflict when too few places are left.
    """
    wish = Wish(category, seats, visitor, nonce, source=Source.BOX_OFFICE)
    booking = book(event_key=sale.event.key, wish=wish, home=home, at=at, by=actor)
    if not isinstance(booking, Booking):
        raise Conflict("tickets.places.full", "So viele Plätze hat die Kasse nicht mehr.", "seats")
    if let_in:
        for ticket in _tickets(booking):
            let_in_here(sale=sale, ticket=ticket, nonce=uuid.uuid5(_SPACE, f"{nonce}:{ticket.number}"), at=at)
    return booking


def let_in_here(*, sale: Sale, ticket: Ticket, nonce: uuid.UUID, at: datetime) -> str:
    """Check in at the box office itself; returns what to say."""
    answer = check_in(sale=sale, shown=Shown(code_of(ticket), nonce, at), device=None, at=at)
    return f"{answer.words.title} {answer.words.text}"


def take_back_letting_in(*, sale: Sale, ticket: Ticket, at: datetime) -> bool:
    """Undo a check-in, whichever door did it; False when the ticket was not inside."""
    scan = Scan.objects.filter(ticket=ticket, outcome=ScanOutcome.ADMITTED).select_related("device").first()
    if scan is None:
        return False
    undo_check_in(sale=sale, nonce=scan.nonce, device=scan.device, at=at)
    return True


def _tickets(booking: Booking) -> list[Ticket]:
    rows = Ticket.objects.filter(booking=booking, state=TicketState.VALID).select_related("booking")
    return list(rows.order_by("number"))
