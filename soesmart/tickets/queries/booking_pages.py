"""What the pages of booking show."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from soesmart.events.rules import EventState
from soesmart.tickets.links import BOOKING, WAITING, digest_of
from soesmart.tickets.models import Booking, Category, Sale, Ticket, WaitingEntry
from soesmart.tickets.rules import Source, WaitingState
from soesmart.tickets.rules.places import SaleMoment, sale_moment

_WITH_EVENT = "sale__event__municipality"


@dataclass(frozen=True)
class Offered:
    """A kind of places as it is offered online. free: what a newcomer may book, 0 while others wait."""

    key: str
    name: str
    text: str
    free: int
    waiting: int

    @property
    def label(self) -> str:
        """ "Saal (noch 12 Plätze)"; the exact number only where it matters."""
        if not self.free:
            return f"{self.name} (ausgebucht)"
        few = "noch 1 Platz" if self.free == 1 else f"noch {self.free} Plätze"
        return f"{self.name} ({few})" if self.free <= 20 else self.name


@dataclass(frozen=True)
class Offer:
    """All that the page of booking says. moment: None when the event was called off or is over."""

    sale: Sale
    categories: tuple[Offered, ...]
    moment: SaleMoment | None
    can_wait: bool

    @property
    def is_open(self) -> bool:
        return self.moment == SaleMoment.OPEN and bool(self.categories)

    @property
    def is_full(self) -> bool:
        return not any(category.free for category in self.categories)


def offer_of(key: str, at: datetime) -> Offer | None:
    """Places of the event `key`; None where there are none. Two queries."""
    sale = Sale.objects.select_related("event__municipality").filter(event__key=key).first()
    if sale is None:
        return None
    rows = Category.objects.filter(sale=sale, contingents__source=Source.ONLINE)
    line = Count("waiting", Q(waiting__state=WaitingState.WAITING), distinct=True)
    rows = rows.annotate(free=F("contingents__free"), seats=F("contingents__seats"), line=line).filter(seats__gt=0)
    categories = tuple(
        Offered(row.key, row.name, row.text, 0 if vars(row)["line"] else vars(row)["free"], vars(row)["line"])
        for row in rows.order_by("position")
    )
    is_on = sale.event.state in (EventState.DRAFT, EventState.PUBLISHED) and at < sale.event.ends_at
    moment = sale_moment(at, opens=sale.opens_at, closes=sale.closes_at) if is_on else None
    return Offer(sale, categories, moment, sale.with_waiting_list and at < sale.event.doors_at)


def booking_of(secret: str) -> Booking | None:
    """The booking that a link opens, with sale, event and category. One query."""
    rows = Booking.objects.select_related(_WITH_EVENT, "contingent__category")
    found: Booking | None = rows.filter(secret=digest_of(BOOKING, secret)).first()
    return found


def tickets_of(booking: Booking) -> list[Ticket]:
    """One query."""
    return list(Ticket.objects.filter(booking=booking).order_by("number"))


def entry_of(secret: str) -> WaitingEntry | None:
    """The entry of the waiting list that a link opens. One query."""
    rows = WaitingEntry.objects.select_related(_WITH_EVENT, "category", "booking")
    found: WaitingEntry | None = rows.filter(secret=digest_of(WAITING, secret)).first()
    return found
