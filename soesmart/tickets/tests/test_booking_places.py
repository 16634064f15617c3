"""Booking places: what is stored, what is refused, and what it costs."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from soesmart.core.models import AuditEntry, OutboxMessage
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.tickets.models import Booking, Ticket
from soesmart.tickets.rules import BookingState, Source, TicketState
from soesmart.tickets.rules.places import Full
from soesmart.tickets.services.booking import book
from soesmart.tickets.services.booking_cancelling import give_back_tickets
from soesmart.tickets.tests.sales import HOME, a_category, a_sale, a_wish, an_evening, booked, places_of
from tests.clients import CountQueries

pytestmark = pytest.mark.django_db


def test_a_booking_takes_places_and_leaves_tickets_a_mail_and_a_trace(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at)
    a_category(sale, at, online=10)
    booking = booked(sale, at, 3)
    assert places_of(sale) == (7, 0, 3)
    assert [ticket.state for ticket in booking.tickets.all()] == [TicketState.VALID] * 3
    mail = OutboxMessage.objects.get()
    assert mail.recipient == "amira@example.org"
    assert "/karten/" in mail.text
    assert "gelöscht" in mail.text
    assert booking.forget_at == sale.event.ends_at + timedelta(days=28)
    entry = AuditEntry.objects.get(action="tickets.booking.booked")
    assert "Amira" not in str(entry.facts)


def test_the_secret_of_the_link_stands_nowhere_in_the_database(in_soest: Municipality, at: datetime) -> None:
    from soesmart.tickets.links import BOOKING, digest_of, path_of_booking

    sale = a_sale(in_soest, at)
    a_category(sale, at)
    booking = booked(sale, at)
    secret = path_of_booking(booking).strip("/").split("/")[-1]
    assert len(secret) == 22
    assert booking.secret == digest_of(BOOKING, secret)
    assert secret not in str(list(Booking.objects.values()))


def test_a_form_sent_twice_is_one_booking(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at)
    a_category(sale, at)
    wish = a_wish(2)
    first, second = (book(event_key=sale.event.key, wish=wish, home=HOME, at=at) for _ in range(2))
    assert first == second
    assert places_of(sale) == (8, 0, 2)
    sale.refresh_from_db()
    assert (sale.last_booking_number, OutboxMessage.objects.count()) == (1, 1)


def test_more_than_is_free_is_refused_and_nothing_stays_behind(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at)
    a_category(sale, at, online=2)
    with pytest.raises(Full, match="nur noch 2 Plätze"):
        booked(sale, at, 3)
    assert places_of(sale) == (2, 0, 0)
    assert (Booking.objects.count(), Ticket.objects.count(), OutboxMessage.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("spelled", "named"),
    [
        ("AMIRA@example.org", "in capitals"),
        ("amira+abend@example.org", "with a plus"),
        (" amira@example.org ", "blanks"),
    ],
)
def test_one_mailbox_gets_so_many_places_however_it_is_spelled(
    in_soest: Municipality, at: datetime, spelled: str, named: str
) -> None:
    sale = a_sale(in_soest, at, most_per_booking=4)
    a_category(sale, at)
    booked(sale, at, 3)
    with pytest.raises(Refused, match="schon 3 Plätze") as refused:
        booked(sale, at, 2, email=spelled)
    assert refused.value.field == "email", named
    booked(sale, at, 1, email=spelled)


def test_who_gave_tickets_back_may_book_again_but_not_for_ever(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at)
    a_category(sale, at)
    for _ in range(8):
        give_back_tickets(booking=booked(sale, at, 4), home=HOME, at=at)
    assert places_of(sale) == (10, 0, 0)
    with pytest.raises(Refused, match="sehr oft"):
        booked(sale, at)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": ""}, "email"),
        ({"email": "amira"}, "email"),
        ({"name": "x" * 101}, "name"),
        ({"category": "loge"}, "category"),
    ],
    ids=["no name", "no address", "no real address", "endless name", "unknown category"],
)
def test_what_is_missing_is_said_at_its_field(
    in_soest: Municipality, at: datetime, facts: dict[str, Any], field: str
) -> None:
    sale = a_sale(in_soest, at)
    a_category(sale, at)
    with pytest.raises(Refused) as refused:
        booked(sale, at, **facts)
    assert refused.value.field == field


def test_what_the_law_wants_is_asked_of_everybody_who_comes(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at, asks_phone=True, asks_address=True, retention_reason="CoronaSchVO § 2a.")
    a_category(sale, at)
    known = {"phone": "02921 1", "address": "Am Vreithof 8"}
    with pytest.raises(Refused) as refused:
        booked(sale, at, 2, **known)
    assert refused.value.field == "guests"
    booking = booked(sale, at, 2, **known, guests=(" ", "Yusuf  Kaya"))
    assert [ticket.guest for ticket in booking.tickets.all()] == ["", "Yusuf Kaya"]
    assert "CoronaSchVO" in OutboxMessage.objects.get().text


@pytest.mark.parametrize(("hours", "said"), [(-30, "beginnt"), (60, "zu Ende")], ids=["too early", "too late"])
def test_outside_its_time_nothing_is_booked_online(in_soest: Municipality, at: datetime, hours: int, said: str) -> None:
    sale = a_sale(in_soest, at, closes_at=at + timedelta(hours=20))
    a_category(sale, at)
    with pytest.raises(Refused, match=said):
        booked(sale, at + timedelta(hours=hours) if hours < 0 else at + timedelta(hours=21))


def test_the_box_office_sells_its_own_places_without_an_address(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at, closes_at=at + timedelta(minutes=1))
    a_category(sale, at, online=1, box_office=6)
    booking = booked(sale, at + timedelta(hours=1), 6, source=Source.BOX_OFFICE, email="", name="")
    assert booking.source == Source.BOX_OFFICE
    assert places_of(sale, Source.BOX_OFFICE) == (0, 0, 6)
    assert not OutboxMessage.objects.exists()


def test_a_draft_or_a_cancelled_event_takes_no_bookings(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at, event=an_evening(in_soest, at, state="cancelled"))
    a_category(sale, at)
    with pytest.raises(Refused, match="abgesagt"):
        booked(sale, at)


def test_places_of_another_town_cannot_be_booked(in_soest: Municipality, olpe: Municipality, at: datetime) -> None:
    from django_scopes import scope

    sale = a_sale(in_soest, at)
    a_category(sale, at)
    with scope(municipality=olpe), pytest.raises(Refused):
        booked(sale, at)


def test_tickets_go_back_one_by_one(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at)
    a_category(sale, at, online=4)
    booking = booked(sale, at, 3)
    assert give_back_tickets(booking=booking, numbers=[2], home=HOME, at=at) == 1
    assert give_back_tickets(booking=booking, numbers=[2, 9], home=HOME, at=at) == 0
    booking.refresh_from_db()
    assert (places_of(sale), booking.state) == ((2, 0, 2), BookingState.BOOKED)
    assert give_back_tickets(booking=booking, home=HOME, at=at) == 2
    booking.refresh_from_db()
    assert (places_of(sale), booking.state) == ((4, 0, 0), BookingState.CANCELLED)


def test_a_booking_takes_nine_queries(in_soest: Municipality, at: datetime, count_queries: CountQueries) -> None:
    sale = a_sale(in_soest, at)
    a_category(sale, at)
    booked(sale, at)
    with count_queries() as queries:
        booked(sale, at, 4, "clara")
    assert len(queries) <= 9, queries
