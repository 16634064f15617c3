"""The rows of a booking whose places were taken."""

import random
from datetime import datetime

from soesmart.core.audit import audit
from soesmart.core.ids import new_code, new_id
from soesmart.tickets.links import BOOKING, digest_of, mailbox_of, secret_for
from soesmart.tickets.models import Booking, Contingent, Sale, Ticket
from soesmart.tickets.rules.places import Wish
from soesmart.tickets.rules.retention import forget_at_of
from soesmart.tickets.services import mails

GUEST = "guest"
_REFERENCE = 8


def write_booking(
    contingent: Contingent,
    wish: Wish,
    number: int,
    *,
    home: str,
    at: datetime,
    by: object,
    rng: random.Random | None = None,
) -> Booking:
    """Store a booking whose places were taken, its tickets and its mail; inside the caller's transaction. Six queries.

    number: drawn for it on the sale. contingent: with category, sale and event.
    """
    sale = contingent.category.sale
    town = sale.event.municipality
    visitor = wish.visitor
    booking = Booking.objects.create(
        sale=sale,
        contingent=contingent,
        number=number,
        reference=new_code(_REFERENCE, rng),
        secret=digest_of(BOOKING, secret_for(BOOKING, sale.pk, wish.nonce)),
        source=wish.source,
        seats=wish.seats,
        name=visitor.name,
        email=visitor.email,
        phone=visitor.phone,
        address=visitor.address,
        mailbox=mailbox_of(sale.event.key, visitor.email),
        booked_at=at,
        forget_at=forget_at(sale),
        nonce=wish.nonce,
    )
    guests = dict(enumerate(visitor.guests, 2))
    tickets = [
        Ticket(booking=booking, sale=sale, number=one, serial=new_id(rng), guest=guests.get(one, ""))
        for one in range(1, wish.seats + 1)
    ]
    Ticket.objects.bulk_create(tickets)
    mails.confirm_booking(booking, home=home, at=at)
    facts = {"seats": wish.seats, "category": contingent.category.key, "source": str(wish.source)}
    audit(by, "tickets.booking.booked", booking, town=town.slug, at=at, **facts)
    return booking


def forget_at(sale: Sale) -> datetime:
    """When personal data of a booking made now is deleted. sale: with its event."""
    return forget_at_of(sale.event.ends_at, days=sale.retention_days)
