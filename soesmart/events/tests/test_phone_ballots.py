"""The phone without script: what is asked, every kind of ballot as a plain form, and what comes back."""

import re
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from soesmart.core import clock
from soesmart.events.models import Ballot, Event, Item, Round
from soesmart.events.models import Voter as SecretVoter
from soesmart.events.rules import EventState, ItemKind, RoundState, Showing, StreamKind
from soesmart.events.services.rounds import close_round, finish_round, open_round, reset_round
from soesmart.events.services.stage import set_stage
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")
NONCE = "0b7fbb2c-58a4-4f21-8d43-7a3d5a2b9c11"
OUTPUT = re.compile(r'<output id="belegnr">([0-9A-Z]{16})</output>')

# kind: what the item says, a ballot that fits, how it is stored, a ballot that does not fit and what is said to it
KINDS: dict[ItemKind, tuple[dict[str, Any], dict[str, Any], str, dict[str, Any], str]] = {
    ItemKind.SINGLE: ({}, {"choice": "2"}, "[2]", {}, "wählen Sie eine Antwort"),
    ItemKind.NEXT_IDEA: ({}, {"choice": "3"}, "[3]", {"choice": "9"}, "gibt es nicht"),
    ItemKind.MULTIPLE: ({"most": 2}, {"choice": ["3", "1"]}, "[1,3]", {"choice": ["1", "2", "3"]}, "höchstens 2"),
    ItemKind.SCALE: ({"least": 1, "most": 5}, {"choice": "4"}, "[4]", {"choice": "6"}, "von 1 bis 5"),
    ItemKind.ESTIMATE: ({"least": 0, "most": 100}, {"choice": "42"}, "[42]", {"choice": "4,2"}, "ganze Zahlen"),
    ItemKind.RANKING: (
        {},
        {"option-1": "2", "option-2": "3", "option-3": "1"},
        "[3,1,2]",
        {"option-1": "1", "option-2": "1", "option-3": "2"},
        "eigenen Platz",
    ),
    ItemKind.POINTS: (
        {"points": 10},
        {"option-1": "7", "option-2": "0", "option-3": "3"},
        "[7,0,3]",
        {"option-1": "7", "option-2": "7"},
        "1 bis 10 Punkte",
    ),
    ItemKind.WORDS: ({"most": 2}, {"choice": ["Bäume", "  "]}, '["Bäume"]', {"choice": ["x" * 31]}, "höchstens 30"),
}


@pytest.fixture
def evening(in_soest: Municipality, at: datetime) -> Event:
    stream: dict[str, Any] = {
        "stream": StreamKind.EMBED,
        "stream_url": "https://stream.example/abend",
        "stream_delay": 8000,
    }
    return an_event(in_soest, at, **stream)


@pytest.fixture
def item(evening: Event) -> Item:
    return an_item(a_scene(evening))


def seated(client: Client, where: str = "saal") -> Client:
    assert client.post("/abend/REISEN/mitmachen/", {"ort": where}).status_code == 303
    return client


def receipt_in(page: str) -> str:
    found = OUTPUT.search(page)
    assert found, "no receipt"
    return found[1]


def opened(item: Item, at: datetime) -> Round:
    return open_round(item=item, by="system:test", at=at)


def fields(round_: Round, nonce: str = NONCE, **more: object) -> dict[str, object]:
    return {"round": round_.pk, "nonce": nonce, "choice": "1", **more}


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_can_be_voted_on_without_script(
    evening: Event, at: datetime, client_for: ClientFor, kind: ItemKind
) -> None:
    facts, good, stored, bad, words = KINDS[kind]
    round_ = opened(an_item(a_scene(evening), kind, **facts), at)
    client = seated(client_for())
    page = client.get("/abend/REISEN/").text
    assert f'<input type="hidden" name="round" value="{round_.pk}">' in page
    for name in good:
        assert f'name="{name}"' in page
    common = {"round": round_.pk, "nonce": NONCE}
    refused = client.post("/abend/REISEN/stimme/", common | bad)
    assert refused.status_code == 422
    assert words in refused.text
    answer = client.post("/abend/REISEN/stimme/", common | good)
    assert answer.status_code == 200
    assert "Ihre Stimme ist gespeichert" in answer.text
    ballot = Ballot.objects.get()
    assert ballot.choice == stored
    assert receipt_in(answer.text) == ballot.receipt


@pytest.mark.parametrize(
    ("kind", "bad", "kept"),
    [
        (ItemKind.MULTIPLE, {"choice": ["1", "2", "3"]}, 'value="3" checked'),
        (ItemKind.SCALE, {"choice": ["3", "4"]}, 'name="choice" value="4"'),
        (ItemKind.ESTIMATE, {"choice": "4711"}, 'value="4711"'),
        (ItemKind.RANKING, {"option-1": "2", "option-2": "2", "option-3": "1"}, '<option value="2" selected>'),
        (ItemKind.POINTS, {"option-1": "9", "option-2": "8"}, 'name="option-2" value="8"'),
        (ItemKind.WORDS, {"choice": ["Bäume", "x" * 31]}, 'value="Bäume"'),
    ],
)
def test_a_refused_ballot_keeps_what_was_typed(
    evening: Event, at: datetime, client_for: ClientFor, kind: ItemKind, bad: dict[str, object], kept: str
) -> None:
    facts = KINDS[kind][0]
    round_ = opened(an_item(a_scene(evening), kind, **facts), at)
    answer = seated(client_for()).post("/abend/REISEN/stimme/", {"round": round_.pk, "nonce": NONCE} | bad)
    assert answer.status_code == 422
    assert kept in answer.text


def test_the_same_form_sent_twice_gives_the_same_receipt(item: Item, at: datetime, client_for: ClientFor) -> None:
    client, round_ = seated(client_for()), opened(item, at)
    receipts = {receipt_in(client.post("/abend/REISEN/stimme/", fields(round_)).text) for _ in range(2)}
    assert len(receipts) == 1
    assert Ballot.objects.count() == 1


def test_a_second_ballot_is_told_that_the_first_counts(item: Item, at: datetime, client_for: ClientFor) -> None:
    client, round_ = seated(client_for()), opened(item, at)
    client.post("/abend/REISEN/stimme/", fields(round_))
    answer = client.post("/abend/REISEN/stimme/", fields(round_, str(uuid.uuid4()), choice="2"))
    assert answer.status_code == 409
    assert "Ihre erste Stimme zählt" in answer.text
    assert Ballot.objects.get().choice == "[1]"
    assert receipt_in(answer.text) == Ballot.objects.get().receipt


def test_who_comes_back_sees_that_she_voted_and_her_receipt(item: Item, at: datetime, client_for: ClientFor) -> None:
    client, round_ = seated(client_for()), opened(item, at)
    assert 'class="slip" hidden' in client.get("/abend/REISEN/").text
    client.post("/abend/REISEN/stimme/", fields(round_))
    page = client.get("/abend/REISEN/").text
    assert receipt_in(page) == Ballot.objects.get().receipt
    assert "has-voted" in page


def test_of_a_secret_ballot_only_the_answer_tells_the_receipt(
    evening: Event, at: datetime, client_for: ClientFor
) -> None:
    client, round_ = seated(client_for()), opened(an_item(a_scene(evening), secret=True), at)
    answer = client.post("/abend/REISEN/stimme/", fields(round_))
    receipt = receipt_in(answer.text)
    assert (SecretVoter.objects.count(), Ballot.objects.count()) == (1, 0)
    page = client.get("/abend/REISEN/").text
    assert "has-voted" in page
    assert receipt not in page


def test_no_receipt_stands_in_an_address(item: Item, at: datetime, client_for: ClientFor) -> None:
    answer = seated(client_for()).post("/abend/REISEN/stimme/", fields(opened(item, at)))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_too_late_is_told_and_does_not_count(item: Item, at: datetime, client_for: ClientFor) -> None:
    client, round_ = seated(client_for()), opened(item, at - timedelta(minutes=2))
    close_round(round_=round_, by="system:test", at=at - timedelta(minutes=1))
    answer = client.post("/abend/REISEN/stimme/", fields(round_))
    assert answer.status_code == 409
    assert "kam zu spät" in answer.text
    assert not Ballot.objects.exists()
    assert "is-over" in answer.text


def test_the_stream_votes_when_it_sees_the_question(item: Item, at: datetime, client_for: ClientFor) -> None:
    client, round_ = seated(client_for(), "stream"), opened(item, at)
    assert "is-early" in client.get("/abend/REISEN/").text
    assert "is-early" not in seated(client_for()).get("/abend/REISEN/").text
    assert client.post("/abend/REISEN/stimme/", fields(round_)).status_code == 409
    with clock.stopped_at(at + timedelta(seconds=9)):
        assert "is-early" not in client.get("/abend/REISEN/").text
        assert client.post("/abend/REISEN/stimme/", fields(round_)).status_code == 200


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30, "999999"])
def test_an_unknown_round_is_refused_with_words(item: Item, at: datetime, client_for: ClientFor, typed: str) -> None:
    round_ = opened(item, at)
    answer = seated(client_for()).post("/abend/REISEN/stimme/", fields(round_) | {"round": typed})
    assert answer.status_code == 422
    assert "gibt es hier nicht" in answer.text


def test_a_discarded_round_takes_nothing(item: Item, at: datetime, client_for: ClientFor) -> None:
    round_ = opened(item, at)
    reset_round(round_=round_, by="system:test", at=at)
    assert seated(client_for()).post("/abend/REISEN/stimme/", fields(round_)).status_code == 422


@pytest.mark.parametrize("nonce", ["", "x", "0" * 500])
def test_a_form_without_its_number_is_refused(item: Item, at: datetime, client_for: ClientFor, nonce: str) -> None:
    answer = seated(client_for()).post("/abend/REISEN/stimme/", fields(opened(item, at), nonce))
    assert answer.status_code == 422
    assert not Ballot.objects.exists()


def test_a_round_of_another_town_takes_no_ballot_from_here(
    item: Item, at: datetime, olpe: Municipality, client_for: ClientFor
) -> None:
    from django_scopes import scope

    with scope(municipality=olpe):
        foreign = opened(an_item(a_scene(an_event(olpe, at, join_code="FREMDE"))), at)
    answer = seated(client_for()).post("/abend/REISEN/stimme/", fields(foreign))
    assert answer.status_code == 422
    with scope(municipality=olpe):
        assert not Ballot.objects.exists()


def test_who_has_not_joined_is_sent_to_join(item: Item, at: datetime, client_for: ClientFor) -> None:
    answer = client_for().post("/abend/REISEN/stimme/", fields(opened(item, at)))
    assert (answer.status_code, answer["Location"]) == (302, "/abend/REISEN/")
    assert not Ballot.objects.exists()


def test_another_site_can_send_no_ballot(item: Item, at: datetime) -> None:
    client = seated(Client(HTTP_HOST="soest.localhost"))
    client.handler.enforce_csrf_checks = True
    answer = client.post("/abend/REISEN/stimme/", fields(opened(item, at)), headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not Ballot.objects.exists()


def test_the_card_follows_the_stage(evening: Event, item: Item, at: datetime, client_for: ClientFor) -> None:
    client = seated(client_for())
    seen = lambda: client.get("/abend/REISEN/").text  # noqa: E731
    assert "Sobald eine Frage gestellt wird" in seen()
    set_stage(event=evening, showing=Showing.SCENE, scene=item.scene)
    assert "Frühstück im Jahr 2030" in seen()
    set_stage(event=evening, showing=Showing.STOPPED)
    assert "Kurz unterbrochen" in seen()
    set_stage(event=evening, showing=Showing.QUESTION, item=item)
    assert "Die Abstimmung beginnt gleich" in seen()
    round_ = opened(item, at)
    assert "Stimme abgeben" in seen()
    finish_round(round_=round_, at=at, hall=0, stream=0)
    assert "Stimme abgeben" not in seen()
    assert "wird ausgezählt" in seen()


def test_the_card_shows_a_counted_result(item: Item, at: datetime, client_for: ClientFor) -> None:
    told = {"ballots": 7, "counts": [4, 1, 2], "leaders": [1]}
    round_ = opened(item, at)
    Round.objects.update(state=RoundState.COUNTED, counted_at=at, digest="0" * 64, result={"all": told})
    set_stage(event=item.event, showing=Showing.RESULT, item=item, round=round_)
    client = seated(client_for())
    assert "Antwort 1" not in client.get("/abend/REISEN/").text
    Round.objects.update(shown_at=at)
    page = client.get("/abend/REISEN/").text
    for words in ("Ergebnis", "Antwort 1</span> <b>4</b>", 'value="25"', "7 Stimmen"):
        assert words in page


def test_before_it_begins_the_phone_says_when_and_after_it_where_the_results_are(
    evening: Event, client_for: ClientFor
) -> None:
    client = seated(client_for())
    for moment, words in ((evening.doors_at, "Beginn:"), (evening.ends_at, "Der Abend ist vorbei")):
        with clock.stopped_at(moment):
            assert words in client.get("/abend/REISEN/").text


def test_a_rehearsal_says_that_it_is_one(item: Item, at: datetime, client_for: ClientFor) -> None:
    open_round(item=item, by="system:test", at=at, is_rehearsal=True)
    assert "Diese Stimmen zählen nicht" in seated(client_for()).get("/abend/REISEN/").text


def test_an_evening_that_was_called_off_asks_nothing(item: Item, at: datetime, client_for: ClientFor) -> None:
    client = seated(client_for())
    opened(item, at)
    Event.objects.update(state=EventState.CANCELLED, cancelled_because="Sturm")
    page = client.get("/abend/REISEN/").text
    assert "Sturm" in page
    assert "Stimme abgeben" not in page


@pytest.mark.parametrize("options", [3, 30])
def test_phone_and_ballot_cost_few_queries(
    evening: Event, at: datetime, client_for: ClientFor, count_queries: CountQueries, options: int
) -> None:
    round_ = opened(an_item(a_scene(evening), options=options), at)
    client = seated(client_for())
    with count_queries() as queries:
        client.get("/abend/REISEN/")
    assert len(queries) <= 6, queries
    with count_queries() as queries:
        client.post("/abend/REISEN/stimme/", fields(round_))
    assert len(queries) <= 9, queries
