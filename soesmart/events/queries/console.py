"""What the stage direction has before it: the agenda with its rounds, and what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from soesmart.events.models import Event, Item, Round, Scene, Stage
from soesmart.events.queries.console_labels import label_of
from soesmart.events.queries.place import place_from, rounds_of, seen_on, stage_of
from soesmart.events.queries.turnout import turnout_of
from soesmart.events.rules import ItemKind, RoundState, Showing
from soesmart.events.rules.delays import Measured
from soesmart.events.rules.steps import Place, Step, StepKind, Vote, back_step, next_step
from soesmart.events.services.delay import readings_of
from soesmart.participation.rules import Visibility


@dataclass(frozen=True)
class Button:
    """A step with the words on its button. value: as the form sends it."""

    step: Step
    label: str

    @property
    def value(self) -> str:
        return f"{self.step.kind}:{self.step.target}"

    @property
    def is_wait(self) -> bool:
        return self.step.kind == StepKind.WAIT


@dataclass
class ItemLine:
    """waiting: questions that nobody has looked at yet."""

    item: Item
    vote: Vote | None
    rounds: list[Round]
    is_here: bool
    waiting: int = 0

    @property
    def is_vote(self) -> bool:
        return self.item.kind != ItemKind.QUESTIONS


@dataclass
class SceneLine:
    scene: Scene
    is_here: bool
    items: list[ItemLine] = field(default_factory=list)


@dataclass
class Desk:
    """seen: what a step is told from. round: the one on the stage, or the one that runs elsewhere."""

    event: Event
    stage: Stage
    place: Place
    at: datetime
    scenes: list[SceneLine]
    round: Round | None
    ballots: dict[str, int]
    measured: Measured | None

    @property
    def seen(self) -> str:
        return seen_on(self.stage)

    @property
    def vote(self) -> Vote | None:
        return self.place.running or self.place.vote

    @property
    def waiting(self) -> int:
        return sum(line.waiting for scene in self.scenes for line in scene.items)

    @property
    def words(self) -> bool:
        """Whether somebody may have to look at words."""
        return any(line.item.kind == ItemKind.WORDS for scene in self.scenes for line in scene.items)

    @property
    def next(self) -> Button | None:
        step = next_step(self.place)
        return Button(step, self._label(step)) if step else None

    @property
    def back(self) -> Button | None:
        step = back_step(self.place)
        return Button(step, self._label(step)) if step else None

    def _label(self, step: Step) -> str:
        titles = {line.scene.position: line.scene.title for line in self.scenes}
        items = {line.item.number: line.item.title for scene in self.scenes for line in scene.items}
        return label_of(step, self.place, titles, items)


def desk_of(event: Event, at: datetime, stage: Stage | None = None) -> Desk:
    """At most six queries, one less with a `stage` that was read just now with its scene, item and round."""
    stage = stage or stage_of(event)
    scenes = list(Scene.objects.filter(event=event))
    held = Count("questions", filter=Q(questions__visibility=Visibility.HELD))
    items = list(Item.objects.filter(event=event).order_by("position").annotate(waiting=held))
    rounds = rounds_of(event, stage)
    running = next((round_ for round_ in rounds if round_.state == RoundState.OPEN), None)
    shown = running or next((round_ for round_ in rounds if round_.pk == stage.round_id), None)
    ballots = turnout_of(shown) if shown else {}
    place = place_from(stage, scenes, items, rounds, at, is_voted=bool(running and sum(ballots.values())))
    lines = [_scene_line(scene, items, rounds, place) for scene in scenes]
    return Desk(event, stage, place, at, lines, shown, ballots, readings_of(event, stage.probe_at))


def _scene_line(scene: Scene, items: Sequence[Item], rounds: list[Round], place: Place) -> SceneLine:
    lines = [
        ItemLine(
            item=item,
            vote=place.votes.get(item.number),
            rounds=[round_ for round_ in rounds if round_.item_id == item.pk],
            is_here=place.item == item.number and place.showing != Showing.SCENE,
            waiting=vars(item)["waiting"],
        )
        for item in items
        if item.scene_id == scene.pk
    ]
    is_here = place.scene == scene.position and not any(line.is_here for line in lines)
    return SceneLine(scene, is_here, lines)
