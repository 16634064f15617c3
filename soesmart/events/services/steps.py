"""One step of the stage direction: from what the director saw, done once."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Event, Item, Round, Scene, Stage
from soesmart.events.queries.place import place_of, seen_on
from soesmart.events.rules import Showing
from soesmart.events.rules.steps import Place, Step, StepKind, is_done, natural
from soesmart.events.services import rounds
from soesmart.events.services.stage import show

COUNTDOWN = 10
Row = TypeVar("Row")


@dataclass(frozen=True)
class Wish:
    """A step as it was pressed. seen: `Place.seen` of the page with the button. seconds: until a vote closes."""

    step: Step
    seen: str
    seconds: int = COUNTDOWN


@transaction.atomic
def take_step(*, event: Event, wish: Wish, by: object, at: datetime) -> bool:
    """Do what was wished; False when it was done already (a second click, another director of the same mind).

    Conflict when the stage is no longer as it was seen; Refused as the services say it.
    """
    stage = _locked(event)
    if seen_on(stage) != wish.seen:
        if is_done(place_of(event, stage, at), wish.step):
            return False
        raise Conflict(
            "stage.moved", "Inzwischen hat sich etwas geändert. Hier steht, was jetzt zu sehen ist: Bitte noch einmal."
        )
    if wish.step.kind in _ON_A_ROUND:
        _act_on_round(event, wish, by, at)
    elif wish.step.kind == StepKind.OPEN:
        item = _found(Item.objects.select_related("scene").filter(event=event, number=wish.step.target).first())
        item.event = event
        rounds.open_round(item=item, by=by, at=at, is_rehearsal=stage.is_rehearsal)
    else:
        _show(event, stage, wish.step, by, at)
    return True


_ON_A_ROUND = frozenset(
    {
        StepKind.CLOSE,
        StepKind.REOPEN,
        StepKind.RESET,
        StepKind.WITHDRAW,
        StepKind.RESULT,
        StepKind.QUESTION,
    }
)


def _locked(event: Event) -> Stage:
    """The stage, that nobody else moves until the end of the transaction."""
    rows = Stage.objects.select_for_update(of=("self",)).select_related("scene", "item", "round")
    stage = rows.filter(event=event).first()
    if stage is None:
        Stage.objects.get_or_create(event=event)
        stage = rows.get(event=event)
    return stage


def _act_on_round(event: Event, wish: Wish, by: object, at: datetime) -> None:
    round_ = _found(Round.objects.select_related("item__scene").filter(event=event, pk=wish.step.target).first())
    round_.event = event
    match wish.step.kind:
        case StepKind.CLOSE:
            rounds.close_round(round_=round_, by=by, at=at, in_seconds=wish.seconds)
        case StepKind.REOPEN:
            rounds.keep_open(round_=round_, by=by, at=at)
        case StepKind.RESET:
            rounds.reset_round(round_=round_, by=by, at=at)
        case StepKind.WITHDRAW:
            rounds.withdraw_round(round_=round_, by=by, at=at)
        case StepKind.RESULT:
            rounds.show_result(round_=round_, by=by, at=at)
        case _:
            item = round_.item
            show(event=event, showing=Showing.QUESTION, scene=item.scene, item=item, round_=round_, by=by, at=at)


def _show(event: Event, stage: Stage, step: Step, by: object, at: datetime) -> None:
    match step.kind:
        case StepKind.SCENE:
            scene = _found(Scene.objects.filter(event=event, position=step.target).first())
            show(event=event, showing=Showing.SCENE, scene=scene, by=by, at=at)
        case StepKind.QUESTIONS:
            item = _found(Item.objects.select_related("scene").filter(event=event, number=step.target).first())
            show(event=event, showing=Showing.QUESTIONS, scene=item.scene, item=item, by=by, at=at)
        case StepKind.HOUSE | StepKind.JOIN:
            show(event=event, showing=Showing(step.kind.value), by=by, at=at)
        case StepKind.STOP:
            show(event=event, showing=Showing.STOPPED, by=by, at=at)
        case StepKind.RESUME:
            _resume(event, stage, place_of(event, stage, at), by, at)
        case _:
            raise Refused("stage.nothing_to_do", "Gerade ist nichts zu tun: Die Abstimmung wird noch ausgezählt.")


def _resume(event: Event, stage: Stage, place: Place, by: object, at: datetime) -> None:
    """Lift house, join or an interruption from what the stage holds."""
    back = natural(place)
    show(event=event, showing=back, scene=stage.scene, item=stage.item, round_=stage.round, by=by, at=at)


def _found(row: Row | None) -> Row:
    if row is None:
        raise Conflict("stage.gone", "Das gibt es nicht mehr. Bitte laden Sie die Seite neu.")
    return row
