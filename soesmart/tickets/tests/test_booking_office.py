"""The office plans places: who may, what it sees, and what it is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.core.models import AuditEntry
from soesmart.region.models import Municipality
from soesmart.tickets.models import Category, Contingent, Sale
from soesmart.tickets.rules import Source
from soesmart.tickets.tests.sales import a_category, a_sale, an_evening, booked, in_line, places_of
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.django_db
ALL = "/verwaltung/karten/"
ONE = f"{ALL}zukunftsreise/"


@pytest.fixture
def officer(client_for: ClientFor, amira: Person) -> Client:
    return client_for(amira, role=Role.PARTICIPATION_OFFICER)


@pytest.fixture
def seller(client_for: ClientFor, eva: Person) -> Client:
    return client_for(eva, role=Role.BOX_OFFICE)


def local(**later: float) -> str:
    return f"{(clock.now() + timedelta(**later)).astimezone(BERLIN):%Y-%m-%dT%H:%M}"


def plan(**fields: Any) -> dict[str, Any]:
    same = {"opens_at": local(hours=-1), "closes_at": local(hours=20), "most_per_booking": "4", "offer_hours": "24"}
    return same | {"with_waiting_list": "on", "retention_days": "28"} | fields


def test_from_an_event_to_places_that_can_be_booked(in_soest: Municipality, officer: Client) -> None:
    event = an_evening(in_soest, clock.now())
    assert "noch keine Plätze angelegt" in officer.get(ALL).content.decode()
    to = officer.post(ONE, plan())["Location"]
    kind = {"name": "Saal", "text": "ohne Stufen", "online": "80", "box_office": "20"}
    assert officer.post(to, kind)["Location"] == ONE
    booked(Sale.objects.get(event=event), clock.now(), 2)
    page = officer.get(ONE).content.decode()
    assert "ohne Stufen" in officer.get("/veranstaltungen/zukunftsreise/karten/").content.decode()
    assert '<td class="number">78</td>' in page
    assert AuditEntry.objects.filter(action__in=["tickets.sale.planned", "tickets.category.added"]).count() == 2


def test_bad_plans_are_refused_with_words_and_kept(in_soest: Municipality, officer: Client) -> None:
    an_evening(in_soest, clock.now())
    answer = officer.post(ONE, plan(asks_phone="on", most_per_booking="3"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "welches Recht" in text
    assert 'value="3"' in text
    assert officer.post(ONE, plan(closes_at=local(hours=-2))).status_code == 422
    assert officer.post(ONE, plan(closes_at=local(days=30))).status_code == 422
    assert not Sale.objects.exists()


def test_seats_change_only_as_far_as_they_are_free(in_soest: Municipality, officer: Client) -> None:
    sale = a_sale(in_soest, clock.now())
    a_category(sale, clock.now(), online=4, box_office=2)
    booked(sale, clock.now(), 3)
    page = f"{ONE}plaetze/art/saal/"
    kind = {"name": "Saal", "text": "", "online": "2", "box_office": "2"}
    answer = officer.post(page, kind)
    assert answer.status_code == 409
    assert "3 Plätze sind verkauft oder versprochen" in answer.content.decode()
    flow = {"box_office-flows_back_at": local(hours=5), "box_office-flows_to": str(online(sale).pk)}
    assert officer.post(page, kind | {"online": "9"} | flow).status_code == 302
    assert places_of(sale) == (6, 0, 3)
    assert Contingent.objects.get(source=Source.BOX_OFFICE).flows_to == online(sale)
    assert officer.post(page, kind | {"online": "9", "online-flows_to": "7"}).status_code == 422


@pytest.mark.parametrize("year", ["0001", "0202", "9999"])
def test_a_slip_in_the_year_is_refused_at_its_field(in_soest: Municipality, officer: Client, year: str) -> None:
    an_evening(in_soest, clock.now())
    page = officer.post(ONE, plan(no_show_at=f"{year}-01-01T00:00"))
    assert (page.status_code, "Jahr von 1900 bis 2199" in page.content.decode()) == (422, True)


def online(sale: Sale) -> Contingent:
    return Contingent.objects.get(category__sale=sale, source=Source.ONLINE)


def test_booking_is_opened_and_closed_by_a_button(in_soest: Municipality, officer: Client) -> None:
    sale = a_sale(in_soest, clock.now(), opens_at=clock.now() + timedelta(hours=1))
    officer.post(f"{ONE}buchung/", {"auf": "ja"})
    sale.refresh_from_db()
    assert sale.is_open(clock.now())
    officer.post(f"{ONE}buchung/", {"zu": "ja"})
    sale.refresh_from_db()
    assert not sale.is_open(clock.now())
    assert officer.post(f"{ONE}buchung/", {"zu": "ja"}).status_code == 409


def test_two_kinds_cannot_have_one_name(in_soest: Municipality, officer: Client) -> None:
    sale = a_sale(in_soest, clock.now())
    a_category(sale, clock.now())
    answer = officer.post(f"{ONE}plaetze/neu/", {"name": "SAAL", "online": "1", "box_office": "0"})
    assert answer.status_code == 422
    assert Category.objects.count() == 1


def test_bookings_are_listed_and_found_by_a_piece_of_the_name(in_soest: Municipality, seller: Client) -> None:
    sale = a_sale(in_soest, clock.now())
    a_category(sale, clock.now())
    booked(sale, clock.now(), 2)
    booked(sale, clock.now(), 1, "clara")
    page = f"{ONE}buchungen/"
    assert "2 Buchungen" in seller.get(page).content.decode()
    found = seller.post(page, {"words": "lar"}).content.decode()
    assert "Clara" in found
    assert "Amira" not in found
    assert seller.post(page, {"words": ""}).status_code == 422


@pytest.mark.parametrize("page", [ONE, f"{ONE}zeiten/", f"{ONE}plaetze/neu/", f"{ONE}plaetze/art/saal/"])
def test_who_sells_does_not_plan(
    in_soest: Municipality, seller: Client, client_for: ClientFor, deniz: Person, page: str
) -> None:
    sale = a_sale(in_soest, clock.now())
    a_category(sale, clock.now())
    assert seller.get(page).status_code == 403
    assert seller.post(page, plan()).status_code == 403
    assert client_for(deniz).get(ALL).status_code == 403
    assert seller.get(ALL).status_code == 200


def test_the_office_asks_the_database_little(
    in_soest: Municipality, officer: Client, count_queries: CountQueries
) -> None:
    sale = a_sale(in_soest, clock.now())
    a_category(sale, clock.now(), online=2)
    for name in ("Galerie", "Loge", "Parkett"):
        a_category(sale, clock.now(), name=name)
    booked(sale, clock.now(), 2)
    in_line(sale, clock.now(), 2)
    for page in (ALL, ONE, f"{ONE}zeiten/", f"{ONE}plaetze/art/saal/", f"{ONE}buchungen/"):
        with count_queries() as queries:
            officer.get(page)
        assert len(queries) <= 12, f"{page}: {queries}"
