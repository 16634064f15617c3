"""Write the script of an event: its scenes, and in which order they stand."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Model, QuerySet, Value, When

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.events.models import Event, Round, Scene, Stage
from soesmart.events.services.events import locked, tell_stage
from soesmart.participation.services.days import change
from soesmart.participation.services.once import foreign_nonce_refused

MOST_SCENES = 60
LONGEST_SCENE = 600
_ASIDE = 10_000


@dataclass(frozen=True)
class SceneWords:
    """text: what the audience sees; script: what only the stage direction reads."""

    title: str
    text: str = ""
    script: str = ""
    minutes: int = 5


@foreign_nonce_refused()
@transaction.atomic
def add_scene(*, actor: object, event: Event, words: SceneWords, nonce: uuid.UUID | None = None, at: datetime) -> Scene:
    """A scene at the end of the script. Sent twice (same nonce) it is stored once. Refused for the sixty-first."""
    stored = locked(event)
    scenes = list(Scene.objects.filter(event=stored))
    if sent := next((scene for scene in scenes if nonce and scene.nonce == nonce), None):
        return sent
    if len(scenes) >= MOST_SCENES:
        raise Refused("events.scene.many", f"Bitte höchstens {MOST_SCENES} Szenen.", "title")
    position = max((scene.position for scene in scenes), default=0) + 1
    scene = Scene.objects.create(
        event=stored, position=position, nonce=nonce or uuid.uuid4(), **asdict(_checked(words))
    )
    audit(actor, "events.scene.added", stored, town=stored.municipality.slug, at=at, scene=scene.pk)
    return scene


@transaction.atomic
def edit_scene(*, actor: object, scene: Scene, words: SceneWords, revision: int, at: datetime) -> Scene:
    """Change a scene. `Conflict` when it changed since `revision`."""
    stored = locked(scene.event)
    change(scene, revision, asdict(_checked(words)))
    tell_stage(stored)
    audit(actor, "events.scene.edited", stored, town=stored.municipality.slug, at=at, scene=scene.pk)
    return scene


@transaction.atomic
def move_scene(*, actor: object, scene: Scene, up: bool, at: datetime) -> None:
    """One place up or down; at the end it stays where it is."""
    stored = locked(scene.event)
    order = list(Scene.objects.filter(event=stored).values_list("pk", flat=True))
    if moved := moved_by_one(order, scene.pk, up=up):
        put_in_order(Scene.objects.filter(event=stored), moved)
        audit(actor, "events.scene.moved", stored, town=stored.municipality.slug, at=at, scene=scene.pk, up=up)


@transaction.atomic
def delete_scene(*, actor: object, scene: Scene, at: datetime) -> None:
    """Take a scene out with its items. Refused when one of them was voted on, or when it is on the stage just now."""
    stored = locked(scene.event)
    if Round.objects.filter(item__scene=scene).exists():
        text = "In dieser Szene wurde schon abgestimmt. Ihre Ergebnisse bleiben nachlesbar, und die Szene mit ihnen."
        raise Refused("events.scene.voted", text)
    if Stage.objects.filter(event=stored, scene=scene).exists():
        raise Refused("events.scene.shown", "Diese Szene ist gerade zu sehen. Bitte zuerst in der Regie weitergehen.")
    audit(actor, "events.scene.deleted", stored, town=stored.municipality.slug, at=at, scene=scene.pk)
    scene.delete()


def moved_by_one(order: Sequence[int], pk: int, *, up: bool) -> list[int]:
    """`order` with `pk` exchanged with its neighbour; empty when there is none on that side."""
    place, wanted = order.index(pk), list(order)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(wanted):
        return []
    wanted[place], wanted[other] = wanted[other], wanted[place]
    return wanted


def put_in_order(rows: "QuerySet[Model]", order: Sequence[int]) -> None:
    """Positions from 1 in the order of these keys. Two statements: positions are unique, so the way is cleared."""
    rows.order_by().update(position=F("position") + _ASIDE)
    rows.order_by().update(position=Case(*(When(pk=pk, then=Value(place)) for place, pk in enumerate(order, 1))))


def _checked(words: SceneWords) -> SceneWords:
    if not words.title.strip():
        raise Refused("events.scene.title", "Bitte der Szene einen Titel geben.", "title")
    if not 0 <= words.minutes <= LONGEST_SCENE:
        raise Refused("events.scene.minutes", f"Bitte 0 bis {LONGEST_SCENE} Minuten angeben.", "minutes")
    return replace(words, title=words.title.strip())
