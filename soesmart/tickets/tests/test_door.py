"""The page at the door: for whoever has the link, with script and without, and never with a name in an address."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from soesmart.core import clock
from soesmart.events.models import Event
from soesmart.events.rules import Entry
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets import signing
from soesmart.tickets.models import DoorDevice, Sale, Scan, Ticket
from soesmart.tickets.services.devices import make_device, revoke_device
from soesmart.tickets.signing import ticket_text
from soesmart.tickets.tests.bookings import a_booking, a_sale
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def sale(in_soest: Municipality, at: datetime) -> Sale:
    return a_sale(an_event(in_soest, at))


@pytest.fixture
def secret(sale: Sale, at: datetime) -> str:
    return make_device(actor="test", sale=sale, name="Haupteingang", nonce=uuid.uuid4(), at=at)[1]


def post(client: Client, secret: str, *scans: dict[str, object], sent: datetime) -> Any:
    body = json.dumps({"sent": sent.isoformat(), "scans": scans})
    return client.post(reverse("door_sync", args=[secret]), body, content_type="application/json")


def a_scan(text: str, at: datetime, **facts: object) -> dict[str, object]:
    return {"nonce": str(uuid.uuid4()), "text": text, "at": at.isoformat()} | facts


def test_without_script_a_typed_code_lets_in_and_can_be_taken_back(
    client_for: ClientFor, sale: Sale, secret: str, at: datetime
) -> None:
    a_booking(sale, at, "Paula Probst", seats=2, reference="ACDEFGHJ")
    client, nonce = client_for(), str(uuid.uuid4())
    page = client.post(reverse("door", args=[secret]), {"text": "acde-fghj-2", "nonce": nonce})
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert "Herein!" in page.text
    assert "<span data-inside>1</span>" in page.text
    assert "Paula" not in page.text
    again = client.post(reverse("door", args=[secret]), {"text": "acde-fghj-2", "nonce": nonce})
    assert "Herein!" in again.text
    undone = client.post(reverse("door_undo", args=[secret]), {"nonce": nonce})
    assert "Zurückgenommen" in undone.text
    assert "<span data-inside>0</span>" in undone.text
    empty = client.post(reverse("door", args=[secret]), {"text": " "})
    assert (empty.status_code, "Bitte den Code tippen" in empty.text) == (422, True)


def test_a_name_is_sought_in_the_body_of_a_request_and_lets_in_ticket_by_ticket(
    client_for: ClientFor, sale: Sale, secret: str, at: datetime
) -> None:
    Sale.objects.update(asks_phone=True, retention_reason="§ 2a CoronaSchVO")
    row = a_booking(sale, at, "Paula Probst", seats=2)
    a_booking(sale, at, "Otto Pröbstl")
    a_booking(sale, at, "Mehmet Öztürk")
    row.tickets.filter(number=2).update(guest="Gerda Gast")
    url = reverse("door_search", args=[secret])
    page = client_for().post(url, {"words": "prob pau"})
    assert "Paula Probst" in page.text
    assert "Otto" not in page.text
    assert page.text.count("Einlassen: Karte") == 2
    assert "Paula Probst" in client_for().post(url, {"words": "gerda"}).text
    assert "Mehmet Öztürk" in client_for().post(url, {"words": "öztürk"}).text
    assert "So heißt keine Buchung" in client_for().post(url, {"words": "Niemand"}).text
    assert client_for().post(url, {"words": "p"}).status_code == 422
    assert client_for().get(url + "?words=prob").status_code == 405


def test_a_link_that_is_unknown_revoked_or_over_opens_nothing(
    client_for: ClientFor, sale: Sale, secret: str, olpe: Municipality, at: datetime
) -> None:
    a_booking(sale, at, "Paula Probst")
    client = client_for()
    assert client.get(reverse("door", args=["falsch"])).status_code == 404
    assert client_for(town=olpe).get(reverse("door", args=[secret])).status_code == 404
    assert client.get(reverse("door", args=[secret])).status_code == 200
    with clock.stopped_at(at + timedelta(hours=13)):
        page = client.get(reverse("door", args=[secret]))
        assert (page.status_code, "Veranstaltung ist vorbei" in page.text) == (403, True)
    revoke_device(actor="test", device=DoorDevice.objects.get(), at=at)
    assert "Zugang wurde gesperrt" in client.get(reverse("door", args=[secret])).text
    for name in ("door_search", "door_undo"):
        assert client.post(reverse(name, args=[secret]), {"words": "Paula"}).status_code == 403
    assert post(client, secret, sent=at).status_code == 410
    assert client.get(reverse("door_entries", args=[secret])).status_code == 410


def test_the_list_for_a_device_without_a_net_names_no_person_and_carries_the_public_key(
    client_for: ClientFor, sale: Sale, secret: str, at: datetime
) -> None:
    row = a_booking(sale, at, "Paula Probst", phone="02921 103", reference="ACDEFGHJ")
    answer = client_for().get(reverse("door_entries", args=[secret]))
    said = answer.json()
    assert said["tickets"] == [[row.tickets.get().serial.hex, "ACDEFGHJ1", "valid"]]
    assert (bytes.fromhex(said["key"]), said["event"]) == (signing.public_key(), sale.event_id)
    assert not [word for word in ("Paula", "paula", "02921") if word in answer.text]
    assert answer["Cache-Control"] == "no-store"


def test_scans_without_a_net_are_taken_in_order_by_corrected_time_and_only_once(
    client_for: ClientFor, sale: Sale, secret: str, at: datetime
) -> None:
    first, second = (a_booking(sale, at).tickets.get() for _ in range(2))
    texts = [ticket_text(sale.event_id, one.serial) for one in (first, second)]
    wrong = at - timedelta(minutes=10)  # the phone is slow
    scans = [a_scan(text, wrong - timedelta(minutes=5), offline=True) for text in (*texts, texts[0])]
    scans.append({"nonce": scans[1]["nonce"], "at": wrong.isoformat(), "undo": True})
    for _ in range(2):
        said = post(client_for(), secret, *scans, sent=wrong).json()
        assert [one["outcome"] for one in said["answers"][:1]] == ["admitted"]
        assert (said["inside"], said["expected"], said["doubles"]) == (1, 2, [])
    assert Scan.objects.count() == 3
    assert Scan.objects.get(nonce=str(scans[0]["nonce"])).scanned_at == at - timedelta(minutes=5)
    second.refresh_from_db()
    assert second.used_at is None


def test_both_doors_hear_of_a_ticket_that_came_in_at_each(
    client_for: ClientFor, sale: Sale, secret: str, at: datetime
) -> None:
    text = ticket_text(sale.event_id, a_booking(sale, at, reference="ACDEFGHJ").tickets.get().serial)
    other = make_device(actor="test", sale=sale, name="Rampe", nonce=uuid.uuid4(), at=at)[1]
    post(client_for(), secret, a_scan(text, at), sent=at)
    said = post(client_for(), other, a_scan(text, at - timedelta(minutes=2), offline=True), sent=at).json()
    told = "ACDE-FGHJ-1: Rampe um 11:58 Uhr, noch einmal Haupteingang um 12:00 Uhr."
    assert (said["answers"][0]["outcome"], said["doubles"]) == ("admitted", [told])
    assert post(client_for(), secret, sent=at).json()["doubles"] == [told]
    assert told in client_for().get(reverse("door", args=[secret])).text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"scans": []}',
        b'{"sent": "gestern", "scans": []}',
        b'{"sent": "2026-11-01T12:00:00", "scans": []}',
        b'{"sent": "2026-11-01T12:00:00Z", "scans": [{"nonce": "x", "at": "2026-11-01T12:00:00Z"}]}',
        b'{"sent": "2026-11-01T12:00:00Z", "scans": ["x"]}',
        b'{"sent": "2026-11-01T12:00:00Z", "scans": "x"}',
        b"[" * 100_000,
    ],
    ids=["empty", "a list", "no time", "no moment", "no zone", "no nonce", "no scan", "a word", "deep"],
)
def test_what_no_device_sends_is_refused_in_german(client_for: ClientFor, secret: str, body: bytes) -> None:
    answer = client_for().post(reverse("door_sync", args=[secret]), body, content_type="application/json")
    assert (answer.status_code, "neu laden" in answer.json()["error"]) == (422, True)


def test_pages_and_answers_of_the_door_ask_little_of_the_database(
    client_for: ClientFor, sale: Sale, secret: str, at: datetime, count_queries: CountQueries
) -> None:
    Event.objects.update(entry=Entry.TICKET)
    tickets = [a_booking(sale, at, f"Person {number}").tickets.get() for number in range(8)]
    client = client_for()
    client.get(reverse("door", args=[secret]))
    with count_queries() as page:
        client.get(reverse("door", args=[secret]))
    assert len(page) <= 12, page
    text = ticket_text(sale.event_id, tickets[0].serial)
    with count_queries() as answer:
        post(client, secret, a_scan(text, at), sent=at)
    assert len(answer) <= 10, answer
    with count_queries() as search:
        client.post(reverse("door_search", args=[secret]), {"words": "Person"})
    assert len(search) <= 12, search
    assert Ticket.objects.filter(used_at=at).count() == 1
