"""Places of an evening with rows in all tables of tickets: bookings, a waiting list, what the door scanned."""

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from soesmart.core.ids import new_id
from soesmart.events.models import Event
from soesmart.region.models import Municipality
from soesmart.tickets.links import path_of_booking, path_of_waiting
from soesmart.tickets.models import Booking, Category, Deletion, Sale, WaitingEntry
from soesmart.tickets.rules.places import Visitor, Wish
from soesmart.tickets.services.booking import book
from soesmart.tickets.services.checkin import Shown, check_in, code_of
from soesmart.tickets.services.devices import make_device
from soesmart.tickets.services.places import SalePlan, add_category, plan_sale
from tests.tenant.taking_part import KEY

TEST = "system:test"


def give_places(town: Municipality, event: Event, at: datetime) -> None:
    """Inside the town's scope: a sale with a booking, a waiting entry, a device at the door and a proof of deletion."""
    opens = at - timedelta(days=9)
    plan = SalePlan(opens, event.ends_at, asks_phone=True, retention_reason="Damit wir Sie erreichen")
    sale = plan_sale(event=event, plan=plan, by=TEST, at=opens)
    hall = add_category(sale=sale, name="Saal", text="Reihen 1 bis 9", online=2, by=TEST, at=opens)
    booking, _ = (want(sale, hall, name, opens) for name in ("Familie Muster", "Familie Meyer"))
    assert isinstance(booking, Booking)
    door, _ = make_device(actor=TEST, sale=sale, name="Haupteingang", nonce=new_id(), at=at)
    ticket = booking.tickets.select_related("booking").all()[0]
    check_in(sale=sale, shown=Shown(code_of(ticket), new_id(), at), device=door, at=at)
    Deletion.objects.create(municipality=town, at=at, due=3, deleted=3, left=0)


def want(sale: Sale, category: Category, name: str, opens: datetime) -> Booking | WaitingEntry:
    """Two places; who comes second finds none and waits."""
    email = f"{name.lower().replace(' ', '.')}@{sale.event.municipality.slug}.example.org"
    visitor = Visitor(name, email, phone="02921 555", guests=("Mia Muster",))
    wish = Wish(category.key, 2, visitor, new_id(), may_wait=True)
    home = f"http://{sale.event.municipality.slug}.localhost"
    at = opens + timedelta(hours=1)
    return book(event_key=sale.event.key, wish=wish, home=home, at=at, rng=random.Random(email))


def addresses_of_places() -> list[str]:
    """Addresses with a secret, which only a mail or a QR code tells, and those to which a form posts."""
    sale = Sale.objects.get(event__key=KEY)
    booking, entry = Booking.objects.get(sale=sale), WaitingEntry.objects.get(sale=sale)
    booked, waited = path_of_booking(booking), path_of_waiting(entry)
    _, secret = make_device(actor=TEST, sale=sale, name="Nebentür", nonce=UUID(int=sale.pk), at=booking.booked_at)
    one, numbered = [KEY], [KEY, booking.number]
    by_arguments: list[tuple[list[Any], str]] = [
        ([secret], "door door_search door_undo door_sync door_entries"),
        (one, "office_sale office_sale_times office_sale_switch office_category_new office_bookings"),
        (one, "box_office box_office_find office_doors office_lists"),
        ([KEY, "saal"], "office_category"),
        (numbered, "box_office_booking box_office_print box_office_let_in box_office_let_out box_office_give_back"),
        ([KEY, sale.devices.all()[0].pk], "office_doors_revoke"),
    ]
    named = [reverse(name, args=args) for args, names in by_arguments for name in names.split()]
    return [*named, booked, f"{booked}zurueck/", f"{booked}karten.pdf", waited]
