"""Write the items of an agenda: what is asked, what can be answered, and what it is about."""

import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.events.models import Event, Item, ItemLink, Option, Round, Scene, Stage
from soesmart.events.rules import ItemKind, RoundState
from soesmart.events.rules.item_words import ItemWords, checked
from soesmart.events.services.agenda import moved_by_one, put_in_order
from soesmart.events.services.events import locked, tell_stage
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import Visibility
from soesmart.participation.services.days import change
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.strategy.models import Goal

MOST_ITEMS = 200
LONGEST_LABEL = 200
Known = tuple[str, int | None]
# What was asked, once somebody answered.
_ASKED = ("kind", "title", "unit", "low_label", "high_label", "least", "most", "points", "secret")


@dataclass(frozen=True)
class OptionWords:
    """An answer to choose. idea: of "which idea next"."""

    label: str
    idea: Idea | None = None

    @property
    def known(self) -> Known:
        return self.label, self.idea.pk if self.idea else None


def ideas_as_options(ideas: Sequence[Idea]) -> list[OptionWords]:
    """Ideas as answers, by title; those of the same title by their number too."""
    alike = Counter(idea.title.casefold() for idea in ideas)
    return [
        OptionWords(f"{idea.title} (Idee {idea.number})" if alike[idea.title.casefold()] > 1 else idea.title, idea)
        for idea in ideas
    ]


@foreign_nonce_refused()
@transaction.atomic
def add_item(
    *,
    actor: object,
    scene: Scene,
    words: ItemWords,
    options: Sequence[OptionWords] = (),
    campaign: Campaign | None = None,
    nonce: uuid.UUID | None = None,
    at: datetime,
) -> Item:
    """An item at the end of a scene. campaign: whose ideas NEXT_IDEA chooses from. Sent twice it is stored once.

    Refused with the field that is wrong for the kind; an item may wait for its options until it is voted on.
    """
    event = locked(scene.event)
    if nonce and (sent := Item.objects.filter(event=event, nonce=nonce).first()):
        return sent
    tidy, rows = _tidy(words, options, campaign)
    last = Item.objects.filter(event=event).aggregate(number=Max("number"))["number"] or 0
    if last >= MOST_ITEMS:
        raise Refused("events.item.many", f"Bitte höchstens {MOST_ITEMS} Fragen in einer Veranstaltung.", "title")
    item = Item.objects.create(
        event=event,
        scene=scene,
        number=last + 1,
        position=_last_position(scene) + 1,
        campaign=campaign,
        nonce=nonce or uuid.uuid4(),
        **asdict(tidy),
    )
    _write_options(item, rows)
    audit(actor, "events.item.added", event, town=event.municipality.slug, at=at, item=item.number, kind=item.kind)
    return item


@transaction.atomic
def edit_item(
    *,
    actor: object,
    item: Item,
    words: ItemWords,
    options: Sequence[OptionWords] = (),
    campaign: Campaign | None = None,
    revision: int,
    at: datetime,
) -> Item:
    """Change an item. `Conflict` when it changed since `revision`.

    Refused when it was voted on and what was asked would change: a copy can ask something else. Rounds of a rehearsal
    are no reason; they are thrown away when the question changes.
    """
    event = locked(item.event)
    # Read with the item, perhaps before the lock: who changed them since has moved the revision on.
    before = [(row.label, row.idea_id) for row in item.options.all()]
    tidy, rows = _tidy(words, options, campaign, before)
    values: dict[str, Any] = asdict(tidy) | {"campaign_id": campaign and campaign.pk}
    has_new_options = before != [row.known for row in rows]
    if has_new_options or any(getattr(item, name) != values[name] for name in _ASKED):
        _let_go_of_rehearsals(item)
    change(item, revision, values)
    if has_new_options:
        Option.objects.filter(item=item).delete()
        _write_options(item, rows)
    tell_stage(event)
    audit(actor, "events.item.edited", event, town=event.municipality.slug, at=at, item=item.number)
    return item


@transaction.atomic
def move_item(*, actor: object, item: Item, up: bool, at: datetime) -> None:
    """One place up or down; beyond the first or last of its scene into the scene next to it."""
    event = locked(item.event)
    inside = list(Item.objects.filter(scene=item.scene_id).order_by("position").values_list("pk", flat=True))
    if moved := moved_by_one(inside, item.pk, up=up):
        put_in_order(Item.objects.filter(scene=item.scene_id), moved)
    elif not _move_to_next_scene(event, item, up=up):
        return
    audit(actor, "events.item.moved", event, town=event.municipality.slug, at=at, item=item.number, up=up)


@transaction.atomic
def delete_item(*, actor: object, item: Item, at: datetime) -> None:
    """Take an item out. Refused when it was voted on, or when it is on the stage just now."""
    event = locked(item.event)
    if Stage.objects.filter(event=event, item=item).exists():
        raise Refused("events.item.shown", "Diese Frage ist gerade zu sehen. Bitte zuerst in der Regie weitergehen.")
    _let_go_of_rehearsals(item)
    audit(actor, "events.item.deleted", event, town=event.municipality.slug, at=at, item=item.number)
    item.delete()


@transaction.atomic
def set_links(
    *, actor: object, item: Item, ideas: Collection[Idea] = (), goals: Collection[Goal] = (), at: datetime
) -> None:
    """What the item is about, all anew; on the pages of these ideas and goals its result is cited then."""
    event = locked(item.event)
    ItemLink.objects.filter(item=item).delete()
    links = [ItemLink(item=item, idea=idea) for idea in ideas] + [ItemLink(item=item, goal=goal) for goal in goals]
    ItemLink.objects.bulk_create(links)
    audit(actor, "events.item.linked", event, town=event.municipality.slug, at=at, item=item.number, links=len(links))


def _tidy(
    words: ItemWords, options: Sequence[OptionWords], campaign: Campaign | None, kept: Collection[Known] = ()
) -> tuple[ItemWords, list[OptionWords]]:
    """kept: options that the item already has, though an idea has gone since."""
    rows = [replace(row, label=row.label.strip()) for row in options if row.label.strip()] if words.has_options else []
    labels = Counter(row.label.casefold() for row in rows)
    if twice := next((row.label for row in rows if labels[row.label.casefold()] > 1), ""):
        raise Refused("events.item.twice", f"Die Antwort „{twice[:60]}“ steht zweimal da.", "options")
    if any(len(row.label) > LONGEST_LABEL for row in rows):
        raise Refused("events.item.long", f"Eine Antwort hat höchstens {LONGEST_LABEL} Zeichen.", "options")
    if words.kind == ItemKind.NEXT_IDEA:
        _check_ideas([row for row in rows if row.known not in kept], campaign)
    return checked(words, len(rows)), rows


def _check_ideas(rows: Sequence[OptionWords], campaign: Campaign | None) -> None:
    if campaign is None:
        raise Refused("events.item.campaign", "Bitte die Beteiligung wählen, aus der die Ideen kommen.", "campaign")
    for row in rows:
        if row.idea is None or row.idea.campaign_id != campaign.pk or row.idea.visibility != Visibility.VISIBLE:
            text = f"„{row.label[:60]}“ ist keine sichtbare Idee dieser Beteiligung."
            raise Refused("events.item.idea", text, "options")


def _write_options(item: Item, rows: Sequence[OptionWords]) -> None:
    Option.objects.bulk_create(
        Option(item=item, number=number, label=row.label, idea=row.idea) for number, row in enumerate(rows, 1)
    )


def _let_go_of_rehearsals(item: Item) -> None:
    rounds = list(Round.objects.filter(item=item).values_list("is_rehearsal", "state"))
    if any(not is_rehearsal for is_rehearsal, _ in rounds):
        text = (
            "Über diese Frage wurde schon abgestimmt: Sie bleibt, wie sie gestellt war. Eine Kopie lässt sich ändern."
        )
        raise Refused("events.item.voted", text)
    if any(state == RoundState.OPEN for _, state in rounds):
        raise Refused("events.item.open", "Die Probe dieser Frage läuft noch. Bitte zuerst schließen.")
    if rounds:
        Round.objects.filter(item=item).delete()


def _last_position(scene: Scene) -> int:
    return Item.objects.filter(scene=scene).aggregate(last=Max("position"))["last"] or 0


def _move_to_next_scene(event: Event, item: Item, *, up: bool) -> bool:
    scenes = list(Scene.objects.filter(event=event))
    place = [scene.pk for scene in scenes].index(item.scene_id) + (-1 if up else 1)
    if not 0 <= place < len(scenes):
        return False
    target = scenes[place]
    inside = list(Item.objects.filter(scene=target).order_by("position").values_list("pk", flat=True))
    Item.objects.filter(pk=item.pk).update(scene=target, position=(_last_position(target)) + 1)
    if not up:
        put_in_order(Item.objects.filter(scene=target), [item.pk, *inside])
    return True
