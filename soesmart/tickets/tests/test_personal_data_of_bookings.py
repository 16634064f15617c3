"""A person with an account finds and erases what was booked with her confirmed address, and nothing else."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db.models import F

from soesmart.accounts.models import Person
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets import erasure_journal
from soesmart.tickets.models import Booking, Contingent, Sale, Ticket, WaitingEntry
from soesmart.tickets.personal import erase_person, export_person
from soesmart.tickets.rules import Source, TicketState, WaitingState
from soesmart.tickets.tests.bookings import a_booking, a_sale, a_waiting_entry


@pytest.fixture
def sale(in_soest: Municipality, at: datetime) -> Sale:
    return a_sale(an_event(in_soest, at))


def confirm(person: Person) -> None:
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True})


def told(person: Person) -> list[str]:
    return [row["Name"] for records in export_person(person) for row in records.rows]


def test_only_a_confirmed_address_leads_to_bookings(sale: Sale, amira: Person, at: datetime) -> None:
    a_booking(sale, at, "Amira Aydin", email="Amira@example.org")
    a_booking(sale, at, "Paula Probst", email="_mira@example.org")
    a_waiting_entry(sale, at, "Amira Wartet")
    EmailAddress.objects.filter(user=amira).delete()
    assert told(amira) == []
    erase_person(amira, at)
    assert Booking.objects.filter(forgotten_at=None).count() == 2
    confirm(amira)
    assert told(amira) == ["Amira Aydin", "Amira Wartet"]


def test_erasing_forgets_her_keeps_her_ticket_and_is_noted_for_restored_backups(
    sale: Sale, amira: Person, at: datetime
) -> None:
    confirm(amira)
    row = a_booking(sale, at, "Amira Aydin", seats=2)
    a_booking(sale, at, "Paula Probst")
    erase_person(amira, at)
    row.refresh_from_db()
    assert (row.name, row.email, row.forgotten_at) == ("", "", at)
    assert Ticket.objects.filter(booking=row, state=TicketState.VALID).count() == 2
    assert Booking.objects.exclude(name="").get().name == "Paula Probst"
    digests = {one.digest for one in erasure_journal.entries("soest")}
    assert erasure_journal.digest_of(row.nonce) in digests


def test_who_is_erased_waits_no_more_and_holds_no_place(sale: Sale, amira: Person, at: datetime) -> None:
    confirm(amira)
    online = Contingent.objects.get(source=Source.ONLINE)
    offer = {"contingent": online, "offered_at": at, "offer_ends_at": at + timedelta(hours=1)}
    Contingent.objects.filter(pk=online.pk).update(free=F("free") - 1, held=1)
    entries = [
        a_waiting_entry(sale, at, "Amira Aydin", state=WaitingState.OFFERED, **offer),
        a_waiting_entry(sale, at, "Amira Aydin"),
        a_waiting_entry(sale, at, "Willi Wartet"),
    ]
    erase_person(amira, at)
    states = [WaitingEntry.objects.get(pk=entry.pk).state for entry in entries]
    assert states == [WaitingState.LEFT, WaitingState.LEFT, WaitingState.WAITING]
    online.refresh_from_db()
    assert (online.held, online.free) == (0, online.seats)


def test_what_a_law_wants_to_be_known_stays_until_its_time(sale: Sale, amira: Person, at: datetime) -> None:
    confirm(amira)
    Sale.objects.update(asks_phone=True, retention_reason="§ 2a CoronaSchVO")
    a_booking(sale, at, "Amira Aydin", phone="02921 1")
    erase_person(amira, at)
    assert told(amira) == ["Amira Aydin"]
