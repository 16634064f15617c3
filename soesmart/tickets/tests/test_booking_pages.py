"""The pages of booking: one form, a link to the tickets, and clear answers to bad input."""

import logging
import re
import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from soesmart.core import clock
from soesmart.core.models import OutboxMessage
from soesmart.events.models import Event
from soesmart.region.models import Municipality
from soesmart.tickets.links import path_of_booking, path_of_waiting
from soesmart.tickets.models import Booking, Sale, WaitingEntry
from soesmart.tickets.rules import WaitingState
from soesmart.tickets.rules.places import ticket_code
from soesmart.tickets.services.booking_cancelling import release_tickets
from soesmart.tickets.tests.sales import HOME, a_category, a_sale, an_evening, booked, in_line, places_of
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.django_db
PAGE = "/veranstaltungen/zukunftsreise/karten/"


@pytest.fixture
def sale(in_soest: Municipality) -> Sale:
    """Four places in the hall; the clock is the real one, as in the views."""
    sale = a_sale(in_soest, clock.now())
    a_category(sale, clock.now(), online=4)
    return sale


@pytest.fixture
def guest(client_for: ClientFor) -> Client:
    return client_for()


def typed(**fields: Any) -> dict[str, Any]:
    same = {"category": "saal", "seats": "2", "name": "Amira", "email": "amira@example.org", "nonce": uuid.uuid4()}
    return same | fields


def test_a_guest_books_on_one_page_and_finds_her_tickets(
    sale: Sale, guest: Client, count_queries: CountQueries
) -> None:
    text = guest.get(PAGE).content.decode()
    nonce = re.findall(r'name="nonce" value="([^"]+)"', text)[0]
    with count_queries() as queries:
        answer = guest.post(PAGE, typed(nonce=nonce))
    assert answer.status_code == 303
    assert len(queries) <= 10, queries
    page = guest.get(answer["Location"])
    assert page.content.decode().count("<svg") >= 2
    assert Booking.objects.get().reference[:4] in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin", "with no-referrer browsers send its forms without an origin"
    assert guest.post(PAGE, typed(nonce=nonce))["Location"] == answer["Location"]
    assert (Booking.objects.count(), OutboxMessage.objects.count()) == (1, 1)
    assert HOME + answer["Location"] in OutboxMessage.objects.get().text


def test_bad_input_is_answered_with_words_and_keeps_what_was_typed(sale: Sale, guest: Client) -> None:
    answer = guest.post(PAGE, typed(name="", email="amira", seats="99"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Bitte einen Namen angeben." in text
    assert 'value="amira"' in text
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    "forged",
    [
        {"seats": "x"},
        {"seats": "-1"},
        {"seats": "9" * 30},
        {"nonce": "1"},
        {"category": "loge"},
        {"email": "\x00@b.de"},
    ],
    ids=["no number", "less than none", "endless", "no nonce", "unknown kind", "zero sign"],
)
def test_a_forged_form_is_no_error_of_the_server(sale: Sale, guest: Client, forged: dict[str, str]) -> None:
    assert guest.post(PAGE, typed(**forged)).status_code in {400, 422}
    assert not Booking.objects.exists()


def test_when_it_is_full_one_is_asked_before_one_waits(sale: Sale, guest: Client) -> None:
    booked(sale, clock.now(), 3, "clara")
    form = typed()
    answer = guest.post(PAGE, form)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "nur noch 1 Platz frei" in text
    assert 'value="Amira"' in text
    assert not WaitingEntry.objects.exists()
    waits = guest.post(PAGE, form | {"warten": "ja"})
    assert waits.status_code == 303
    page = guest.get(waits["Location"]).content.decode()
    assert "an Stelle 1" in page


def test_who_asks_to_wait_is_booked_if_there_are_places(sale: Sale, guest: Client) -> None:
    assert "warteliste" not in guest.post(PAGE, typed(warten="ja"))["Location"]
    assert places_of(sale) == (2, 0, 2)


def test_tickets_are_given_back_after_a_question(sale: Sale, guest: Client) -> None:
    booking = booked(sale, clock.now(), 3)
    path = path_of_booking(booking)
    assert guest.post(f"{path}zurueck/", {}).status_code in {200, 422}
    assert guest.post(f"{path}zurueck/", {"tickets": ["9"]}).status_code == 422
    answer = guest.post(f"{path}zurueck/", {"tickets": ["1", "3"]}, follow=True)
    assert "Zurückgegeben: 2 Plätze" in answer.content.decode()
    assert places_of(sale) == (3, 0, 1)
    guest.post(f"{path}zurueck/", {"tickets": ["2"]})
    assert "neu buchen" in guest.get(path).content.decode()


def test_giving_back_takes_ten_queries(sale: Sale, guest: Client, count_queries: CountQueries) -> None:
    booking = booked(sale, clock.now(), 3)
    with count_queries() as queries:
        guest.post(f"{path_of_booking(booking)}zurueck/", {"tickets": ["1"]})
    assert len(queries) <= 10, queries


def test_an_offer_is_accepted_by_its_link(sale: Sale, guest: Client) -> None:
    at = clock.now()
    first = booked(sale, at, 4)
    entry = in_line(sale, at, 2)
    path = path_of_waiting(entry)
    guest.post(f"{path_of_booking(first)}zurueck/", {"tickets": ["1", "2"]})
    assert "annehmen" in guest.get(path).content.decode()
    answer = guest.post(path, {"annehmen": "ja"})
    assert answer.status_code == 303
    assert "Eva" in guest.get(answer["Location"]).content.decode()
    assert guest.post(path, {"annehmen": "ja"})["Location"] == answer["Location"]


def test_who_waits_may_leave_or_want_fewer(sale: Sale, guest: Client) -> None:
    at = clock.now()
    booked(sale, at, 4)
    path = path_of_waiting(entry := in_line(sale, at, 3))
    assert guest.post(path, {"seats": "7"}).status_code == 422
    assert guest.post(path, {"seats": "2"}).status_code == 302
    assert "2 Plätze" in guest.get(path).content.decode()
    guest.post(path, {"abmelden": "ja"})
    entry.refresh_from_db()
    assert entry.state == WaitingState.LEFT
    assert guest.post(path, {"annehmen": "ja"}).status_code == 409


def test_the_law_is_said_beside_what_it_wants(in_soest: Municipality, guest: Client) -> None:
    sale = a_sale(in_soest, clock.now(), asks_phone=True, retention_reason="Das verlangt § 2a CoronaSchVO.")
    a_category(sale, clock.now())
    page = guest.get(PAGE).content.decode()
    assert "Das verlangt § 2a CoronaSchVO." in page
    assert guest.post(PAGE, typed(seats="1")).status_code == 422
    assert guest.post(PAGE, typed(seats="2", phone="02921", guests="Yusuf")).status_code == 303


def test_a_wrong_or_foreign_link_opens_nothing(
    sale: Sale, guest: Client, client_for: ClientFor, olpe: Municipality
) -> None:
    booking = booked(sale, clock.now())
    assert guest.get("/karten/aaaaaaaaaaaaaaaaaaaaaa/").status_code == 404
    assert guest.get("/karten/warteliste/aaaaaaaaaaaaaaaaaaaaaa/").status_code == 404
    assert client_for(town=olpe).get(path_of_booking(booking)).status_code == 404


def test_no_log_keeps_a_link_whose_form_was_refused(sale: Sale, caplog: pytest.LogCaptureFixture) -> None:
    path = path_of_booking(booked(sale, clock.now()))
    logger = logging.getLogger("django")
    logger.addHandler(caplog.handler)
    try:
        assert (
            Client(enforce_csrf_checks=True, headers={"host": "soest.localhost"}).post(f"{path}zurueck/").status_code
            == 403
        )
    finally:
        logger.removeHandler(caplog.handler)
    assert path not in caplog.text


def test_a_draft_has_no_booking_page_for_guests(in_soest: Municipality, guest: Client) -> None:
    a_sale(in_soest, clock.now(), event=an_evening(in_soest, clock.now(), state="draft", published_at=None))
    assert guest.get(PAGE).status_code == 404


def test_the_tickets_are_an_accessible_document(sale: Sale, guest: Client) -> None:
    answer = guest.get(f"{path_of_booking(booked(sale, clock.now(), 2))}karten.pdf")
    assert answer.content.startswith(b"%PDF")
    assert b"/MarkInfo" in answer.content


def test_the_page_of_booking_asks_the_database_little(sale: Sale, guest: Client, count_queries: CountQueries) -> None:
    for page in (PAGE, path_of_booking(booked(sale, clock.now(), 4))):
        with count_queries() as queries:
            guest.get(page)
        assert len(queries) <= 6, queries


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [(1, 2, "Buchen geht ab"), (-2, -1, "Online wird nicht mehr gebucht")],
    ids=["before", "after"],
)
def test_outside_its_time_the_page_says_when(
    in_soest: Municipality, guest: Client, opens: int, closes: int, said: str
) -> None:
    at: datetime = clock.now()
    sale = a_sale(in_soest, at, opens_at=at + timedelta(hours=opens), closes_at=at + timedelta(hours=closes))
    a_category(sale, at)
    assert said in guest.get(PAGE).content.decode()
    assert guest.post(PAGE, typed()).status_code == 422


def test_a_program_is_braked_and_an_office_is_not(sale: Sale, guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from soesmart.tickets import limits

    assert limits.BOOKING_FROM_HERE.most >= 300
    few = replace(limits.BOOKING_FROM_HERE, most=2, name="few-bookings")
    monkeypatch.setattr("soesmart.tickets.views.booking.BOOKING_FROM_HERE", few)
    answers = [guest.post(PAGE, typed(seats="1", email=f"gast{number}@example.org")) for number in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert 'value="gast2@example.org"' in answers[2].content.decode()


def test_no_mailbox_is_filled_by_entering_and_leaving_the_line(sale: Sale, guest: Client) -> None:
    booked(sale, clock.now(), 4)
    answers = []
    for _ in range(9):
        answers.append(guest.post(PAGE, typed(seats="1", email="eva@example.org", warten="ja")))
        if answers[-1].status_code == 303:
            guest.post(answers[-1]["Location"], {"abmelden": "ja"})
    assert [answer.status_code for answer in answers] == [303] * 8 + [429]
    assert OutboxMessage.objects.filter(recipient="eva@example.org").count() == 8
    assert guest.post(PAGE, typed(seats="1", email="clara@example.org", warten="ja")).status_code == 303


def test_whoever_tries_many_links_gets_none(sale: Sale, guest: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from soesmart.tickets import limits

    few = replace(limits.WRONG_LINK, most=2, name="few-links")
    monkeypatch.setattr("soesmart.tickets.views.booking_links.WRONG_LINK", few)
    path = path_of_booking(booked(sale, clock.now()))
    assert [guest.get(f"/karten/{letter * 22}/").status_code for letter in "abc"] == [404, 404, 429]
    assert guest.get(path).status_code == 429


def test_an_offer_asks_for_what_the_law_wants(in_soest: Municipality, guest: Client) -> None:
    at = clock.now()
    sale = a_sale(in_soest, at, asks_phone=True, retention_reason="Das verlangt § 2a CoronaSchVO.")
    a_category(sale, at, online=2)
    first = booked(sale, at, 2, phone="02921", guests=("Yusuf",))
    path = path_of_waiting(in_line(sale, at, 2, phone="02921 5", guests=("Lena",)))
    guest.post(f"{path_of_booking(first)}zurueck/", {"tickets": ["1", "2"]})
    answer = guest.post(path, {"annehmen": "ja", "phone": "02921 5", "guests": ""})
    assert answer.status_code == 422
    assert 'value="02921 5"' in answer.content.decode()
    assert guest.post(path, {"annehmen": "ja", "phone": "02921 5", "guests": "Lena"}).status_code == 303
    assert Booking.objects.get(name="Eva").phone == "02921 5"


def test_a_cancelled_event_shows_no_code_any_more(sale: Sale, guest: Client) -> None:
    path = path_of_booking(booked(sale, clock.now()))
    Event.objects.filter(pk=sale.event_id).update(state="cancelled", cancelled_because="Wegen Sturm.")
    page = guest.get(path).content.decode()
    assert "Wegen Sturm." in page
    assert "QR-Code der Karte" not in page
    assert "Abgesagt" in guest.get(PAGE).content.decode()
    assert guest.post(PAGE, typed()).status_code == 422


def test_where_a_ticket_opens_the_vote_page_and_mail_say_how(in_soest: Municipality, guest: Client) -> None:
    sale = a_sale(in_soest, clock.now(), event=an_evening(in_soest, clock.now(), entry="ticket"))
    a_category(sale, clock.now())
    booking = booked(sale, clock.now(), 2)
    page = guest.get(path_of_booking(booking)).content.decode()
    assert f"/abend/REISEN/?karte={ticket_code(booking.reference, 2)}" in page
    assert "Im Saal abstimmen" in OutboxMessage.objects.get().text


def test_a_ticket_that_lapsed_keeps_its_code_and_says_so(sale: Sale, guest: Client) -> None:
    booking = booked(sale, clock.now(), 1)
    release_tickets(booking=booking, by="system:test", home=HOME, at=clock.now())
    page = guest.get(path_of_booking(booking)).content.decode()
    assert "QR-Code der Karte 1" in page
    assert "weitergegeben" in page
    assert places_of(sale) == (4, 0, 0)
