"""Lists for the hall: who comes, by name or by booking, with what is known only as long as it may be."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q, QuerySet
from django.db.models.functions import Lower

from soesmart.tickets.models import Booking, Sale
from soesmart.tickets.rules import BookingState, TicketState

ORDERS = {"name": "Name", "buchung": "Buchung"}
NO_NAME = "ohne Namen"
GONE = "gelöscht"


@dataclass(frozen=True)
class Guest:
    """A booking on the list. seats: tickets that hold; inside: of them let in; guests: names that the law wants."""

    number: int
    name: str
    seats: int
    inside: int
    released: int
    category: str
    reference: str
    guests: tuple[str, ...]
    phone: str
    address: str


def bookings_listed(sale: Sale, order: str) -> "QuerySet[Booking]":
    """Bookings that hold, with the counts of their tickets (standing, used, let_go)."""
    standing = Q(tickets__state__in=(TicketState.VALID, TicketState.USED))
    rows = Booking.objects.filter(sale=sale, state=BookingState.BOOKED).select_related("contingent__category")
    rows = rows.annotate(
        standing=Count("tickets", filter=standing),
        used=Count("tickets", filter=Q(tickets__state=TicketState.USED)),
        let_go=Count("tickets", filter=Q(tickets__state=TicketState.RELEASED)),
    ).prefetch_related("tickets")
    found: QuerySet[Booking] = rows.order_by("number")
    if order != "name":
        return found
    # Who has no name stands at the end.
    nameless = ExpressionWrapper(Q(name=""), BooleanField())
    return found.annotate(nameless=nameless).order_by("nameless", Lower("name"), "number")


def guest_of(row: Booking) -> Guest:
    said = vars(row)
    names = tuple(ticket.guest for ticket in row.tickets.all() if ticket.guest)
    return Guest(
        number=row.number,
        name=row.name or (GONE if row.forgotten_at else NO_NAME),
        seats=said["standing"],
        inside=said["used"],
        released=said["let_go"],
        category=row.contingent.category.name,
        reference=f"{row.reference[:4]}-{row.reference[4:]}",
        guests=names,
        phone=row.phone,
        address=row.address,
    )


def destroy_on(sale: Sale) -> datetime | None:
    """When the last name on a printed list has to be gone; None when none is left. One query."""
    known = Booking.objects.filter(sale=sale, forgotten_at=None).exclude(name="", email="", phone="", address="")
    found: datetime | None = known.aggregate(last=Max("forget_at"))["last"]
    return found
