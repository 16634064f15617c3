"""How somebody takes part in an evening: six letters, a place in the hall or before the stream, a ticket."""

from datetime import datetime

import pytest
from django.test import Client

from soesmart.events.credentials import cookie_name, stage_key, voter_of
from soesmart.events.models import Event
from soesmart.events.rules import Channel, Entry, EventState, ItemKind, StreamKind
from soesmart.events.services.passes import grant_pass, revoke_pass
from soesmart.events.services.rounds import open_round
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.events.views import joining_limits
from soesmart.participation.limits import Limit
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")
STREAM = {"stream": StreamKind.EMBED, "stream_url": "https://stream.example/abend"}


@pytest.fixture
def evening(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at, **STREAM)


def sit(client: Client, where: str = "saal", **more: str) -> Client:
    assert client.post("/abend/REISEN/mitmachen/", {"ort": where, **more}).status_code == 303
    return client


def token_in(client: Client, event: Event) -> str:
    return client.cookies[cookie_name(event.pk)].value


@pytest.mark.parametrize("typed", ["REISEN", "reisen", " re isen ", "Rei-sen"])
def test_the_letters_may_be_typed_small_and_with_blanks(evening: Event, client_for: ClientFor, typed: str) -> None:
    answer = client_for().get("/abend/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, "/abend/REISEN/")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "sechs Buchstaben"), ("REISE", "genau sechs"), ("ZZZZZZ", "keine Veranstaltung"), ("123456", "genau sechs")],
)
def test_wrong_letters_are_explained_and_stay_in_the_field(
    evening: Event, client_for: ClientFor, typed: str, words: str
) -> None:
    answer = client_for().get("/abend/", {"code": typed})
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{typed}"' in answer.text or not typed


def test_guessing_letters_is_braked(evening: Event, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soesmart.events.views.joining.WRONG_CODE", Limit("guessing", 2, 15, "Zu viele."))
    codes = [client_for().get("/abend/", {"code": "ZZZZZZ"}).status_code for _ in range(3)]
    assert codes == [422, 422, 429]


def test_a_link_in_small_letters_leads_to_the_evening(evening: Event, client_for: ClientFor) -> None:
    assert client_for().get("/abend/reisen/")["Location"] == "/abend/REISEN/"
    assert client_for().get("/abend/reisen/?ort=saal")["Location"] == "/abend/REISEN/?ort=saal"


def test_the_letters_of_another_town_lead_nowhere(
    evening: Event, olpe: Municipality, client_for: ClientFor, in_soest: Municipality
) -> None:
    client = client_for(town=olpe)
    assert client.get("/abend/REISEN/").status_code == 404
    assert client.post("/abend/REISEN/mitmachen/", {"ort": "saal"}).status_code == 404
    assert client.get("/abend/", {"code": "REISEN"}).status_code == 422


def test_nobody_sees_a_draft(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    an_event(in_soest, at, state=EventState.DRAFT, published_at=None)
    assert client_for().get("/abend/REISEN/").status_code == 404


def test_looking_alone_sets_no_voter_cookie(evening: Event, client_for: ClientFor) -> None:
    client = client_for()
    page = client.get("/abend/REISEN/?ort=saal")
    assert "Ich bin im Saal" in page.text
    assert "Ich sehe den Stream" in page.text
    assert cookie_name(evening.pk) not in client.cookies


def test_a_town_that_says_du_asks_so(evening: Event, in_soest: Municipality, client_for: ClientFor) -> None:
    assert "Wo sind Sie?" in client_for().get("/abend/REISEN/").text
    Municipality.objects.update(address_form="du")
    assert "Wo bist du?" in client_for().get("/abend/REISEN/").text


def test_who_takes_part_gets_a_credential_of_her_place(evening: Event, client_for: ClientFor) -> None:
    for where, channel in (("saal", Channel.HALL), ("stream", Channel.STREAM)):
        client = sit(client_for(), where)
        cookie = client.cookies[cookie_name(evening.pk)]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        voter = voter_of(cookie.value)
        assert voter
        assert (voter.event, voter.channel) == (evening.pk, channel)


def test_changing_the_place_keeps_the_voice(evening: Event, client_for: ClientFor) -> None:
    client = sit(client_for(), "saal")
    before = voter_of(token_in(client, evening))
    assert "Wohin möchten Sie wechseln?" in client.get("/abend/REISEN/?wechseln=ja").text
    after = voter_of(token_in(sit(client, "stream"), evening))
    assert before
    assert after
    assert (before.digest, after.channel) == (after.digest, Channel.STREAM)


def test_a_place_that_the_evening_has_not_is_refused(
    in_soest: Municipality, at: datetime, client_for: ClientFor
) -> None:
    an_event(in_soest, at)
    for where in ("stream", "balkon", ""):
        answer = client_for().post("/abend/REISEN/mitmachen/", {"ort": where})
        assert answer.status_code == 422
        assert "im Saal oder im Stream" in answer.text


def test_a_forged_cookie_is_no_credential(evening: Event, client_for: ClientFor) -> None:
    client = client_for()
    real = token_in(sit(client_for()), evening)
    stage = f"stage:{evening.pk}.{stage_key(evening.pk)}"  # sealed with the same key
    for forged in (
        "",
        "x",
        stage,
        real[:-1] + ("0" if real[-1] != "0" else "1"),
        real.replace(".h.", ".s."),
        "ä.ö.ü.ß",
    ):
        client.cookies[cookie_name(evening.pk)] = forged
        assert "Wo sind Sie?" in client.get("/abend/REISEN/").text


def test_a_cookie_of_another_evening_is_no_credential(
    evening: Event, at: datetime, in_soest: Municipality, client_for: ClientFor
) -> None:
    other = an_event(in_soest, at, "anderer", join_code="ANDERE", **STREAM)
    client = sit(client_for())
    client.cookies[cookie_name(other.pk)] = token_in(client, evening)
    assert "Wo sind Sie?" in client.get("/abend/ANDERE/").text


def test_a_cancelled_evening_says_so_and_why(evening: Event, client_for: ClientFor) -> None:
    Event.objects.update(state=EventState.CANCELLED, cancelled_because="Der Saal steht unter Wasser.")
    client = client_for()
    page = client.get("/abend/REISEN/")
    assert "Der Saal steht unter Wasser." in page.text
    assert "Ich bin im Saal" not in page.text
    assert client.post("/abend/REISEN/mitmachen/", {"ort": "saal"}).status_code == 422


def test_a_hall_behind_one_address_gets_in_and_a_flood_does_not(
    evening: Event, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert joining_limits.JOINING.most >= 5000
    monkeypatch.setattr("soesmart.events.views.joining.JOINING", Limit("flood", 2, 60, "Zu viele Geräte."))
    answers = [client_for().post("/abend/REISEN/mitmachen/", {"ort": "saal"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "Zu viele Geräte." in answers[2].text


@pytest.fixture
def with_tickets(evening: Event) -> Event:
    Event.objects.update(entry=Entry.TICKET)
    evening.refresh_from_db()
    return evening


def test_a_ticket_opens_the_hall_once_it_was_scanned(with_tickets: Event, at: datetime, client_for: ClientFor) -> None:
    client = client_for()
    refused = client.post("/abend/REISEN/mitmachen/", {"ort": "saal", "karte": "ABCD-1234"})
    assert refused.status_code == 422
    assert 'value="ABCD-1234"' in refused.text
    assert "am Einlass gescannt" in refused.text
    grant_pass(event=with_tickets, code="abcd 1234", at=at)
    voter = voter_of(token_in(sit(client, karte="ABCD-1234"), with_tickets))
    assert voter
    assert voter.channel == Channel.HALL


def test_a_link_brings_the_ticket_along_but_only_the_button_sends_it(
    with_tickets: Event, client_for: ClientFor
) -> None:
    client = client_for()
    assert 'value="ABCD1234"' in client.get("/abend/REISEN/?ort=saal&karte=ABCD1234").text
    assert cookie_name(with_tickets.pk) not in client.cookies


def test_one_ticket_on_two_devices_is_one_voter(with_tickets: Event, at: datetime, client_for: ClientFor) -> None:
    grant_pass(event=with_tickets, code="A1", at=at)
    grant_pass(event=with_tickets, code="B2", at=at)
    digests = []
    for code in ("A1", "a-1", "B2"):
        voter = voter_of(token_in(sit(client_for(), karte=code), with_tickets))
        assert voter
        digests.append(voter.digest)
    assert digests[0] == digests[1] != digests[2]


def test_a_ticket_taken_back_opens_nothing(with_tickets: Event, at: datetime, client_for: ClientFor) -> None:
    grant_pass(event=with_tickets, code="A1", at=at)
    revoke_pass(event=with_tickets, code="A1", at=at)
    assert client_for().post("/abend/REISEN/mitmachen/", {"ort": "saal", "karte": "A1"}).status_code == 422


def test_without_a_ticket_the_stream_is_open_and_the_hall_is_not(with_tickets: Event, client_for: ClientFor) -> None:
    client = sit(client_for(), "stream")
    assert client.post("/abend/REISEN/mitmachen/", {"ort": "saal"}).status_code == 422
    voter = voter_of(token_in(client, with_tickets))
    assert voter
    assert voter.channel == Channel.STREAM


def test_who_voted_on_the_stream_gets_no_second_voice_with_a_ticket(
    with_tickets: Event, at: datetime, client_for: ClientFor
) -> None:
    grant_pass(event=with_tickets, code="A1", at=at)
    round_ = open_round(item=an_item(a_scene(with_tickets), ItemKind.SINGLE), by="system:test", at=at)
    client = sit(client_for(), "stream")
    ballot = {"round": round_.pk, "choice": "1", "nonce": "0b7fbb2c-58a4-4f21-8d43-7a3d5a2b9c11"}
    assert client.post("/abend/REISEN/stimme/", ballot).status_code == 200
    refused = client.post("/abend/REISEN/mitmachen/", {"ort": "saal", "karte": "A1"})
    assert refused.status_code == 409
    assert "schon eine Stimme" in refused.text
    sit(client_for(), karte="A1")


def test_a_phone_is_handed_on_to_the_next_ticket(with_tickets: Event, at: datetime, client_for: ClientFor) -> None:
    for code in ("A1", "B2"):
        grant_pass(event=with_tickets, code=code, at=at)
    round_ = open_round(item=an_item(a_scene(with_tickets)), by="system:test", at=at)
    client = client_for()
    for number, code in enumerate(("A1", "B2")):
        assert f'value="{code}"' in client.get(f"/abend/REISEN/?karte={code}").text
        sit(client, karte=code)
        ballot = {"round": round_.pk, "choice": "1", "nonce": f"0b7fbb2c-58a4-4f21-8d43-7a3d5a2b9c1{number}"}
        assert client.post("/abend/REISEN/stimme/", ballot).status_code == 200
    assert round_.ballots.count() == 2


def test_joining_costs_few_queries(
    with_tickets: Event, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    grant_pass(event=with_tickets, code="A1", at=at)
    client = client_for()
    with count_queries() as queries:
        client.get("/abend/REISEN/")
    assert len(queries) <= 3, queries
    with count_queries() as queries:
        sit(client, karte="A1")
    assert len(queries) <= 4, queries
