"""The projector: who may open it, what it shows of what, and what it never shows."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.core.colours import contrast
from soesmart.events.credentials import is_stage_key, stage_key
from soesmart.events.models import AudienceQuestion, Ballot, Event, HiddenWord, Item, Round, Stage
from soesmart.events.rules import Channel, EventState, ItemKind, RoundState, Showing, canonical
from soesmart.events.services.counting import count_round
from soesmart.events.services.rounds import close_round, finish_round, open_round, show_result
from soesmart.events.services.stage import begin_rehearsal, show
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.participation.rules import Visibility
from soesmart.region.models import Municipality
from tests.clients import CountQueries, client_of

pytestmark = pytest.mark.usefixtures("noon")

BY = "system:test"


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at, stream="embed", stream_url="https://stream.example", stream_delay=18_000)


@pytest.fixture
def wall(soest: Municipality) -> Client:
    return client_of(None, soest)


def seen(client: Client, event: Event, key: str | None = None, **query: str) -> Any:
    address = f"/veranstaltungen/{event.key}/leinwand/"
    return client.get(address, {"schluessel": stage_key(event.pk) if key is None else key} | query)


def text(client: Client, event: Event) -> str:
    answer = seen(client, event)
    assert answer.status_code == 200
    return str(answer.content.decode())


def vote(round_: Round, at: datetime, hall: list[Any], stream: list[Any]) -> None:
    rows = [(Channel.HALL, choice) for choice in hall] + [(Channel.STREAM, choice) for choice in stream]
    Ballot.objects.bulk_create(
        Ballot(
            round=round_,
            credential=f"{round_.pk:04d}{number:028x}",
            channel=channel,
            choice=canonical(choice),
            receipt=f"{number:016d}",
            cast_at=at,
        )
        for number, (channel, choice) in enumerate(rows)
    )


def counted(item: Item, at: datetime, hall: list[Any], stream: list[Any]) -> Round:
    round_ = open_round(item=item, by=BY, at=at)
    vote(round_, at, hall, stream)
    finish_round(round_=round_, at=at, hall=len(hall), stream=len(stream))
    return count_round(round_=round_, at=at)


def test_a_key_opens_the_projector_where_nobody_is_signed_in_and_a_forged_one_does_not(
    event: Event, wall: Client, in_soest: Municipality, at: datetime
) -> None:
    other = an_event(in_soest, at, "anderer-abend", join_code="ANDERE")
    assert seen(wall, event).status_code == 200
    for forged in ("", "x", "ü" * 32, stage_key(other.pk), stage_key(event.pk)[:-1], stage_key(event.pk).upper() + "0"):
        assert seen(wall, event, forged).status_code == 403, forged
    assert not is_stage_key(event.pk, stage_key(other.pk))


def test_staff_open_it_without_a_key_and_residents_do_not(
    event: Event, soest: Municipality, deniz: Person, amira: Person
) -> None:
    assert seen(client_of(deniz, soest), event, "").status_code == 200
    assert seen(client_of(amira, soest), event, "").status_code == 403


def test_a_draft_is_not_shown_even_with_its_key(event: Event, wall: Client) -> None:
    Event.objects.update(state=EventState.DRAFT, published_at=None)
    assert seen(wall, event).status_code == 404


def test_it_is_never_stored_nor_found_and_reloads_itself_only_without_script(event: Event, wall: Client) -> None:
    answer = seen(wall, event)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert '<noscript><meta http-equiv="refresh"' in answer.content.decode()
    assert "Refresh" not in answer


def test_a_script_gets_the_stage_and_nothing_else(event: Event, wall: Client) -> None:
    address = f"/veranstaltungen/{event.key}/leinwand/?schluessel={stage_key(event.pk)}"
    page = wall.get(address, headers={"X-Part": "stage"}).content.decode()
    assert 'data-showing="house"' in page
    assert "<html" not in page


@pytest.mark.parametrize("look", [":root", r"\.is-light"], ids=["dark", "light"])
def test_every_text_stands_out_from_its_ground_by_seven(look: str) -> None:
    file = finders.find("events/projector.css")
    assert file
    style = Path(file).read_text()
    rule = re.search(rf"^{look} {{(.*?)}}", style, re.MULTILINE)
    assert rule
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", rule[1]))
    whole = {
        name: colour if len(colour) == 7 else f"#{colour[1] * 2}{colour[2] * 2}{colour[3] * 2}"
        for name, colour in colours.items()
    }
    for ink, ground in [
        ("ink", "ground"),
        ("soft", "ground"),
        ("sign", "ground"),
        ("ink", "lead"),
        ("on-sign", "sign"),
        ("ink", "track"),
    ]:
        assert contrast(whole[ink], whole[ground]) >= 7, (ink, ground)
    for bar in ("hall", "stream", "all"):
        assert contrast(whole[bar], whole["track"]) >= 3, bar


def test_house_join_scene_and_interruption_show_what_they_are(event: Event, wall: Client, at: datetime) -> None:
    scene = a_scene(event)
    assert "REISEN" in text(wall, event)
    show(event=event, showing=Showing.JOIN, by=BY, at=at)
    page = text(wall, event)
    assert "Sechs Buchstaben" in page
    assert "Zum Mitmachen: REISEN" in page
    show(event=event, showing=Showing.SCENE, scene=scene, by=BY, at=at)
    assert "Frühstück im Jahr 2030" in text(wall, event)
    show(event=event, showing=Showing.STOPPED, by=BY, at=at)
    assert "Kurz unterbrochen" in text(wall, event)


def test_both_countdowns_stand_beside_an_open_question(event: Event, wall: Client, at: datetime) -> None:
    round_ = open_round(item=an_item(a_scene(event)), by=BY, at=at - timedelta(seconds=5))
    page = text(wall, event)
    assert "offen" in page
    assert "öffnet in 13 s" in page
    close_round(round_=round_, by=BY, at=at, in_seconds=10)
    page = text(wall, event)
    assert "noch 10 s" in page
    with clock.stopped_at(at + timedelta(seconds=20)):
        page = text(wall, event)
    assert "geschlossen" in page
    assert "noch 8 s" in page


def test_bars_grow_while_ballots_come_in_but_not_while_one_group_is_small(
    event: Event, wall: Client, at: datetime
) -> None:
    round_ = open_round(item=an_item(a_scene(event)), by=BY, at=at)
    vote(round_, at, [(1,)] * 6 + [(2,)] * 2, [])
    page = text(wall, event)
    assert 'data-live="bars"' in page
    assert "is-apart" not in page
    assert "75\u202f%" in page
    Ballot.objects.bulk_create(
        Ballot(round=round_, credential=sign * 32, channel="stream", choice="[1]", receipt=sign * 16, cast_at=at)
        for sign in "abcd"
    )
    page = text(wall, event)
    assert 'data-live="bars"' in page  # stands ready for the fifth
    assert "\u202f%" not in page
    Ballot.objects.create(
        round=round_, credential="f" * 32, channel="stream", choice="[3]", receipt="Z" * 16, cast_at=at
    )
    page = text(wall, event)
    assert "is-apart" in page
    assert "75\u202f%" in page
    assert "80\u202f%" in page


@pytest.mark.parametrize(
    "facts",
    [{"shows_live": False}, {"secret": True}, {"kind": ItemKind.WORDS, "moderated": True, "most": 3, "options": 0}],
    ids=["hidden", "secret", "moderated-words"],
)
def test_some_tallies_come_only_with_the_result(
    event: Event, wall: Client, at: datetime, facts: dict[str, Any]
) -> None:
    item = an_item(a_scene(event), **facts)
    round_ = open_round(item=item, by=BY, at=at)
    if not item.secret:
        vote(round_, at, [("Blödsinn",) if item.kind == ItemKind.WORDS else (1,)] * 8, [])
    page = text(wall, event)
    assert "<progress" not in page
    assert "Blödsinn" not in page
    assert "Noch kein Wort" not in page
    assert 'data-live=""' in page


def test_the_right_answer_of_an_estimate_comes_only_with_the_result(event: Event, wall: Client, at: datetime) -> None:
    item = an_item(a_scene(event), ItemKind.ESTIMATE, options=0, least=0, most=40, truth=18)
    round_ = open_round(item=item, by=BY, at=at)
    vote(round_, at, [(18,), (20,)] * 6, [(18,)] * 6)
    page = text(wall, event)
    assert "<progress" in page, "the guesses so far are told"
    assert "richtig" not in page.lower()
    assert "row--truth" not in page


def test_no_result_is_shown_that_is_not_public(event: Event, wall: Client, at: datetime) -> None:
    item = an_item(a_scene(event))
    round_ = counted(item, at, [(1,)] * 6, [(2,)] * 6)
    show(event=event, showing=Showing.RESULT, scene=item.scene, item=item, round_=round_, by=BY, at=at)
    assert 'data-showing="house"' in text(wall, event)
    show_result(round_=round_, by=BY, at=at)
    page = text(wall, event)
    assert 'data-showing="result"' in page
    assert "Selbst nachzählen" in page


def test_a_rehearsal_is_marked_and_nothing_of_it_is_seen_outside_of_it(
    event: Event, wall: Client, at: datetime
) -> None:
    item = an_item(a_scene(event))
    begin_rehearsal(event=event, by=BY, at=at)
    open_round(item=item, by=BY, at=at, is_rehearsal=True)
    assert 'class="rehearsal">Probe' in text(wall, event)
    Stage.objects.update(is_rehearsal=False)
    page = text(wall, event)
    assert 'data-showing="house"' in page
    assert item.title not in page


RESULTS: dict[ItemKind, tuple[dict[str, Any], list[Any], list[str]]] = {
    ItemKind.SCALE: ({"options": 0, "least": 1, "most": 5, "low_label": "nein"}, [(5,)] * 6, ["Im Mittel", "1 nein"]),
    ItemKind.ESTIMATE: (
        {"options": 0, "least": 0, "most": 100, "unit": "%", "truth": 25},
        [(20,), (22,), (24,), (26,), (28,), (30,)],
        ["In der Mitte der Schätzungen", "Richtig:", "25\u202f%", "row--truth"],
    ),
    ItemKind.RANKING: ({}, [(2, 1, 3)] * 6, ["1. Antwort 2", "Platz 1"]),
    ItemKind.POINTS: ({"points": 10}, [(7, 3, 0)] * 6, ["70\u202f%"]),
    ItemKind.WORDS: ({"options": 0, "most": 3}, [("Rad", "Sonne")] * 6, ["Sonne", "w5"]),
    ItemKind.NEXT_IDEA: ({"options": 15}, [(14,)] * 6, ["Antwort 14", "und 3 weitere"]),
}


@pytest.mark.parametrize("kind", list(RESULTS), ids=[kind.value for kind in RESULTS])
def test_every_kind_of_result_has_its_picture(event: Event, wall: Client, at: datetime, kind: ItemKind) -> None:
    facts, ballots, expected = RESULTS[kind]
    round_ = counted(an_item(a_scene(event), kind, **facts), at, ballots, ballots)
    show_result(round_=round_, by=BY, at=at)
    page = text(wall, event)
    for words in [*expected, "is-apart"]:
        assert words in page, words


def test_hidden_words_are_left_out_and_their_ballots_stay(event: Event, wall: Client, at: datetime) -> None:
    item = an_item(a_scene(event), ItemKind.WORDS, options=0, most=3)
    round_ = counted(item, at, [("Blödsinn",)] * 6, [("Sonne",)] * 6)
    show_result(round_=round_, by=BY, at=at)
    HiddenWord.objects.create(item=item, word="blödsinn", reason="insult")
    page = text(wall, event)
    assert "Blödsinn" not in page
    assert "<b>6</b> <span>Stimmen" in page


def test_questions_show_the_most_wanted_and_the_one_taken_up_big(event: Event, wall: Client, at: datetime) -> None:
    item = an_item(a_scene(event), ItemKind.QUESTIONS, options=0)
    facts = [("Erste?", "visible", 3), ("Zweite?", "visible", 9), ("Geheim?", "held", 0), ("Weg!", "removed", 50)]
    for number, (words, visibility, support) in enumerate(facts, 1):
        AudienceQuestion.objects.create(
            item=item,
            number=number,
            text=words,
            channel="hall",
            credential=f"{number:032x}",
            visibility=Visibility(visibility),
            support=support,
            asked_at=at,
            nonce=f"{number:032x}",
        )
    show(event=event, showing=Showing.QUESTIONS, scene=item.scene, item=item, by=BY, at=at)
    page = text(wall, event)
    assert page.index("Zweite?") < page.index("Erste?")
    assert "Geheim?" not in page
    assert "Weg!" not in page
    AudienceQuestion.objects.filter(number=1).update(taken_at=at)
    assert '<div class="taken"><h1>Erste?' in text(wall, event)


def test_the_mark_is_announced_and_goes_away(event: Event, wall: Client, at: datetime) -> None:
    show(event=event, showing=Showing.HOUSE, by=BY, at=at)
    Stage.objects.update(probe_at=at + timedelta(seconds=6))
    assert f'data-mark="{round(at.timestamp() * 1000) + 6000}"' in text(wall, event)
    with clock.stopped_at(at + timedelta(seconds=30)):
        assert "data-mark" not in text(wall, event)


def test_the_projector_needs_few_queries(event: Event, wall: Client, at: datetime, count_queries: CountQueries) -> None:
    item = an_item(a_scene(event), ItemKind.WORDS, options=0, most=3, moderated=False)
    round_ = open_round(item=item, by=BY, at=at)
    vote(round_, at, [("Rad",)] * 9, [("Sonne",)] * 9)
    text(wall, event)
    with count_queries() as queries:
        text(wall, event)
    assert len(queries) <= 10, "\n".join(queries.sql)
    assert Round.objects.get().state == RoundState.OPEN
