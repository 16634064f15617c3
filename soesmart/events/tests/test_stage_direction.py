"""A step is done once, from what the director saw."""

from datetime import datetime

import pytest

from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Event, Item, Round, Stage
from soesmart.events.queries.place import place_of, seen_on, stage_of
from soesmart.events.rules import ItemKind, RoundState, Showing
from soesmart.events.rules.steps import Step, StepKind, next_step
from soesmart.events.services.rounds import finish_round
from soesmart.events.services.steps import Wish, take_step
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.region.models import Municipality
from tests.clients import CountQueries

BY = "system:test"


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    event = an_event(in_soest, at)
    breakfast = a_scene(event)
    an_item(breakfast)
    an_item(breakfast, ItemKind.QUESTIONS, options=0)
    a_scene(event, "Auf dem Weg")
    return event


@pytest.fixture
def item(event: Event) -> Item:
    return event.items.get(number=1)


def press(event: Event, step: Step | StepKind, at: datetime, seen: str | None = None) -> bool:
    step = step if isinstance(step, Step) else Step(step)
    now = seen_on(stage_of(event)) if seen is None else seen
    return take_step(event=event, wish=Wish(step, now), by=BY, at=at)


def go_on(event: Event, at: datetime) -> StepKind | None:
    step = next_step(place_of(event, stage_of(event), at))
    if step:
        press(event, step, at)
    return step.kind if step else None


def test_the_button_leads_through_the_evening(event: Event, at: datetime) -> None:
    assert [go_on(event, at) for _ in range(3)] == [StepKind.SCENE, StepKind.OPEN, StepKind.CLOSE]
    round_ = Round.objects.get()
    assert round_.hall_closes_at is not None
    assert (round_.hall_closes_at - at).total_seconds() == 10
    with pytest.raises(Refused, match="nichts zu tun"):
        go_on(event, at)
    finish_round(round_=round_, at=at, hall=0, stream=0)
    facts = {"state": RoundState.COUNTED, "counted_at": at, "digest": "0" * 64}
    Round.objects.update(**facts)
    told = [go_on(event, at) for _ in range(4)]
    assert told == [StepKind.RESULT, StepKind.QUESTIONS, StepKind.SCENE, StepKind.HOUSE]
    assert go_on(event, at) is None


def test_a_double_click_is_one_step(event: Event, at: datetime) -> None:
    seen = seen_on(stage_of(event))
    assert press(event, Step(StepKind.SCENE, 1), at, seen)
    assert not press(event, Step(StepKind.SCENE, 1), at, seen)
    seen = seen_on(stage_of(event))
    assert press(event, Step(StepKind.OPEN, 1), at, seen)
    assert not press(event, Step(StepKind.OPEN, 1), at, seen)
    seen, round_ = seen_on(stage_of(event)), Round.objects.get()
    assert press(event, Step(StepKind.CLOSE, round_.pk), at, seen)
    assert not press(event, Step(StepKind.CLOSE, round_.pk), at, seen)
    assert Stage.objects.get().version == 3


def test_who_acts_on_an_old_view_is_told_and_nothing_happens(event: Event, item: Item, at: datetime) -> None:
    old = seen_on(stage_of(event))
    press(event, Step(StepKind.SCENE, 1), at)
    with pytest.raises(Conflict) as refusal:
        press(event, Step(StepKind.OPEN, item.number), at, old)
    assert refusal.value.code == "stage.moved"
    assert not Round.objects.exists()


def test_a_closed_vote_is_an_old_view_for_who_still_saw_it_open(event: Event, at: datetime) -> None:
    press(event, Step(StepKind.OPEN, 1), at)
    old, round_ = seen_on(stage_of(event)), Round.objects.get()
    finish_round(round_=round_, at=at, hall=0, stream=0)
    with pytest.raises(Conflict):
        press(event, Step(StepKind.RESET, round_.pk), at, old)
    assert Round.objects.get().state == RoundState.CLOSED


def test_join_and_interruption_go_away_and_what_was_there_comes_back(event: Event, at: datetime) -> None:
    press(event, Step(StepKind.OPEN, 1), at)
    for cover in (StepKind.JOIN, StepKind.STOP, StepKind.HOUSE):
        press(event, cover, at)
    assert press(event, StepKind.RESUME, at)
    stage = Stage.objects.get()
    assert (stage.showing, stage.round) == (Showing.QUESTION, Round.objects.get())


@pytest.mark.parametrize("kind", [StepKind.SCENE, StepKind.OPEN, StepKind.QUESTIONS, StepKind.RESULT, StepKind.RESET])
def test_what_does_not_exist_is_said(event: Event, at: datetime, kind: StepKind) -> None:
    with pytest.raises(Conflict, match="gibt es nicht mehr"):
        press(event, Step(kind, 99), at)


def test_a_round_of_another_evening_is_not_reached(event: Event, in_soest: Municipality, at: datetime) -> None:
    other = an_event(in_soest, at, "anderer-abend", join_code="ANDERE")
    an_item(a_scene(other))
    press(other, Step(StepKind.OPEN, 1), at)
    with pytest.raises(Conflict, match="gibt es nicht mehr"):
        press(event, Step(StepKind.RESET, Round.objects.get().pk), at)


def test_a_rehearsing_stage_opens_rehearsals_that_the_evening_knows_nothing_of(event: Event, at: datetime) -> None:
    Stage.objects.create(event=event, is_rehearsal=True)
    press(event, Step(StepKind.OPEN, 1), at)
    assert Round.objects.get().is_rehearsal
    Stage.objects.update(is_rehearsal=False, round=None, item=None, showing=Showing.HOUSE)
    assert not place_of(event, stage_of(event), at).votes


def test_a_step_costs_few_queries(event: Event, at: datetime, count_queries: CountQueries) -> None:
    press(event, StepKind.JOIN, at)
    for step in (Step(StepKind.SCENE, 1), Step(StepKind.OPEN, 1)):
        seen = seen_on(stage_of(event))
        with count_queries() as queries:
            press(event, step, at, seen)
        assert len(queries) <= 10, "\n".join(queries.sql)
