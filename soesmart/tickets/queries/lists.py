"""Lists for the hall: who comes, by name or by booking, with what is known only as long as it may be."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from soesmart.tickets.models import Booking, Sale, Ticket
from soesmart.tickets.rules import BookingState, TicketState
from soesmart.tickets.rules.retention import forget_at_of

ORDERS = {"name": "Name", "buchung": "Buchung"}
NO_NAME = "ohne Namen"
GONE = "gelöscht"
_LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


@dataclass(frozen=True)
class Guest:
    """A booking on the list. seats: tickets that hold; inside: of them let in; guests: names that the law wants."""

    number: int
    name: str
    is_named: bool
    seats: int
    inside: int
    released: int
    category: str
    reference: str
    guests: tuple[str, ...]
    phone: str
    address: str

    @property
    def sorting(self) -> tuple[bool, str, str, int]:
        """As in a German register: by the last word of the name (DIN 5007), who has none at the end."""
        words = self.name.casefold().translate(_LETTERS).split()
        return not self.is_named, words[-1] if words else "", " ".join(words), self.number


def bookings_listed(sale: Sale, order: str) -> "QuerySet[Booking]":
    """Bookings that hold, with their tickets; both orders follow an index.

    By name only those that have one, as it was written: its index knows no last words.
    """
    rows = Booking.objects.filter(sale=sale, state=BookingState.BOOKED).select_related("contingent__category")
    rows = rows.filter(name__gt="").order_by("name") if order == "name" else rows.order_by("number")
    found: QuerySet[Booking] = rows.prefetch_related("tickets")
    return found


def all_guests(sale: Sale, order: str) -> list[Guest]:
    """The whole list, for paper and table. Two queries."""
    guests = [guest_of(row) for row in bookings_listed(sale, "buchung")]
    return sorted(guests, key=lambda one: one.sorting) if order == "name" else guests


def guest_of(row: Booking) -> Guest:
    tickets: list[Ticket] = list(row.tickets.all())
    states = [one.state for one in tickets]
    inside = states.count(TicketState.USED)
    return Guest(
        number=row.number,
        name=row.name or (GONE if row.forgotten_at else NO_NAME),
        is_named=bool(row.name),
        seats=inside + states.count(TicketState.VALID),
        inside=inside,
        released=states.count(TicketState.RELEASED),
        category=row.contingent.category.name,
        reference=f"{row.reference[:4]}-{row.reference[4:]}",
        guests=tuple(one.guest for one in tickets if one.guest),
        phone=row.phone,
        address=row.address,
    )


@dataclass(frozen=True)
class Names:
    """What all names of a list have in common. last: when the last of them goes, None when all are gone."""

    last: datetime | None
    has_nameless: bool


def names_of(sale: Sale) -> Names:
    """One query, along indexes. sale: with its event."""
    rows = Booking.objects.filter(sale=OuterRef("pk")).order_by()
    known = rows.filter(forgotten_at=None).exclude(name="", email="", phone="", address="")
    nameless = rows.filter(name="", state=BookingState.BOOKED)
    found = Sale.objects.filter(pk=sale.pk).annotate(known=Exists(known), nameless=Exists(nameless))
    is_known, has_nameless = found.values_list("known", "nameless").get()
    last = forget_at_of(sale.event.ends_at, days=sale.retention_days) if is_known else None
    return Names(last, has_nameless)
