"""The simulated audience: its ballots are valid, it plays only where nothing real can be touched, its sums add up."""

import random
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from soesmart.events.models import Stage
from soesmart.events.rehearsal.choices import Mood, fields_of
from soesmart.events.rehearsal.people import MANNERS, Evening, Manner
from soesmart.events.rehearsal.play import Wish, guests, thinking_time
from soesmart.events.rehearsal.score import Found, Score, lost_receipts, percentile, summary
from soesmart.events.rehearsal.stage import may_play_on, open_for_rehearsal, recounted, votable, what_is_asked
from soesmart.events.rehearsal.wire import Server
from soesmart.events.rules import WITHOUT_BALLOTS, Bounds, Channel, ItemKind, RoundState, choice_of
from soesmart.events.services.rounds import finish_round
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.region.models import Municipality
from tests.cast import AT

BOUNDS = {
    ItemKind.SINGLE: Bounds(3),
    ItemKind.NEXT_IDEA: Bounds(7),
    ItemKind.MULTIPLE: Bounds(5, 1, 3),
    ItemKind.SCALE: Bounds(0, 1, 5),
    ItemKind.ESTIMATE: Bounds(0, -40, 40),
    ItemKind.RANKING: Bounds(4),
    ItemKind.POINTS: Bounds(5, 1, 1, 10),
    ItemKind.WORDS: Bounds(0, 1, 3),
}


def test_every_kind_with_ballots_is_played() -> None:
    assert BOUNDS.keys() == {*ItemKind} - WITHOUT_BALLOTS


@pytest.mark.parametrize("kind", BOUNDS, ids=str)
def test_every_ballot_is_one_that_the_item_allows(kind: ItemKind) -> None:
    rng, chosen = random.Random(7), set()
    for _ in range(200):
        chosen.add(choice_of(kind, BOUNDS[kind], fields_of(kind, BOUNDS[kind], Mood(), rng)))
    assert len(chosen) >= 3, "an audience of one mind shows nothing"


def test_an_audience_leans_to_where_its_mood_points() -> None:
    rng, mood = random.Random(7), Mood(weights=(8, 1, 1))
    drawn = [fields_of(ItemKind.SINGLE, Bounds(3), mood, rng)["choice"] for _ in range(200)]
    assert drawn.count(["1"]) > 120


def test_the_same_people_come_to_every_rehearsal() -> None:
    def come() -> Iterator[tuple[Channel, Manner]]:
        for guest in guests(Evening(1, "REISEN", 5, None, Score()), Server(8000, "soest.localhost"), 300):  # type: ignore[arg-type]
            yield guest.channel, guest.manner

    first = [*come()]
    assert first == [*come()]
    assert {manner for _, manner in first} == MANNERS.keys()
    assert 60 < sum(channel == Channel.HALL for channel, _ in first) < 120


def test_a_receipt_that_the_recount_does_not_know_is_lost_and_said_so() -> None:
    score = Score(receipts={5: ["A", "B", "C"], 6: ["D", "D"]})
    found = {5: Found("Frage", 1, 3, frozenset("AB")), 6: Found("Noch eine", 1, 1, frozenset("D"))}
    assert lost_receipts(score, found) == {5: 1, 6: 1}
    told = "\n".join(summary(score, found))
    assert "Stimmen bestätigt: 5. Belege in der Auszählung gefunden: 3." in told
    assert "1 BELEGE FEHLEN" in told


def test_a_round_that_was_not_counted_is_told_apart() -> None:
    assert "noch nicht ausgezählt" in "\n".join(summary(Score(receipts={5: ["A"]}), {}))


def test_percentiles_are_values_that_were_measured() -> None:
    assert percentile([5, 1, 3, 2, 4], 50) == 3
    assert percentile([5, 1, 3, 2, 4], 95) == 5
    assert percentile([7], 95) == 7


def test_all_rounds_fit_into_the_time_and_none_is_too_short() -> None:
    assert thinking_time(Wish(100, 120, direct=True), 10, 3000, 4) == pytest.approx(6.2)
    assert thinking_time(Wish(100, 10, direct=True), 10, 3000, 4) == 4


@pytest.mark.parametrize(
    ("demo", "invented", "rehearses", "may"),
    [
        (True, True, False, True),
        (True, False, False, False),
        (False, True, False, False),
        (False, False, True, True),
    ],
)
def test_it_plays_only_in_a_rehearsal_or_on_what_the_demo_made_up(
    in_soest: Municipality, settings: Settings, demo: bool, invented: bool, rehearses: bool, may: bool
) -> None:
    settings.DEMO = demo
    event = an_event(in_soest, AT, invented=invented)
    Stage.objects.create(event=event, is_rehearsal=rehearses)
    assert may_play_on(event) is may


def test_the_command_refuses_an_evening_of_its_own_accord(soest: Municipality, in_soest: Municipality) -> None:
    an_event(in_soest, AT)
    with pytest.raises(CommandError, match="keine Probe"):
        call_command("rehearse", "--event", "zukunftsreise")
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("rehearse", "--event", "nirgends")
    with pytest.raises(CommandError, match="nirgendwo"):
        call_command("rehearse", "--town", "nirgendwo")


def test_its_rounds_are_rehearsals_outside_the_demo(in_soest: Municipality, settings: Settings) -> None:
    item = an_item(a_scene(an_event(in_soest, AT)))
    settings.DEMO = False
    round_ = open_for_rehearsal(item)
    assert round_.is_rehearsal
    finish_round(round_=round_, at=AT, hall=0, stream=0)
    settings.DEMO = True
    assert not open_for_rehearsal(item).is_rehearsal


def test_it_votes_on_what_can_be_voted_on(in_soest: Municipality) -> None:
    scene = a_scene(an_event(in_soest, AT))
    first, short = an_item(scene), an_item(scene, options=1)
    cloud = an_item(scene, ItemKind.WORDS, options=0, most=3)
    an_item(scene, ItemKind.QUESTIONS, options=0)
    assert votable(scene.event) == [first, cloud]
    assert votable(scene.event, [cloud.number, short.number]) == [cloud]


def test_it_knows_what_a_round_asks_and_nothing_of_one_that_is_not_counted(in_soest: Municipality) -> None:
    round_ = open_for_rehearsal(an_item(a_scene(an_event(in_soest, AT)), options=4))
    asked = what_is_asked(round_.pk)
    assert (asked.kind, asked.bounds.options, len(asked.moods[Channel.HALL].weights)) == (ItemKind.SINGLE, 4, 4)
    assert round_.state == RoundState.OPEN
    assert recounted([round_.pk]) == {}
