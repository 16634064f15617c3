"""What the box office sees: numbers of its contingents, and bookings by name, code or number."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from soesmart.tickets.models import Booking, Category, Contingent, Sale, Ticket
from soesmart.tickets.queries.door import called
from soesmart.tickets.rules import Source
from soesmart.tickets.rules.scans import read_typed


@dataclass(frozen=True)
class Places:
    """A category and its contingents."""

    category: Category
    box: Contingent | None
    online: Contingent | None

    @property
    def parts(self) -> list[Contingent]:
        """That of the box office first."""
        return [one for one in (self.box, self.online) if one]


def places_of(sale: Sale) -> list[Places]:
    """Two queries."""
    rows = Category.objects.filter(sale=sale).prefetch_related("contingents")
    return [_places(row) for row in rows]


def _places(category: Category) -> Places:
    by_source = {row.source: row for row in category.contingents.all()}
    return Places(category, by_source.get(Source.BOX_OFFICE), by_source.get(Source.ONLINE))


def booking_numbered(sale: Sale, number: int) -> Booking | None:
    """A booking of a sale with its tickets; two queries."""
    return _bookings().filter(sale=sale, number=number).first()


def wanted(sale: Sale, words: str) -> list[Booking]:
    """By the code on a ticket, else by name."""
    if typed := read_typed(words):
        rows = list(_bookings().filter(sale=sale, reference=typed.reference))
        if rows:
            return rows
    return called(sale, words)


def _bookings() -> "QuerySet[Booking]":
    tickets = Prefetch("tickets", Ticket.objects.order_by("number"))
    rows: QuerySet[Booking] = Booking.objects.select_related("contingent__category", "sale__event__municipality")
    return rows.prefetch_related(tickets)
