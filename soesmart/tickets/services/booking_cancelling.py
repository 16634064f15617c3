"""Give tickets back: their places go at once to those who wait, or are free."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict
from soesmart.tickets.models import Booking, Ticket
from soesmart.tickets.queries.booking import STANDING
from soesmart.tickets.rules import BookingState, TicketState
from soesmart.tickets.rules.retention import forget_at_of
from soesmart.tickets.services import mails
from soesmart.tickets.services.booking_writing import GUEST
from soesmart.tickets.services.flowing import settle
from soesmart.tickets.services.places_moves import give_back_sold
from soesmart.tickets.services.waiting_entries import lock_sale_of


@transaction.atomic
def give_back_tickets(
    *, booking: Booking, numbers: Collection[int] | None = None, by: object = GUEST, home: str, at: datetime
) -> int:
    """Give back tickets of a booking by their numbers, or all; returns how many. Twice is once.

    Only valid ones: who is inside already, or was given back, stays so. Conflict when the event is over.
    """
    is_waited_for = lock_sale_of(booking.contingent.category)
    sale = booking.sale
    if at >= sale.event.ends_at:
        raise Conflict("tickets.event.over", "Die Veranstaltung ist vorbei. Zurückgeben geht nicht mehr.")
    given = _void(booking, TicketState.CANCELLED, numbers)
    if not given:
        return 0
    give_back_sold(booking.contingent_id, given)
    left = Ticket._base_manager.filter(booking=OuterRef("pk"), state__in=(*STANDING, TicketState.RELEASED))
    whole = Booking._base_manager.filter(~Exists(left), pk=booking.pk)
    end = forget_at_of(sale.event.ends_at, days=sale.retention_days, cancelled_at=at)
    whole.update(state=BookingState.CANCELLED, cancelled_at=at, forget_at=end)
    mails.confirm_return(booking, given, home=home, at=at)
    audit(by, "tickets.booking.returned", booking, town=sale.event.municipality.slug, at=at, seats=given)
    if is_waited_for:
        settle(sale=sale, home=home, at=at)
    return given


@transaction.atomic
def release_tickets(*, booking: Booking, by: object, home: str, at: datetime) -> int:
    """Nobody came in time: the valid tickets of a booking are let go and their places given on. Twice is once."""
    is_waited_for = lock_sale_of(booking.contingent.category)
    let_go = _void(booking, TicketState.RELEASED, None)
    if let_go:
        give_back_sold(booking.contingent_id, let_go)
        town = booking.sale.event.municipality.slug
        audit(by, "tickets.booking.released", booking, town=town, at=at, seats=let_go)
        if is_waited_for:
            settle(sale=booking.sale, home=home, at=at)
    return let_go


def _void(booking: Booking, state: TicketState, numbers: Collection[int] | None) -> int:
    """One conditional update: the door lets people in without locking the sale."""
    rows = Ticket._base_manager.filter(booking=booking, state=TicketState.VALID)
    if numbers is not None:
        rows = rows.filter(number__in=numbers)
    return rows.update(state=state)
