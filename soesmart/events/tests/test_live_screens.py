"""What screens are told: numbered snapshots for streams and for those who ask, the same for everybody."""

import asyncio
import copy
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django_scopes import scope

from soesmart.core import clock
from soesmart.events.credentials import stage_key
from soesmart.events.jobs.rounds import end_rounds
from soesmart.events.live import cards
from soesmart.events.live.box import cast
from soesmart.events.live.facts import EventFacts
from soesmart.events.live.hub import Hub
from soesmart.events.live.snapshots import Face
from soesmart.events.live.stream import Stream, part
from soesmart.events.models import Ballot, Event, Round
from soesmart.events.rules import Channel, RoundState, Showing
from soesmart.events.rules.small_groups import may_grow_in_sight
from soesmart.events.services.rounds import close_round, show_result
from soesmart.events.services.stage import set_stage
from soesmart.events.tests.engines import Running, cookie_for, running
from soesmart.events.tests.evenings import an_event
from soesmart.events.tests.test_live_box import a_paper
from soesmart.region.models import Municipality
from tests.loops import run


@pytest.fixture
def evening(transactional_db: None, in_soest: Municipality) -> Event:
    return an_event(in_soest, clock.now())


def test_phones_see_how_many_voted_and_only_the_stage_sees_how(engine: Running, round_: Round) -> None:
    engine.vote(round_, cookie_for(round_.event, "1"), "2")
    stage = engine.wait_for(round_.event, lambda seen: seen["ballots"]["hall"] == 1)
    phone = engine.snapshot(round_.event, "telefon")
    assert stage["tally"]["all"]["counts"] == [0, 1, 0]
    assert stage["tally"]["hall"] is None, "few enough to know who it was"
    assert (phone["tally"], phone["ballots"]) == (None, {"hall": 1, "stream": 0})
    assert (phone["showing"], phone["item"], phone["round"]["pk"]) == ("question", round_.item.number, round_.pk)


def test_the_stage_needs_its_key_and_the_right_town(engine: Running, round_: Round, olpe: Municipality) -> None:
    address = f"/live/abend/{round_.event_id}"
    for path in (f"{address}/stand?gesicht=leinwand", f"{address}/strom?gesicht=leinwand&schluessel={'0' * 32}"):
        assert engine.ask(path).json["status"] == "live.key"
    other = an_event(olpe, clock.now())
    assert engine.ask(f"{address}/stand?gesicht=leinwand&schluessel={stage_key(other.pk)}").status == 403
    assert engine.ask(f"{address}/stand?gesicht=anders").status == 404
    assert engine.ask(f"{address}/karte", host="olpe.localhost").status == 421
    assert engine.ask(f"{address}/karte?v=%C2%B2").status == 200, "a digit, but no number"
    assert engine.ask(f"{address}/stand", method="POST").headers["allow"] == "GET, HEAD"


def test_who_asks_again_is_told_only_what_is_new(engine: Running, round_: Round) -> None:
    path = f"/live/abend/{round_.event_id}/stand"
    first = engine.ask(path)
    again = engine.ask(path, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    engine.vote(round_, cookie_for(round_.event, "1"))
    engine.wait_for(round_.event, lambda seen: seen["ballots"]["hall"] == 1)
    later = engine.ask(path, if_none_match=first.headers["etag"])
    assert later.status == 200
    assert later.json["n"] > first.json["n"]
    assert engine.ask(path, method="HEAD").body == b""


def test_a_stream_tells_the_newest_snapshot_at_once_and_then_what_changes(engine: Running, round_: Round) -> None:
    with engine.listening(f"/live/abend/{round_.event_id}/strom", last_event_id="12") as ear:
        ear.wait(lambda ear: bool(ear.snapshots()))
        assert ear.status == 200
        hello = ear.heard[0].decode().splitlines()
        assert hello[0].startswith("retry: ")
        assert 1_000 <= int(hello[0][7:]) <= 6_000
        assert hello[1] == f"id: {ear.snapshots()[0]['n']}"
        engine.vote(round_, cookie_for(round_.event, "1"))
        ear.wait(lambda ear: ear.snapshots()[-1]["ballots"] == {"hall": 1, "stream": 0})
        numbers = [snapshot["n"] for snapshot in ear.snapshots()]
        assert numbers == sorted(set(numbers))


def test_the_bell_is_heard_at_once_and_a_change_elsewhere_within_a_second(engine: Running, round_: Round) -> None:
    set_stage(event=round_.event, showing=Showing.STOPPED)
    assert engine.wait_for(round_.event, lambda seen: seen["showing"] == "stopped", 1.0)["v"] == 2
    with_bell = round_.event.stage
    type(with_bell).objects.filter(pk=round_.event_id).update(showing=Showing.HOUSE, version=7)
    engine.wait_for(round_.event, lambda seen: (seen["showing"], seen["v"]) == ("house", 7), 3.0)


def test_people_are_counted_where_they_sit_and_each_of_them_once(engine: Running, round_: Round) -> None:
    path, event = f"/live/abend/{round_.event_id}/strom", round_.event
    hall, stream = (cookie_for(event, "1", channel) for channel in (Channel.HALL, Channel.STREAM))
    with engine.listening(path, cookie=hall), engine.listening(path, cookie=hall), engine.listening(path):
        engine.ask(f"/live/abend/{event.pk}/stand", cookie=cookie_for(event, "2"))
        engine.wait_for(event, lambda seen: seen["people"] == {"hall": 2, "stream": 0})
        with engine.listening(path, cookie=stream):  # the same person went home and watches from there
            engine.wait_for(event, lambda seen: seen["people"] == {"hall": 1, "stream": 1})


def test_the_card_is_rendered_once_for_each_version(
    engine: Running, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered, path = [], f"/live/abend/{round_.event_id}/karte"
    render = cards.rendered

    def note(facts: EventFacts) -> bytes:
        rendered.append(facts.version)
        return render(facts)

    monkeypatch.setattr(cards, "rendered", note)
    with ThreadPoolExecutor(8) as many:
        answers = [*many.map(lambda _: engine.ask(path), range(40))]
    assert {answer.status for answer in answers} == {200}
    assert round_.item.title in answers[0].body.decode()
    assert rendered == [1]
    assert engine.ask(path, if_none_match=answers[0].headers["etag"]).status == 304
    type(round_.event.stage).objects.filter(pk=round_.event_id).update(version=5)
    assert 'data-v="5"' in engine.ask(f"{path}?v=5").body.decode(), "a phone that heard of it elsewhere need not wait"
    assert rendered == [1, 5]


def test_a_round_ends_by_itself_and_its_result_is_shown_to_everybody(engine: Running, round_: Round) -> None:
    for seat in range(12):
        engine.vote(round_, cookie_for(round_.event, str(seat), Channel.STREAM if seat % 2 else Channel.HALL))
    close_round(round_=round_, by="system:test", at=clock.now())
    seen = engine.wait_for(round_.event, lambda seen: seen["round"]["state"] == "counted")
    round_.refresh_from_db()
    assert (round_.state, round_.ballots_hall, round_.ballots_stream) == (RoundState.COUNTED, 6, 6)
    assert seen["tally"] == round_.result
    assert engine.snapshot(round_.event, "telefon")["tally"] is None
    set_stage(event=round_.event, showing=Showing.RESULT)
    version = engine.wait_for(round_.event, lambda seen: seen["showing"] == "result")["v"]
    assert engine.snapshot(round_.event, "telefon")["tally"] is None, "nobody has shown it yet"
    show_result(round_=round_, by="system:test", at=clock.now())
    engine.wait_for(round_.event, lambda seen: seen["v"] > version)
    assert engine.snapshot(round_.event, "telefon")["tally"] == round_.result


def test_an_engine_takes_up_what_another_one_left(round_: Round) -> None:
    cast([a_paper(round_, clock.now(), str(seat), choice="[3]") for seat in range(7)])
    with running() as engine:
        seen = engine.wait_for(round_.event, lambda seen: seen["ballots"]["hall"] == 7)
        assert seen["tally"]["all"]["counts"] == [0, 0, 7]
    close_round(round_=round_, by="system:test", at=clock.now() - timedelta(seconds=30))
    with running() as engine:
        engine.wait_for(round_.event, lambda seen: seen["round"]["state"] == "counted")


def test_a_job_ends_rounds_where_no_engine_runs(round_: Round) -> None:
    close_round(round_=round_, by="system:test", at=clock.now() - timedelta(seconds=30))
    end_rounds()
    round_.refresh_from_db()
    assert round_.state == RoundState.COUNTED


def test_the_screen_equals_the_recount_at_every_tick(
    engine: Running, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every snapshot says what the first of the stored ballots say, as many as it has, whoever stored them.

    While hall or stream is a small group, the sum waits for more: then no tally is told.
    """
    shown: list[dict[str, Any]] = []
    publish = Hub._publish

    def watch(hub: Hub, *when: Any) -> None:
        publish(hub, *when)
        shown.append(copy.deepcopy(hub.screens[Face.STAGE].rest))

    monkeypatch.setattr(Hub, "_publish", watch)
    monkeypatch.setattr("soesmart.events.live.engine.TICK", 0.02)

    def here(seat: int) -> None:
        channel = Channel.STREAM if seat % 3 else Channel.HALL
        engine.vote(round_, cookie_for(round_.event, str(seat), channel), str(1 + seat * 7 % 3))

    def elsewhere(seat: int) -> None:  # as another process does: not through the engine's queue
        with scope(municipality=round_.event.municipality):
            cast([a_paper(round_, clock.now(), f"other {seat}", choice="[2]")])

    with ThreadPoolExecutor(6) as people:
        for seat in range(240):
            people.submit(elsewhere if seat % 8 == 0 else here, seat)
    engine.wait_for(round_.event, lambda seen: sum(seen["ballots"].values()) == 240)
    stored = list(Ballot.objects.order_by("pk").values_list("channel", "choice"))
    smallest = round_.event.smallest_group
    assert len({sum(one["ballots"].values()) for one in shown if one["tally"]}) > 5
    for one in shown:
        first = Counter(stored[: sum(one["ballots"].values())])
        by_choice = [sum(first[channel, f"[{number}]"] for channel in ("hall", "stream")) for number in (1, 2, 3)]
        told = one["tally"]["all"]["counts"] if one["tally"] else None
        assert told == (by_choice if may_grow_in_sight(**one["ballots"], smallest=smallest) else None)
        assert one["ballots"] == {name: sum(first[name, f"[{n}]"] for n in (1, 2, 3)) for name in ("hall", "stream")}


def test_a_slow_reader_gets_the_newest_snapshot_and_no_queue() -> None:
    async def scene() -> list[bytes]:
        got, gate = [], asyncio.Event()

        async def send(message: Any) -> None:
            await gate.wait()
            got.append(message["body"])

        stream = Stream(send)
        for number in range(1_000):
            stream.push(part(b"%d" % number), 0.0)
        gate.set()
        await asyncio.sleep(0.01)
        stream.push(part(b"afterwards"), 0.0)
        await asyncio.sleep(0.01)
        return got

    assert run(scene()) == [b"0", b"999", b"afterwards"]


def test_a_stream_without_news_gets_a_sign_of_life(engine: Running, round_: Round, monkeypatch: Any) -> None:
    monkeypatch.setattr("soesmart.events.live.hub.SIGN_OF_LIFE", 0.1)
    with engine.listening(f"/live/abend/{round_.event_id}/strom") as ear:
        ear.wait(lambda ear: b":\n\n" in ear.heard)
        assert json.loads(ear.heard[0].split(b"data: ")[1])["v"] == 1
