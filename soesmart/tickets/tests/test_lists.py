"""Lists for the hall: whom they name, for how long, and for whom."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets.jobs.retention import forget_visitors
from soesmart.tickets.models import Deletion, Sale
from soesmart.tickets.rules import BookingState, Source, TicketState
from soesmart.tickets.tests.bookings import a_booking, a_sale
from tests.clients import ClientFor, CountQueries

URL = "/verwaltung/karten/zukunftsreise/listen/"
PROOFS = "/verwaltung/karten/loeschungen/"


@pytest.fixture
def sale(in_soest: Municipality, at: datetime) -> Sale:
    return a_sale(an_event(in_soest, at))


@pytest.fixture
def seller(client_for: ClientFor, deniz: Person) -> Client:
    return client_for(deniz, role=Role.BOX_OFFICE)


def names(page: str) -> list[str]:
    rows = page.split("<tbody>")[1].split('<th scope="row">')[1:]
    return [row.split("</a>")[0].rpartition(">")[2] for row in rows]


def test_the_list_stands_by_name_or_by_booking_and_leaves_out_what_was_given_back(
    sale: Sale, seller: Client, at: datetime
) -> None:
    a_booking(sale, at, "Zoe Ähnlich")
    a_booking(sale, at, "Anna Zander", seats=2).tickets.filter(number=1).update(state=TicketState.USED, used_at=at)
    a_booking(sale, at, "Gero Gegangen", state=BookingState.CANCELLED, cancelled_at=at)
    a_booking(sale, at, "", source=Source.BOX_OFFICE)
    assert names(seller.get(URL).text) == ["Anna Zander", "Zoe Ähnlich"]
    assert "Buchungen ohne Namen stehen hier nicht" in seller.get(URL).text
    assert names(seller.get(URL + "?nach=buchung").text) == ["Zoe Ähnlich", "Anna Zander", "ohne Namen"]
    assert names(seller.get(URL + "?nach=unsinn").text) == ["Anna Zander", "Zoe Ähnlich"]
    book = seller.get(reverse("office_guest_list", args=[sale.event.key, "xlsx"]))
    column = [str(cell.value) for cell in load_workbook(BytesIO(book.content)).worksheets[0]["A"]]
    assert column[1:4] == ["Zoe Ähnlich", "Anna Zander", "ohne Namen"]  # by the last word, as in a register


def test_files_hold_the_whole_list_and_the_day_on_which_they_have_to_be_destroyed(
    sale: Sale, seller: Client, at: datetime
) -> None:
    Sale.objects.update(asks_phone=True, retention_reason="§ 2a CoronaSchVO")
    row = a_booking(sale, at, "=Paula Probst", seats=2, phone="02921 103")
    row.tickets.filter(number=2).update(guest="Gerda Gast")
    assert "Spätestens am 29.11.2026 vernichten" in seller.get(URL).text
    book = seller.get(reverse("office_guest_list", args=[sale.event.key, "xlsx"]))
    sheet = load_workbook(BytesIO(book.content)).worksheets[0]
    cells = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert cells[0][-2:] == ["Telefon", "Anschrift"]
    assert cells[1] == ["=Paula Probst", "Gerda Gast", 2, 0, "Saal", "R000-0001", "02921 103", None]
    assert "29.11.2026" in str(cells[2][0])
    paper = seller.get(reverse("office_guest_list", args=[sale.event.key, "pdf"]) + "?nach=buchung")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert seller.get(reverse("office_guest_list", args=[sale.event.key, "csv"])).status_code == 404


def test_after_the_clock_ran_the_list_and_the_page_of_proofs_say_so(sale: Sale, seller: Client, at: datetime) -> None:
    a_booking(sale, at, "Paula Probst")
    assert "Angaben zu <strong>1</strong>" in seller.get(PROOFS).text
    later = sale.event.ends_at + timedelta(days=29)
    with clock.stopped_at(later):
        forget_visitors()
        page = seller.get(URL).text
        assert "Paula" not in page
        assert names(seller.get(URL + "?nach=buchung").text) == ["gelöscht"]
        assert "nennt keine Namen (mehr)" in page
        proofs = seller.get(PROOFS).text
    assert "keine Angaben von Besuchern" in proofs
    assert "nichts mehr da" in proofs
    assert "Buchung: Telefon" in proofs


def test_auditors_read_proofs_and_no_names_and_a_failed_proof_stands_out(
    sale: Sale, client_for: ClientFor, clara: Person, amira: Person, at: datetime
) -> None:
    Deletion.objects.create(municipality=sale.event.municipality, at=at, due=3, deleted=1, left=2)
    page = client_for(clara).get(PROOFS).text
    assert "noch etwas da" in page
    assert "blieben 2 Angaben von Besuchern übrig" in page
    assert "blieben 2 Angaben von Besuchern übrig" in client_for(clara).get("/verwaltung/").text
    assert client_for(clara).get(URL).status_code == 403
    assert client_for(amira).get(PROOFS).status_code == 403


def test_long_lists_ask_as_little_as_short_ones(
    sale: Sale, seller: Client, at: datetime, count_queries: CountQueries
) -> None:
    a_booking(sale, at, "Nummer 1")
    seller.get(URL)
    with count_queries() as few:
        seller.get(URL)
    for number in range(2, 60):
        a_booking(sale, at, f"Nummer {number}")
    with count_queries() as many:
        assert "seite=2" in seller.get(URL).text
    assert len(many) == len(few) <= 12, many
    with count_queries() as proofs:
        seller.get(PROOFS)
    assert len(proofs) <= 12, proofs
