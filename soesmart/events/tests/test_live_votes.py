"""Votes over the live path: stored before they are acknowledged, and a clear answer to everything that is wrong."""

from typing import Any

import pytest
from django.db import OperationalError

from soesmart.core import clock
from soesmart.events.credentials import cookie_name, token_for
from soesmart.events.live import voting, writer
from soesmart.events.live.box import cast_from_thread
from soesmart.events.live.facts import facts_of
from soesmart.events.live.hub import Hub
from soesmart.events.live.papers import Status
from soesmart.events.live.requests import MOST_HOSTS, check_town
from soesmart.events.models import Ballot, Event, Round
from soesmart.events.rules import Channel, ItemKind
from soesmart.events.services.rounds import close_round, open_round
from soesmart.events.tests.engines import FORM, Answer, Running, cookie_for
from soesmart.events.tests.evenings import an_event, an_item
from soesmart.events.tests.test_live_box import a_paper
from soesmart.region.models import Municipality

NONCE = "8f14e45f-ceea-467f-a0e6-1c1d3f0f1e2a"


@pytest.fixture
def evening(transactional_db: None, in_soest: Municipality) -> Event:
    return an_event(in_soest, clock.now(), stream_delay=60_000)


def test_a_vote_is_stored_and_the_same_form_again_gives_the_same_receipt(engine: Running, round_: Round) -> None:
    cookie = cookie_for(round_.event, "1")
    first, again = (engine.vote(round_, cookie, "2", NONCE) for _ in range(2))
    other = engine.vote(round_, cookie, "3")
    ballot = Ballot.objects.get()
    assert (first.status, first.json["status"], first.json["receipt"]) == (200, "stored", ballot.receipt)
    assert (again.status, again.json["status"], again.json["receipt"]) == (200, "again", ballot.receipt)
    assert (other.status, other.json["status"], other.json["receipt"]) == (409, "already", "")
    assert abs(first.json["now"] - clock.now().timestamp() * 1000) < 5_000
    assert ballot.choice == "[2]"


def test_a_page_without_script_goes_through_the_same_box(engine: Running, round_: Round) -> None:
    paper = a_paper(round_, clock.now())
    assert cast_from_thread(paper).status == Status.STORED
    assert Ballot.objects.get().credential == paper.voter.digest


def test_every_spelling_of_a_nonce_is_the_same_one(engine: Running, round_: Round) -> None:
    cookie = cookie_for(round_.event, "1")
    told = [engine.vote(round_, cookie, "1", nonce).json["status"] for nonce in (NONCE, NONCE.upper())]
    assert told == ["stored", "again"]


WRONG: dict[str, tuple[dict[str, Any], int, str]] = {
    "no cookie": ({"cookie": ""}, 403, "live.no_voter"),
    "a forged cookie": ({"cookie": "forged"}, 403, "live.no_voter"),
    "a cookie of another event": ({"cookie": "foreign"}, 403, "live.no_voter"),
    "another town": ({"host": "olpe.localhost:8000"}, 421, "live.foreign"),
    "no town": ({"host": "10.0.0.7"}, 421, "live.foreign"),
    "another site": ({"origin": "https://anderswo.example"}, 403, "live.cross_site"),
    "a hidden site": ({"origin": "null"}, 403, "live.cross_site"),
    "another site without origin": ({"sec_fetch_site": "cross-site"}, 403, "live.cross_site"),
    "JSON": ({"content_type": "application/json"}, 415, "live.type"),
    "no type": ({"content_type": ""}, 415, "live.type"),
    "too large": ({"content_length": "8193"}, 413, "live.too_large"),
    "no length": ({"content_length": "x"}, 413, "live.too_large"),
    "no round": ({"body": f"nonce={NONCE}&choice=1"}, 404, "unknown"),
    "a round that is not there": ({"body": f"round=999999&nonce={NONCE}&choice=1"}, 404, "unknown"),
    "a round beyond all numbers": ({"body": f"round={'9' * 30}&nonce={NONCE}&choice=1"}, 404, "unknown"),
    "two rounds": ({"body": f"round=ROUND&round=ROUND&nonce={NONCE}&choice=1"}, 404, "unknown"),
    "no nonce": ({"body": "round=ROUND&choice=1"}, 422, "ballot.no_nonce"),
    "a broken nonce": ({"body": "round=ROUND&nonce=1234&choice=1"}, 422, "ballot.no_nonce"),
    "no choice": ({"body": f"round=ROUND&nonce={NONCE}"}, 422, "ballot.too_few"),
    "a choice that is not offered": ({"body": f"round=ROUND&nonce={NONCE}&choice=4"}, 422, "ballot.unknown_option"),
    "two choices": ({"body": f"round=ROUND&nonce={NONCE}&choice=1&choice=2"}, 422, "ballot.too_many"),
    "a choice that is no number": ({"body": f"round=ROUND&nonce={NONCE}&choice=%00"}, 422, "ballot.no_number"),
    "a broken form": ({"body": "round=ROUND=1&x&choice=1"}, 404, "unknown"),
    "no text": ({"body": b"\xff\xfe"}, 422, "ballot.no_form"),
    "a thousand fields": ({"body": "&".join(["c=1"] * 1000)}, 422, "ballot.no_form"),
}


def test_what_is_wrong_gets_a_clear_answer_and_nothing_is_stored(
    engine: Running, round_: Round, olpe: Municipality
) -> None:
    answers = {name: wrong_vote(engine, round_, changes) for name, (changes, _, _) in WRONG.items()}
    told = {name: (answer.status, answer.json["status"]) for name, answer in answers.items()}
    assert told == {name: (status, code) for name, (_, status, code) in WRONG.items()}
    assert all(len(answer.json["text"]) > 10 and answer.json["receipt"] == "" for answer in answers.values())
    assert not Ballot.objects.exists()


def wrong_vote(engine: Running, round_: Round, changes: dict[str, Any]) -> Answer:
    good = cookie_for(round_.event, "1")
    cookies = {
        "forged": good[:-1] + ("0" if good[-1] != "0" else "1"),
        "foreign": f"{cookie_name(round_.event_id)}={token_for(round_.event_id + 1, Channel.HALL)}",
    }
    asked: dict[str, Any] = {
        "cookie": good,
        "content_type": FORM,
        "body": f"round=ROUND&nonce={NONCE}&choice=1",
    } | changes
    body = asked.pop("body")
    body = body if isinstance(body, bytes) else body.replace("ROUND", str(round_.pk)).encode()
    asked["cookie"] = cookies.get(asked["cookie"], asked["cookie"])
    return engine.ask(f"/live/abend/{round_.event_id}/stimme", method="POST", body=body, **asked)


def test_a_body_without_length_is_read_up_to_the_limit_only(engine: Running, round_: Round) -> None:
    pieces = [b"choice=1&" * 500] * 2 + [b"never read"]
    headers: dict[str, Any] = {"cookie": cookie_for(round_.event, "1"), "content_type": FORM}
    answer = engine.ask(f"/live/abend/{round_.event_id}/stimme", method="POST", body=pieces, **headers)
    assert (answer.status, answer.json["status"]) == (413, "live.too_large")
    answer = engine.ask(f"/live/abend/{round_.event_id}/stimme", method="GET", **headers)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("path", ["/live/abend/", "/live/abend/1", "/live/abend/x/stand", "/live/abend/999999/stand"])
def test_an_address_without_an_event_is_unknown(engine: Running, path: str) -> None:
    assert engine.ask(path).status == 404


def test_a_draft_is_unknown(engine: Running, round_: Round) -> None:
    draft = an_event(round_.event.municipality, clock.now(), key="entwurf", join_code="GEHEIM", state="draft")
    assert engine.ask(f"/live/abend/{draft.pk}/stand").status == 404


def test_the_stream_votes_later_and_only_the_server_tells_the_time(engine: Running, round_: Round) -> None:
    stream, hall = (cookie_for(round_.event, "1", channel) for channel in (Channel.STREAM, Channel.HALL))
    early = engine.vote(round_, stream, date="Thu, 30 Jul 2026 18:10:00 GMT")
    assert (early.status, early.json["status"]) == (409, "early")
    close_round(round_=round_, by="system:test", at=clock.now())
    engine.wait_for(round_.event, lambda seen: seen["round"]["hall"]["closes"] is not None)
    late = engine.vote(round_, hall)
    assert (late.status, late.json["status"]) == (409, "late")
    assert not Ballot.objects.exists()


def test_a_vote_comes_in_though_the_bell_was_not_heard(engine: Running, round_: Round) -> None:
    """Another process opened the round: this one looks once more before it says no."""
    Round.objects.filter(pk=round_.pk).update(state="discarded")
    second = open_round(item=round_.item, by="system:test", at=clock.now())
    assert engine.vote(second, cookie_for(round_.event, "1"), "02").json["status"] == "stored"
    assert Ballot.objects.get().choice == "[2]"


def test_every_kind_of_ballot_comes_in(engine: Running, round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(state="discarded")
    item = an_item(round_.item.scene, ItemKind.RANKING, secret=True)
    ranking = open_round(item=item, by="system:test", at=clock.now())
    body = f"round={ranking.pk}&nonce={NONCE}&option-1=2&option-2=3&option-3=1".encode()
    headers = {"cookie": cookie_for(round_.event, "1"), "content_type": f"{FORM}; charset=utf-8"}
    told = [engine.ask(f"/live/abend/{round_.event_id}/stimme", method="POST", body=body, **headers).json for _ in "12"]
    assert [one["status"] for one in told] == ["stored", "again"]
    assert told[0]["receipt"] == told[1]["receipt"] != ""
    seen = engine.wait_for(round_.event, lambda seen: seen["ballots"]["hall"] == 1)
    assert seen["tally"] is None, "whoever watches the tally of a secret round grow sees what the last one chose"


def test_more_than_can_wait_is_asked_to_come_again(
    engine: Running, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voting, "MOST_WAITING", -1)
    answer = engine.vote(round_, cookie_for(round_.event, "1"))
    assert (answer.status, answer.json["status"], answer.headers["retry-after"]) == (503, "live.busy", "2")
    assert not Ballot.objects.exists()


def test_a_database_that_fails_acknowledges_nothing_and_the_writer_goes_on(
    engine: Running, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("disk full")

    cookie = cookie_for(round_.event, "1")
    with monkeypatch.context() as broken:
        broken.setattr(writer, "deposit", fail)
        answer = engine.vote(round_, cookie, nonce=NONCE)
    assert (answer.status, answer.json["status"]) == (503, "live.failed")
    assert engine.vote(round_, cookie, nonce=NONCE).json["status"] == "stored"


def test_spellings_of_a_name_do_not_fill_the_memory(round_: Round) -> None:
    facts = facts_of(round_.event_id)
    assert facts is not None
    hub = Hub(facts, first_number=1)
    for port in range(1000, 1500):
        check_town({b"host": b"soest.localhost:%d" % port}, hub)
    assert len(hub.asked_hosts) <= MOST_HOSTS
