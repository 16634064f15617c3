"""Places of an evening with rows in all tables of tickets: bookings, a waiting list, what the door scanned."""

from datetime import datetime, timedelta

from soesmart.core.ids import new_id
from soesmart.events.models import Event
from soesmart.region.models import Municipality
from soesmart.tickets import models
from soesmart.tickets.models import Sale
from soesmart.tickets.rules import ScanOutcome


def give_places(town: Municipality, event: Event, at: datetime) -> Sale:
    """Inside the town's scope: a sale with a booking, a waiting entry, a device at the door and a proof of deletion."""
    sale = models.Sale.objects.create(
        event=event,
        opens_at=at - timedelta(days=9),
        closes_at=at + timedelta(days=9),
        asks_phone=True,
        retention_reason="Damit wir Sie erreichen",
        last_booking_number=1,
        last_waiting_number=1,
    )
    hall = models.Category.objects.create(sale=sale, position=1, key="saal", name="Saal", text="Reihen 1 bis 9")
    seats = models.Contingent.objects.create(category=hall, name="Online", seats=2, free=0, sold=2)
    facts = {"name": "Familie Muster", "email": f"muster@{town.slug}.example.org", "forget_at": at + timedelta(days=30)}
    booking = models.Booking.objects.create(
        sale=sale,
        contingent=seats,
        number=1,
        reference="QX1",
        secret=town.slug.ljust(64, "0"),
        seats=2,
        phone="02921 555",
        address="Am Markt",
        booked_at=at,
        nonce=new_id(),
        **facts,
    )
    tickets = [
        models.Ticket.objects.create(booking=booking, sale=sale, number=number, serial=new_id(), guest="Muster")
        for number in (1, 2)
    ]
    models.WaitingEntry.objects.create(
        sale=sale,
        category=hall,
        number=1,
        secret=town.slug.ljust(64, "1"),
        seats=1,
        entered_at=at,
        nonce=new_id(),
        **facts,
    )
    door = models.DoorDevice.objects.create(
        sale=sale, name="Haupteingang", secret=town.slug.ljust(64, "2"), made_at=at, seen_at=at
    )
    models.Scan.objects.create(
        sale=sale,
        ticket=tickets[0],
        device=door,
        outcome=ScanOutcome.DOUBLE,
        scanned_at=at,
        received_at=at,
        nonce=new_id(),
    )
    models.Deletion.objects.create(municipality=town, at=at, due=3, deleted=3, left=0)
    return sale
