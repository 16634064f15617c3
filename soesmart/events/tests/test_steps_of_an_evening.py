"""One button leads through the evening: what comes next, what can be taken back, in every state."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.events.rules import RoundState, Showing
from soesmart.events.rules.steps import Place, Step, StepKind, Stop, Vote, back_step, is_done, natural, next_step

AGENDA = (Stop(1), Stop(1, 1, is_vote=True), Stop(2), Stop(2, 2, is_vote=True), Stop(2, 3), Stop(3))
# Every way a vote can stand.
VOTES = {
    "none": None,
    "open": Vote(7, 1, RoundState.OPEN),
    "voted": Vote(7, 1, RoundState.OPEN, has_ballots=True),
    "closing": Vote(7, 1, RoundState.OPEN, is_closing=True, has_ballots=True),
    "ended": Vote(7, 1, RoundState.OPEN, is_ended=True, has_ballots=True),
    "closed": Vote(7, 1, RoundState.CLOSED),
    "counted": Vote(7, 1, RoundState.COUNTED),
    "shown": Vote(7, 1, RoundState.COUNTED, is_shown=True),
}


def at_vote(vote: Vote | None, showing: Showing = Showing.QUESTION) -> Place:
    votes = {1: vote} if vote else {}
    return Place(AGENDA, showing, scene=1, item=1, round=vote.pk if vote else 0, votes=votes)


def made(place: Place, step: Step) -> Place:
    """The place after a step, as the services make it; a closed vote is counted at once."""
    votes = dict(place.votes)
    match step.kind:
        case StepKind.SCENE:
            return replace(place, showing=Showing.SCENE, scene=step.target, item=0, round=0)
        case StepKind.OPEN:
            votes[step.target] = Vote(100 + step.target, step.target, RoundState.OPEN)
            scene = next(stop.scene for stop in place.agenda if stop.item == step.target)
            asked = replace(place, showing=Showing.QUESTION, votes=votes)
            return replace(asked, scene=scene, item=step.target, round=100 + step.target)
        case StepKind.CLOSE | StepKind.RESULT:
            item = next(vote.item for vote in votes.values() if vote.pk == step.target)
            is_shown = step.kind == StepKind.RESULT
            votes[item] = replace(votes[item], state=RoundState.COUNTED, is_shown=is_shown)
            return replace(place, votes=votes, showing=Showing.RESULT if is_shown else place.showing)
        case StepKind.QUESTIONS:
            scene = next(stop.scene for stop in place.agenda if stop.item == step.target)
            return replace(place, showing=Showing.QUESTIONS, scene=scene, item=step.target, round=0)
        case StepKind.HOUSE | StepKind.JOIN:
            return replace(place, showing=Showing(step.kind.value))
        case StepKind.RESUME:
            return replace(place, showing=natural(place))
    raise AssertionError(step)


def walked(place: Place, most: int = 100) -> list[Step]:
    steps: list[Step] = []
    while step := next_step(place):
        assert not is_done(place, step), (place, step)
        steps.append(step)
        place = made(place, step)
        assert is_done(place, step), (place, step)
        assert len(steps) < most, steps
    return steps


def test_going_on_leads_from_the_house_through_all_scenes_and_votes_back_to_the_house() -> None:
    told = [(step.kind.value, step.target) for step in walked(Place(AGENDA))]
    assert told == [
        ("scene", 1), ("open", 1), ("close", 101), ("result", 101),
        ("scene", 2), ("open", 2), ("close", 102), ("result", 102), ("questions", 3),
        ("scene", 3), ("house", 0),
    ]  # fmt: skip


@st.composite
def agendas(draw: st.DrawFn) -> tuple[Stop, ...]:
    stops, number = [], 0
    for scene in range(1, draw(st.integers(0, 5)) + 1):
        stops.append(Stop(scene))
        for is_vote in draw(st.lists(st.booleans(), max_size=3)):
            number += 1
            stops.append(Stop(scene, number, is_vote=is_vote))
    return tuple(stops)


@given(agendas())
def test_whatever_the_agenda_every_vote_is_opened_closed_and_shown_once_and_the_evening_ends(
    agenda: tuple[Stop, ...],
) -> None:
    steps = walked(Place(agenda))
    votes = [stop.item for stop in agenda if stop.is_vote]
    assert [step.target for step in steps if step.kind == StepKind.OPEN] == votes
    assert len([step for step in steps if step.kind == StepKind.RESULT]) == len(votes)
    assert len([step for step in steps if step.kind == StepKind.SCENE]) == len({stop.scene for stop in agenda})


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("none", StepKind.OPEN),
        ("open", StepKind.CLOSE),
        ("voted", StepKind.CLOSE),
        ("closing", StepKind.WAIT),
        ("ended", StepKind.WAIT),
        ("closed", StepKind.WAIT),
        ("counted", StepKind.RESULT),
        ("shown", StepKind.RESULT),
    ],
)
def test_what_comes_next_at_a_question_depends_on_its_vote(state: str, kind: StepKind) -> None:
    step = next_step(at_vote(VOTES[state]))
    assert step is not None
    assert step.kind == kind


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("open", StepKind.WITHDRAW),
        ("voted", None),
        ("closing", StepKind.REOPEN),
        ("ended", None),
        ("closed", None),
        ("counted", None),
        ("shown", StepKind.SCENE),
    ],
)
def test_what_can_be_taken_back_at_a_question_depends_on_its_vote(state: str, kind: StepKind | None) -> None:
    step = back_step(at_vote(VOTES[state]))
    assert (step.kind if step else None) == kind


@pytest.mark.parametrize(("showing", "state"), list(product(Showing, VOTES)))
def test_every_state_has_an_answer_and_a_running_vote_is_never_left_behind(showing: Showing, state: str) -> None:
    place = at_vote(VOTES[state], showing)
    step = next_step(place)
    assert step is not None
    if place.running:
        assert step.kind in (StepKind.CLOSE, StepKind.WAIT, StepKind.RESUME)
    if showing in (Showing.HOUSE, Showing.JOIN, Showing.STOPPED):
        assert step == back_step(place) == Step(StepKind.RESUME)


@pytest.mark.parametrize("state", list(VOTES))
def test_behind_the_house_waits_what_was_there(state: str) -> None:
    expected = {"none": Showing.SCENE, "shown": Showing.RESULT}.get(state, Showing.QUESTION)
    assert natural(at_vote(VOTES[state], Showing.HOUSE)) == expected


def test_behind_the_house_is_the_house_before_the_evening_begins() -> None:
    assert natural(Place(AGENDA)) == Showing.HOUSE
    assert natural(Place(AGENDA, Showing.JOIN, scene=2)) == Showing.SCENE
    assert natural(Place(AGENDA, Showing.JOIN, scene=2, item=3)) == Showing.QUESTIONS


def test_what_a_director_saw_changes_with_the_end_of_a_vote_but_not_with_the_first_ballot() -> None:
    seen = {state: at_vote(vote).seen for state, vote in VOTES.items()}
    assert seen["open"] == seen["voted"]
    assert seen["closing"] == seen["ended"]
    assert len({seen[state] for state in ("none", "open", "closing", "closed", "counted")}) == 5


def test_a_vote_that_somebody_jumped_ahead_to_is_shown_again_and_not_opened_anew() -> None:
    held = Vote(9, 2, RoundState.COUNTED, is_shown=True)
    place = Place(AGENDA, Showing.SCENE, scene=2, votes={2: held})
    assert next_step(place) == Step(StepKind.QUESTION, 9)
    assert back_step(Place(AGENDA, Showing.QUESTIONS, scene=2, item=3, votes={2: held})) == Step(StepKind.RESULT, 9)


def test_an_evening_without_agenda_rests() -> None:
    assert next_step(Place(())) is None
    assert back_step(Place(())) is None
