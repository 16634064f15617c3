"""The box office: a key sells, nobody needs an e-mail address, and all of it works without script."""

import re
import uuid
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from soesmart.accounts.models import Person, Role
from soesmart.core.models import OutboxMessage
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets.links import DOOR, digest_of
from soesmart.tickets.models import Booking, Contingent, DoorDevice, Sale
from soesmart.tickets.rules import BookingState, Source, TicketState
from soesmart.tickets.tests.bookings import a_booking, a_sale, counts
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")

KASSE = "/verwaltung/karten/zukunftsreise/kasse/"


@pytest.fixture
def sale(in_soest: Municipality, at: datetime) -> Sale:
    return a_sale(an_event(in_soest, at), at_the_box=5)


@pytest.fixture
def seller(client_for: ClientFor, deniz: Person) -> Client:
    return client_for(deniz, role=Role.BOX_OFFICE)


def test_a_button_sells_so_many_places_to_somebody_without_a_name_or_address(sale: Sale, seller: Client) -> None:
    page = seller.post(KASSE, {"seats": "2", "nonce": str(uuid.uuid4())}, follow=True)
    row = Booking.objects.get()
    assert (row.source, row.seats, row.name, row.email) == (Source.BOX_OFFICE, 2, "", "")
    assert "Verkauft: 2 Karten, Saal" in page.text
    assert f"{row.reference[:4]}-{row.reference[4:]}" in page.text
    assert Contingent.objects.get(source=Source.BOX_OFFICE).free == 3
    assert not OutboxMessage.objects.exists()


def test_a_form_that_is_sent_twice_sells_once_and_what_is_let_in_at_once_is_inside(sale: Sale, seller: Client) -> None:
    form = {"seats": "3", "nonce": str(uuid.uuid4()), "let_in": "on", "name": "Familie Fröhlich"}
    for _ in range(2):
        assert seller.post(KASSE, form).status_code == 302
    assert counts(sale)["used"] == 3
    assert Booking.objects.get().name == "Familie Fröhlich"


def test_a_group_is_sold_by_its_number_and_too_many_are_refused_with_what_was_typed(sale: Sale, seller: Client) -> None:
    many = {"seats": "many", "many": "9", "name": "Chor", "nonce": str(uuid.uuid4())}
    page = seller.post(KASSE, many)
    assert page.status_code == 409
    assert 'value="Chor"' in page.text
    assert not Booking.objects.exists()
    assert seller.post(KASSE, many | {"many": "5"}).status_code == 302
    assert Booking.objects.get().seats == 5
    for wrong in ("", "x", "0", "51"):
        assert seller.post(KASSE, {"seats": "many", "many": wrong}).status_code == 422


@pytest.mark.parametrize("ticket", ["0", "x", "4", "99999999"])
def test_a_number_that_no_ticket_has_means_none_and_never_all(
    sale: Sale, seller: Client, at: datetime, ticket: str
) -> None:
    row = a_booking(sale, at, seats=3, source=Source.BOX_OFFICE)
    url = reverse("box_office_booking", args=[sale.event.key, row.number])
    for way in ("einlassen/", "zurueck/", "doch-nicht/"):
        assert seller.post(url + way, {"karte": ticket}).status_code == 302
    assert counts(sale)[TicketState.VALID] == 3


def test_once_doors_are_open_and_nobody_books_online_the_box_office_sells_whatever_is_free(
    sale: Sale, seller: Client, at: datetime
) -> None:
    Contingent.objects.filter(source=Source.ONLINE).update(seats=2, free=2)
    seven, eight = ({"seats": "many", "many": many, "nonce": str(uuid.uuid4())} for many in ("7", "8"))
    assert seller.post(KASSE, seven).status_code == 409, "who books online may still want them"
    Sale.objects.update(closes_at=at)
    assert seller.post(KASSE, eight).status_code == 409
    assert {row.source: row.seats for row in Contingent.objects.all()} == {Source.ONLINE: 2, Source.BOX_OFFICE: 5}
    assert seller.post(KASSE, seven).status_code == 302
    assert {row.source: (row.seats, row.sold) for row in Contingent.objects.all()} == {
        Source.ONLINE: (0, 0),
        Source.BOX_OFFICE: (7, 7),
    }


def test_where_the_law_wants_to_know_people_the_box_office_asks_and_says_why(sale: Sale, seller: Client) -> None:
    Sale.objects.update(asks_phone=True, retention_reason="§ 2a CoronaSchVO verlangt es.")
    assert "§ 2a CoronaSchVO verlangt es." in seller.get(KASSE).text
    page = seller.post(KASSE, {"seats": "1", "nonce": str(uuid.uuid4())})
    assert (page.status_code, "Die Vorschrift will ihn wissen" in page.text) == (422, True)
    said = {"seats": "1", "nonce": str(uuid.uuid4()), "name": "Karl Kurz", "phone": "02921 1"}
    assert seller.post(KASSE, said).status_code == 302
    assert Booking.objects.get().phone == "02921 1"


def test_bookings_are_found_by_name_or_code_and_no_name_stands_in_an_address(
    sale: Sale, seller: Client, at: datetime
) -> None:
    a_booking(sale, at, "Paula Probst", reference="ACDEFGHJ")
    url = reverse("box_office_find", args=[sale.event.key])
    for words in ("probst", "acde-fghj", "ACDE FGHJ 1"):
        assert "Paula Probst" in seller.post(url, {"words": words}).text
    assert "Nichts gefunden" in seller.post(url, {"words": "Niemand"}).text
    assert seller.post(url, {"words": "x"}).status_code == 422
    assert seller.get(url, {"words": "probst"}).status_code == 405


def test_a_booking_is_printed_let_in_and_taken_back_ticket_by_ticket(sale: Sale, seller: Client, at: datetime) -> None:
    row = a_booking(sale, at, seats=3, source=Source.BOX_OFFICE)
    url = reverse("box_office_booking", args=[sale.event.key, row.number])
    printed = seller.get(reverse("box_office_print", args=[sale.event.key, row.number]))
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    page = seller.post(url + "einlassen/", {"karte": "2"}, follow=True)
    assert "Herein!" in page.text
    assert "nicht eingelassen" in seller.post(url + "doch-nicht/", {"karte": "2"}, follow=True).text
    assert counts(sale)["used"] == 0
    seller.post(url + "einlassen/", {"karte": "2"})
    seller.post(url + "zurueck/", {"karte": "1"})
    assert [one.state for one in row.tickets.order_by("number")] == ["cancelled", "used", "valid"]
    page = seller.post(url + "zurueck/", follow=True)
    assert "1 Karte ist zurückgenommen" in page.text
    assert Contingent.objects.get(source=Source.BOX_OFFICE).sold == 1
    assert counts(sale)[TicketState.CANCELLED] == 2
    assert Booking.objects.get().state == BookingState.BOOKED
    assert seller.get(url.replace(str(row.number), "99")).status_code == 404


def test_a_link_for_a_door_is_shown_once_and_revoked(sale: Sale, seller: Client, client_for: ClientFor) -> None:
    url = reverse("office_doors", args=[sale.event.key])
    form = {"name": "Haupteingang", "nonce": str(uuid.uuid4())}
    page = seller.post(url, form)
    (secret,) = set(re.findall(r"/einlass/([\w-]{22})/", page.text))
    assert "<svg" in page.text
    assert DoorDevice.objects.get().secret == digest_of(DOOR, secret)
    assert secret not in seller.get(url).text
    assert secret in seller.post(url, form).text  # the same form again: the same link, no second device
    door = reverse("door", args=[secret])
    assert client_for().get(door).status_code == 200
    seller.post(reverse("office_doors_revoke", args=[sale.event.key, DoorDevice.objects.get().pk]))
    assert client_for().get(door).status_code == 403
    assert seller.post(url, {"name": " "}).status_code == 422


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.AUDITOR, Role.EDITOR])
def test_who_does_not_sell_sees_none_of_it(
    sale: Sale, client_for: ClientFor, amira: Person, at: datetime, role: Role | None
) -> None:
    row = a_booking(sale, at)
    key = sale.event.key
    client = client_for(amira, role=role)
    for name in ("box_office", "office_doors", "office_lists"):
        assert client.get(reverse(name, args=[key])).status_code == 403
        assert client_for().get(reverse(name, args=[key])).status_code == 403
    for name in ("box_office_booking", "box_office_print"):
        assert client.get(reverse(name, args=[key, row.number])).status_code == 403
    for name in ("box_office_let_in", "box_office_let_out", "box_office_give_back"):
        assert client.post(reverse(name, args=[key, row.number])).status_code == 403
    assert client.post(reverse("box_office_find", args=[key]), {"words": "Paula"}).status_code == 403
    assert client.get(reverse("office_guest_list", args=[key, "pdf"])).status_code == 403


def test_another_town_sells_nothing_here(sale: Sale, client_for: ClientFor, franz: Person, olpe: Municipality) -> None:
    client = client_for(franz, olpe, Role.BOX_OFFICE)
    assert client.get(KASSE).status_code == 404


def test_pages_of_the_box_office_ask_little_of_the_database(
    sale: Sale, seller: Client, at: datetime, count_queries: CountQueries
) -> None:
    a_booking(sale, at, seats=4, source=Source.BOX_OFFICE)
    seller.get(KASSE)
    for url in (
        f"{KASSE}?zuletzt=1",
        reverse("box_office_booking", args=[sale.event.key, 1]),
        reverse("office_doors", args=[sale.event.key]),
    ):
        with count_queries() as queries:
            assert seller.get(url).status_code == 200
        assert len(queries) <= 12, (url, queries)
