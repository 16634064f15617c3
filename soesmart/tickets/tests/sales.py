"""Places on paper: what tests of tickets start from."""

import uuid
from datetime import datetime, timedelta

from soesmart.events.models import Event
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets.models import Booking, Category, Contingent, Sale, WaitingEntry
from soesmart.tickets.rules import Source
from soesmart.tickets.rules.places import Visitor, Wish
from soesmart.tickets.services.booking import book
from soesmart.tickets.services.places import SalePlan, add_category, plan_sale

HOME = "http://soest.localhost"
OFFICE = "system:test"


def an_evening(town: Municipality, at: datetime, **facts: object) -> Event:
    """A published event two days from now."""
    span = {
        "doors_at": at + timedelta(days=2),
        "starts_at": at + timedelta(days=2, minutes=15),
        "ends_at": at + timedelta(days=2, minutes=75),
    }
    return an_event(town, at, **(span | facts))  # type: ignore[arg-type]


def a_sale(town: Municipality, at: datetime, *, event: Event | None = None, **plan: object) -> Sale:
    """Booking has been open for a day and closes an hour before the doors."""
    event = event or an_evening(town, at)
    span = {"opens_at": at - timedelta(days=1), "closes_at": event.doors_at - timedelta(hours=1)}
    return plan_sale(event=event, plan=SalePlan(**(span | plan)), by=OFFICE, at=at)  # type: ignore[arg-type]


def a_category(sale: Sale, at: datetime, *, online: int = 10, box_office: int = 0, name: str = "Saal") -> Category:
    return add_category(sale=sale, name=name, online=online, box_office=box_office, by=OFFICE, at=at)


def a_wish(seats: int = 1, who: str = "amira", **facts: object) -> Wish:
    """For the hall, each time another form."""
    visitor = {"name": who.title(), "email": f"{who}@example.org"} | {
        name: facts.pop(name) for name in ("phone", "address", "guests", "email", "name") if name in facts
    }
    same = {"category": "saal", "nonce": uuid.uuid4()}
    return Wish(seats=seats, visitor=Visitor(**visitor), **(same | facts))  # type: ignore[arg-type]


def booked(sale: Sale, at: datetime, seats: int = 1, who: str = "amira", **facts: object) -> Booking:
    """A booking for the hall; an error when it is none."""
    made = book(event_key=sale.event.key, wish=a_wish(seats, who, **facts), home=HOME, at=at)
    assert isinstance(made, Booking)
    return made


def in_line(sale: Sale, at: datetime, seats: int = 1, who: str = "eva", **facts: object) -> WaitingEntry:
    """A place in the queue; an error when there were places."""
    made = book(event_key=sale.event.key, wish=a_wish(seats, who, may_wait=True, **facts), home=HOME, at=at)
    assert isinstance(made, WaitingEntry)
    return made


def places_of(sale: Sale, source: Source = Source.ONLINE) -> tuple[int, int, int]:
    """free, held, sold of the first category."""
    found = Contingent.objects.filter(category__sale=sale, source=source).order_by("category__position")[0]
    return found.free, found.held, found.sold
