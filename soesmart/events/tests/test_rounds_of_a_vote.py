"""Open, close, keep open, reset, show: once each, and never two rounds at a time."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django_scopes import scope

from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Ballot, Event, Item, Round, Stage
from soesmart.events.rules import EventState, ItemKind, RoundState, Showing
from soesmart.events.services.rounds import (
    close_round,
    finish_round,
    keep_open,
    open_round,
    reset_round,
    show_result,
    withdraw_round,
)
from soesmart.events.services.stage import begin_rehearsal, end_rehearsal, show
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.region.models import Municipality

BY = "system:test"
SECOND = timedelta(seconds=1)


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at, stream_delay=18_000)


@pytest.fixture
def item(event: Event) -> Item:
    return an_item(a_scene(event))


def counted(round_: Round, at: datetime) -> Round:
    finish_round(round_=round_, at=at, hall=0, stream=0)
    Round.objects.filter(pk=round_.pk).update(
        state=RoundState.COUNTED, counted_at=at, digest="0" * 64, result={"all": {}, "hall": None, "stream": None}
    )
    round_.refresh_from_db()
    return round_


def voted(round_: Round, at: datetime) -> None:
    Ballot.objects.create(round=round_, credential="a" * 32, channel="hall", choice="[1]", receipt="A" * 16, cast_at=at)


def test_the_stream_opens_and_closes_later_by_its_delay(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    assert round_.stream_opens_at - round_.opened_at == 18 * SECOND
    closed = close_round(round_=round_, by=BY, at=at + 30 * SECOND, in_seconds=10)
    assert closed.hall_closes_at == at + 40 * SECOND
    assert closed.stream_closes_at == at + 58 * SECOND
    entries = AuditEntry.objects.filter(town="soest").order_by("number")
    assert [entry.action for entry in entries] == ["events.round.opened", "events.round.closing"]


def test_a_delay_that_changes_while_a_round_runs_does_not_change_the_round(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    Event.objects.update(stream_delay=90_000)
    closed = close_round(round_=Round.objects.get(pk=round_.pk), by=BY, at=at + 30 * SECOND)
    assert closed.stream_closes_at is not None
    assert closed.stream_closes_at - closed.stream_opens_at == 30 * SECOND


def test_nothing_opens_while_another_round_is_open(item: Item, at: datetime) -> None:
    open_round(item=item, by=BY, at=at)
    for again in (item, an_item(item.scene)):
        with pytest.raises(Conflict) as refusal:
            open_round(item=again, by=BY, at=at)
        assert refusal.value.code == "round.other_open"
    assert Round.objects.count() == 1
    assert Stage.objects.get().version == 1


def test_an_end_can_be_moved_while_its_countdown_runs_but_not_once_the_hall_has_ended(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    close_round(round_=round_, by=BY, at=at, in_seconds=10)
    close_round(round_=round_, by=BY, at=at + 5 * SECOND, in_seconds=30)
    with pytest.raises(Conflict, match="schon geschlossen"):
        close_round(round_=round_, by=BY, at=at + 35 * SECOND, in_seconds=30)
    with pytest.raises(Conflict, match="schon geschlossen"):
        keep_open(round_=round_, by=BY, at=at + 35 * SECOND)
    round_.refresh_from_db()
    assert round_.hall_closes_at == at + 35 * SECOND


def test_a_closing_is_taken_back_while_its_countdown_runs(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    close_round(round_=round_, by=BY, at=at, in_seconds=10)
    keep_open(round_=round_, by=BY, at=at + 9 * SECOND)
    round_.refresh_from_db()
    assert (round_.hall_closes_at, round_.stream_closes_at, round_.state) == (None, None, RoundState.OPEN)


@pytest.mark.parametrize("seconds", [-1, 601])
def test_a_round_ends_within_ten_minutes(item: Item, at: datetime, seconds: int) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    with pytest.raises(Refused) as refusal:
        close_round(round_=round_, by=BY, at=at, in_seconds=seconds)
    assert refusal.value.field == "in_seconds"


def test_the_marker_closes_a_round_once_and_nobody_closes_it_again(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    assert finish_round(round_=round_, at=at, hall=3, stream=2)
    assert not finish_round(round_=round_, at=at, hall=9, stream=9)
    round_.refresh_from_db()
    assert (round_.state, round_.ballots_hall, round_.ballots_stream) == (RoundState.CLOSED, 3, 2)
    with pytest.raises(Conflict):
        close_round(round_=round_, by=BY, at=at)


def test_a_reset_round_counts_for_nothing_and_the_next_gets_its_own_number(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    voted(round_, at)
    reset_round(round_=round_, by=BY, at=at)
    stage = Stage.objects.get()
    assert (stage.showing, stage.item, stage.round) == (Showing.SCENE, item, None)
    second = open_round(item=item, by=BY, at=at)
    assert (second.number, Round.objects.get(pk=round_.pk).state) == (2, RoundState.DISCARDED)
    with pytest.raises(Conflict):
        reset_round(round_=round_, by=BY, at=at)


def test_resetting_a_round_that_is_not_on_the_stage_leaves_the_stage_alone(item: Item, at: datetime) -> None:
    round_ = counted(open_round(item=item, by=BY, at=at), at)
    second = open_round(item=an_item(item.scene), by=BY, at=at)
    reset_round(round_=round_, by=BY, at=at)
    assert Stage.objects.get().round == second


def test_what_was_shown_is_not_reset(item: Item, at: datetime) -> None:
    round_ = counted(open_round(item=item, by=BY, at=at), at)
    show_result(round_=round_, by=BY, at=at)
    with pytest.raises(Conflict, match="schon gezeigt"):
        reset_round(round_=round_, by=BY, at=at)
    assert open_round(item=item, by=BY, at=at).number == 2


def test_an_opening_is_taken_back_only_while_nobody_has_voted(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    withdraw_round(round_=round_, by=BY, at=at)
    assert Round.objects.get().state == RoundState.DISCARDED
    second = open_round(item=item, by=BY, at=at)
    voted(second, at)
    with pytest.raises(Conflict, match="schon jemand abgestimmt"):
        withdraw_round(round_=second, by=BY, at=at)


def test_no_result_is_shown_before_it_is_counted_and_the_first_showing_stays(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    with pytest.raises(Conflict, match="noch nicht ausgezählt"):
        show_result(round_=round_, by=BY, at=at)
    counted(round_, at)
    show_result(round_=round_, by=BY, at=at)
    show_result(round_=round_, by=BY, at=at + SECOND)
    assert Round.objects.get().shown_at == at
    assert Stage.objects.get().showing == Showing.RESULT


@pytest.mark.parametrize(
    ("state", "code"), [(EventState.DRAFT, "round.not_public"), (EventState.CANCELLED, "round.not_public")]
)
def test_nothing_opens_on_an_evening_that_is_not_public(
    in_soest: Municipality, at: datetime, state: EventState, code: str
) -> None:
    event = an_event(in_soest, at, state=state)
    with pytest.raises(Refused) as refusal:
        open_round(item=an_item(a_scene(event)), by=BY, at=at)
    assert refusal.value.code == code
    with pytest.raises(Refused):
        show(event=event, showing=Showing.HOUSE, by=BY, at=at)


def test_a_question_without_answers_to_choose_from_does_not_open(event: Event, at: datetime) -> None:
    scene = a_scene(event)
    with pytest.raises(Refused, match="mindestens zwei"):
        open_round(item=an_item(scene, options=1), by=BY, at=at)
    with pytest.raises(Refused, match="nicht abgestimmt"):
        open_round(item=an_item(scene, ItemKind.QUESTIONS, options=0), by=BY, at=at)
    open_round(item=an_item(scene, ItemKind.WORDS, options=0), by=BY, at=at)


def test_the_house_covers_what_is_there_and_the_stage_keeps_it(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by=BY, at=at)
    show(event=item.event, showing=Showing.HOUSE, by=BY, at=at)
    stage = Stage.objects.get()
    assert (stage.showing, stage.item, stage.round) == (Showing.HOUSE, item, round_)


def test_a_rehearsal_begins_and_ends_with_nothing_on_the_stage_and_never_during_a_vote(
    item: Item, at: datetime
) -> None:
    begin_rehearsal(event=item.event, by=BY, at=at)
    round_ = open_round(item=item, by=BY, at=at, is_rehearsal=True)
    with pytest.raises(Refused, match="noch eine Abstimmung"):
        end_rehearsal(event=item.event, by=BY, at=at)
    reset_round(round_=round_, by=BY, at=at)
    end_rehearsal(event=item.event, by=BY, at=at)
    stage = Stage.objects.get()
    assert (stage.is_rehearsal, stage.showing, stage.item) == (False, Showing.HOUSE, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_directors_who_open_at_the_same_moment_one_is_told(soest: Municipality, at: datetime) -> None:
    with scope(municipality=soest):
        event = an_event(soest, at)
        items = [an_item(a_scene(event)), an_item(a_scene(event))]
    barrier, told = Barrier(2), []

    def press(item: Item) -> None:
        barrier.wait()
        try:
            with scope(municipality=soest):
                open_round(item=item, by=BY, at=at)
            told.append("open")
        except Conflict as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    threads = [Thread(target=press, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with scope(municipality=soest):
        assert sorted(told) == ["open", "round.other_open"]
        assert Round.objects.count() == 1
        assert Stage.objects.get().version == 1
