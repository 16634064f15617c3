"""What the stage direction can do next: one step forward, one back, and what makes a second press harmless.

A step is told from what the director saw (`Place.seen`). Whoever acts on something that is no longer so is told, and a
step that is already done (a double click, two directors of one mind) is done once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from soesmart.events.rules.stages import RoundState, Showing


class StepKind(StrEnum):
    SCENE = "scene"
    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    RESULT = "result"
    QUESTION = "question"
    QUESTIONS = "questions"
    HOUSE = "house"
    JOIN = "join"
    STOP = "stop"
    RESUME = "resume"
    RESET = "reset"
    WITHDRAW = "withdraw"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Step:
    """target: the scene's position, the item's number or the round's primary key; 0 where nothing is named."""

    kind: StepKind
    target: int = 0


@dataclass(frozen=True, slots=True)
class Vote:
    """The last round of an item that was not discarded. is_closing: its end is set but not yet reached in the hall.
    is_ended: the end in the hall is past. is_shown: everybody has seen the result."""

    pk: int
    item: int
    state: RoundState
    is_closing: bool = False
    is_ended: bool = False
    is_shown: bool = False
    has_ballots: bool = False

    @property
    def ends(self) -> bool:
        return self.is_closing or self.is_ended


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop of the agenda: a scene (item 0), a vote, or questions from the audience."""

    scene: int
    item: int = 0
    is_vote: bool = False


@dataclass(frozen=True)
class Place:
    """Where the evening stands. agenda: stops in their order. scene, item, round: what the stage holds, also while
    house or join cover it; 0 for none. votes: by item number."""

    agenda: tuple[Stop, ...]
    showing: Showing = Showing.HOUSE
    scene: int = 0
    item: int = 0
    round: int = 0
    votes: Mapping[int, Vote] = field(default_factory=dict)

    @property
    def vote(self) -> Vote | None:
        """The vote that the stage holds."""
        vote = self.votes.get(self.item)
        return vote if vote and vote.pk == self.round else None

    @property
    def running(self) -> Vote | None:
        """The vote that takes ballots, wherever the stage is."""
        return next((vote for vote in self.votes.values() if vote.state == RoundState.OPEN), None)

    @property
    def seen(self) -> str:
        """What a director acts on, in few signs."""
        vote = self.vote
        if vote is None:
            return seen_of(self.showing, self.scene, self.item, self.round)
        return seen_of(self.showing, self.scene, self.item, self.round, vote.state, ends=vote.ends)


def seen_of(showing: str, scene: int, item: int, round_: int, state: str = "", *, ends: bool = False) -> str:
    """state: of the round. ends: its end is set. Time alone changes nothing of it."""
    return f"{showing}.{scene}.{item}.{round_}.{state}{'.ends' if ends and state == RoundState.OPEN else ''}"


COVERS = frozenset({Showing.HOUSE, Showing.JOIN, Showing.STOPPED})


def natural(place: Place) -> Showing:
    """What is shown when house, join or an interruption go away."""
    stop = _stop(place)
    if stop is None:
        return Showing.HOUSE
    if not stop.item:
        return Showing.SCENE
    if not stop.is_vote:
        return Showing.QUESTIONS
    vote = place.vote
    if vote is None:
        return Showing.SCENE
    return Showing.RESULT if vote.is_shown else Showing.QUESTION


def next_step(place: Place) -> Step | None:
    """What "go on" does: scene, question open, close, result, next. None at the end; WAIT while nothing can be done.

    A cover (house, join, interruption) is lifted first when something stands behind it.
    """
    stop, vote = _stop(place), place.vote
    following = _following(place)
    if place.showing in COVERS and stop:
        is_over = place.showing == Showing.HOUSE and not following and (not stop.is_vote or (vote and vote.is_shown))
        return None if is_over else Step(StepKind.RESUME)
    if vote and place.showing == Showing.QUESTION:
        return _of_vote(vote)
    running = place.running
    if running:
        return _of_vote(running)
    if stop and stop.is_vote and vote is None:
        return Step(StepKind.OPEN, stop.item)
    return _towards(following, place) if following else _end(place)


def back_step(place: Place) -> Step | None:
    """What takes the last step back; None where that cannot be: a result that was seen stays public.

    A vote that somebody took part in is not withdrawn like this, resetting it asks first.
    """
    if place.showing in COVERS:
        return Step(StepKind.RESUME) if _stop(place) else None
    vote = place.vote
    if vote and place.showing == Showing.RESULT:
        return Step(StepKind.QUESTION, vote.pk)
    if vote and vote.state == RoundState.OPEN and place.showing == Showing.QUESTION:
        if vote.is_closing:
            return Step(StepKind.REOPEN, vote.pk)
        return None if vote.has_ballots or vote.is_ended else Step(StepKind.WITHDRAW, vote.pk)
    if vote and place.showing == Showing.QUESTION and not vote.is_shown:
        return None
    before = _before(place)
    return _towards_back(before, place) if before else Step(StepKind.HOUSE)


def is_done(place: Place, step: Step) -> bool:
    """Whether the stage already is where the step leads: then a second press changes nothing."""
    if step.kind in _ON_A_VOTE:
        return _is_vote_done(place, step)
    if step.kind == StepKind.RESUME:
        return place.showing not in COVERS
    held = {StepKind.SCENE: place.scene, StepKind.QUESTIONS: place.item, StepKind.OPEN: place.item}
    held |= {StepKind.RESULT: place.round, StepKind.QUESTION: place.round}
    shown = place.showing == _SHOWS.get(step.kind, place.showing) and held.get(step.kind, 0) == step.target
    if step.kind == StepKind.OPEN:
        return shown and place.vote is not None and place.vote.state == RoundState.OPEN
    return shown


def _is_vote_done(place: Place, step: Step) -> bool:
    vote = next((vote for vote in place.votes.values() if vote.pk == step.target), None)
    if step.kind in (StepKind.RESET, StepKind.WITHDRAW):
        return vote is None
    if vote is None:
        return False
    ends = vote.ends or vote.state != RoundState.OPEN
    return ends if step.kind == StepKind.CLOSE else not ends


_ON_A_VOTE = frozenset({StepKind.CLOSE, StepKind.REOPEN, StepKind.RESET, StepKind.WITHDRAW})
_SHOWS = {
    StepKind.SCENE: Showing.SCENE,
    StepKind.OPEN: Showing.QUESTION,
    StepKind.QUESTION: Showing.QUESTION,
    StepKind.RESULT: Showing.RESULT,
    StepKind.QUESTIONS: Showing.QUESTIONS,
    StepKind.HOUSE: Showing.HOUSE,
    StepKind.JOIN: Showing.JOIN,
    StepKind.STOP: Showing.STOPPED,
}


def _of_vote(vote: Vote) -> Step | None:
    if vote.state == RoundState.OPEN:
        return Step(StepKind.WAIT) if vote.ends else Step(StepKind.CLOSE, vote.pk)
    return Step(StepKind.RESULT, vote.pk) if vote.state == RoundState.COUNTED else Step(StepKind.WAIT)


def _stop(place: Place) -> Stop | None:
    here = (place.scene, place.item)
    return next((stop for stop in place.agenda if (stop.scene, stop.item) == here), None)


def _following(place: Place) -> Stop | None:
    """The stop after the present one; the first when the stage holds none of them."""
    stop = _stop(place)
    if stop is None:
        return place.agenda[0] if place.agenda else None
    index = place.agenda.index(stop)
    return place.agenda[index + 1] if index + 1 < len(place.agenda) else None


def _before(place: Place) -> Stop | None:
    stop = _stop(place)
    index = place.agenda.index(stop) if stop else 0
    return place.agenda[index - 1] if index else None


def _towards(stop: Stop, place: Place) -> Step:
    if not stop.item:
        return Step(StepKind.SCENE, stop.scene)
    if not stop.is_vote:
        return Step(StepKind.QUESTIONS, stop.item)
    # A vote that was held before (somebody jumped ahead) is shown again, not opened anew by going on.
    vote = place.votes.get(stop.item)
    return Step(StepKind.OPEN, stop.item) if vote is None else Step(StepKind.QUESTION, vote.pk)


def _towards_back(stop: Stop, place: Place) -> Step:
    if not stop.item or (stop.is_vote and stop.item not in place.votes):
        return Step(StepKind.SCENE, stop.scene)
    if not stop.is_vote:
        return Step(StepKind.QUESTIONS, stop.item)
    vote = place.votes[stop.item]
    return Step(StepKind.RESULT if vote.is_shown else StepKind.QUESTION, vote.pk)


def _end(place: Place) -> Step | None:
    """After the last stop the house rests on the screen, and nothing comes after."""
    return None if place.showing == Showing.HOUSE or not place.agenda else Step(StepKind.HOUSE)
