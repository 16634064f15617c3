"""Places, bookings and people on paper: what tests of the door and of the deletion clock start from."""

import uuid
from datetime import datetime, timedelta

from soesmart.events.models import Event
from soesmart.tickets.models import Booking, Category, Contingent, Sale, Ticket, WaitingEntry
from soesmart.tickets.rules import Source, TicketState
from soesmart.tickets.rules.retention import forget_at_of, waiting_forget_at_of


def a_sale(event: Event, *, seats: int = 100, at_the_box: int = 20, **facts: object) -> Sale:
    """Booking since ten days until the end, `seats` places online and `at_the_box` at the box office."""
    span = {"opens_at": event.starts_at - timedelta(days=10), "closes_at": event.ends_at}
    sale = Sale.objects.create(event=event, **(span | facts))
    hall = Category.objects.create(sale=sale, position=1, key="saal", name="Saal")
    for source, number in ((Source.ONLINE, seats), (Source.BOX_OFFICE, at_the_box)):
        name = f"Saal {source.label}"
        Contingent.objects.create(category=hall, name=name, source=source, seats=number, free=number)
    return sale


def a_booking(
    sale: Sale,
    at: datetime,
    name: str = "Paula Probst",
    *,
    seats: int = 1,
    source: Source = Source.ONLINE,
    **facts: object,
) -> Booking:
    """A booking with its tickets, the counts moved along."""
    contingent = Contingent.objects.get(category__sale=sale, source=source)
    number = sale.bookings.count() + 1
    words = {
        "name": name,
        "email": f"{name.partition(' ')[0].lower()}@example.org" if source == Source.ONLINE else "",
        "reference": f"R{number:07}",
        "secret": f"{sale.pk}-{number}",
        "forget_at": forget_at_of(sale.event.ends_at, days=sale.retention_days),
    }
    row = Booking.objects.create(
        sale=sale,
        contingent=contingent,
        number=number,
        source=source,
        seats=seats,
        booked_at=at,
        nonce=uuid.uuid4(),
        **(words | facts),
    )
    for place in range(1, seats + 1):
        Ticket.objects.create(booking=row, sale=sale, number=place, serial=uuid.uuid4())
    Contingent.objects.filter(pk=contingent.pk).update(free=contingent.free - seats, sold=contingent.sold + seats)
    Sale.objects.filter(pk=sale.pk).update(last_booking_number=number)
    return row


def a_waiting_entry(sale: Sale, at: datetime, name: str = "Willi Wartet", **facts: object) -> WaitingEntry:
    number = sale.waiting.count() + 1
    words = {"name": name, "email": f"{name.partition(' ')[0].lower()}@example.org", "secret": f"w-{sale.pk}-{number}"}
    end = {"forget_at": waiting_forget_at_of(sale.event.ends_at)}
    return WaitingEntry.objects.create(
        sale=sale,
        category=sale.categories.get(),
        number=number,
        seats=1,
        entered_at=at,
        nonce=uuid.uuid4(),
        **(words | end | facts),
    )


def counts(sale: Sale) -> dict[str, int]:
    """Places free, held and sold, and tickets by state."""
    rows = Contingent.objects.filter(category__sale=sale)
    places = {name: sum(getattr(row, name) for row in rows) for name in ("free", "held", "sold")}
    return places | {state.value: sale.tickets.filter(state=state).count() for state in TicketState}
