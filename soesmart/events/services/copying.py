"""Begin an event with a template or with an earlier one, and ask a question once more in other words."""

import random
import uuid
from dataclasses import fields, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from soesmart.core.audit import audit
from soesmart.events.models import Event, Item, ItemLink, Option, Scene, Track
from soesmart.events.rules.item_words import ItemWords
from soesmart.events.rules.templates import Template
from soesmart.events.services.events import EventWords, already_sent, create_event, locked
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.region.models import Municipality

_WORDS = tuple(field.name for field in fields(ItemWords))


@transaction.atomic
def create_from_template(
    *,
    actor: object,
    municipality: Municipality,
    template: Template,
    title: str,
    starts_at: datetime,
    place: str = "",
    nonce: uuid.UUID | None = None,
    at: datetime,
    rng: random.Random | None = None,
) -> Event:
    """A draft with the template's texts, times from `starts_at`, scenes and items. Sent twice it is stored once."""
    if sent := already_sent(municipality, nonce):
        return sent
    words = EventWords(
        title=title,
        doors_at=starts_at - template.doors,
        starts_at=starts_at,
        ends_at=starts_at + template.length,
        place=place,
        **template.words,
    )
    event = create_event(actor=actor, municipality=municipality, words=words, nonce=nonce, at=at, rng=rng)
    _write_agenda(event, template)
    return event


@transaction.atomic
def copy_event(
    *,
    actor: object,
    event: Event,
    title: str,
    starts_at: datetime,
    nonce: uuid.UUID | None = None,
    at: datetime,
    rng: random.Random | None = None,
) -> Event:
    """A draft with the words, tracks and agenda of an event, its times moved to `starts_at`; without rounds, letters
    and people. Sent twice it is stored once."""
    if sent := already_sent(event.municipality, nonce):
        return sent
    later = starts_at - event.starts_at
    words = replace(
        EventWords.of(event),
        title=title,
        doors_at=event.doors_at + later,
        starts_at=starts_at,
        ends_at=event.ends_at + later,
    )
    made = create_event(
        actor=actor,
        municipality=event.municipality,
        words=words,
        phase=event.phase,
        campaign=event.campaign,
        nonce=nonce,
        at=at,
        rng=rng,
    )
    _copy_tracks(event, made)
    _copy_agenda(event, made)
    return made


@foreign_nonce_refused()
@transaction.atomic
def copy_item(*, actor: object, item: Item, nonce: uuid.UUID | None = None, at: datetime) -> Item:
    """The same question once more, right after it; without rounds. Sent twice it is stored once."""
    event = locked(item.event)
    if nonce and (sent := Item.objects.filter(event=event, nonce=nonce).first()):
        return sent
    last = Item.objects.filter(event=event).aggregate(number=Max("number"))["number"] or 0
    behind = Item.objects.filter(scene=item.scene_id, position__gt=item.position).order_by("-position")
    for row in behind:
        Item.objects.filter(pk=row.pk).update(position=F("position") + 1)
    made = _item(item, event, item.scene_id, last + 1, item.position + 1, nonce or uuid.uuid4())
    made.save(force_insert=True)
    _copy_answers({item.pk: made})
    audit(actor, "events.item.copied", event, town=event.municipality.slug, at=at, item=item.number, to=made.number)
    return made


def _write_agenda(event: Event, template: Template) -> None:
    scenes = [
        Scene(event=event, position=number, title=row.title, text=row.text, script=row.script, minutes=row.minutes)
        for number, row in enumerate(template.scenes, 1)
    ]
    Scene.objects.bulk_create(scenes)
    prepared = [
        (scene, position, item)
        for scene, row in zip(scenes, template.scenes, strict=True)
        for position, item in enumerate(row.items, 1)
    ]
    items = [
        Item(event=event, scene=scene, number=number, position=position, **vars(item.words))
        for number, (scene, position, item) in enumerate(prepared, 1)
    ]
    Item.objects.bulk_create(items)
    Option.objects.bulk_create(
        Option(item=made, number=number, label=label)
        for made, (_, _, item) in zip(items, prepared, strict=True)
        for number, label in enumerate(item.options, 1)
    )


def _copy_tracks(source: Event, target: Event) -> None:
    names = ("position", "kind", "language", "label", "url")
    Track.objects.bulk_create(
        Track(event=target, **dict(zip(names, values, strict=True)))
        for values in Track.objects.filter(event=source).values_list(*names)
    )


def _copy_agenda(source: Event, target: Event) -> None:
    scenes: dict[int, Scene] = {
        row.pk: Scene(
            event=target, position=row.position, title=row.title, text=row.text, script=row.script, minutes=row.minutes
        )
        for row in Scene.objects.filter(event=source)
    }
    Scene.objects.bulk_create(scenes.values())
    items = {
        row.pk: _item(row, target, scenes[row.scene_id].pk, row.number, row.position, uuid.uuid4())
        for row in Item.objects.filter(event=source)
    }
    Item.objects.bulk_create(items.values())
    _copy_answers(items)


def _item(row: Item, event: Event, scene: int, number: int, position: int, nonce: uuid.UUID) -> Item:
    words = {name: getattr(row, name) for name in _WORDS}
    return Item(
        event=event,
        scene_id=scene,
        number=number,
        position=position,
        campaign_id=row.campaign_id,
        nonce=nonce,
        **words,
    )


def _copy_answers(items: dict[int, Item]) -> None:
    """The options and links of items, by the key of the item they came from. Four queries."""
    options = Option.objects.filter(item__in=items).order_by()
    Option.objects.bulk_create(
        [Option(item=items[row.item_id], number=row.number, label=row.label, idea_id=row.idea_id) for row in options]
    )
    links = ItemLink.objects.filter(item__in=items).order_by()
    ItemLink.objects.bulk_create(
        [ItemLink(item=items[row.item_id], idea_id=row.idea_id, goal_id=row.goal_id) for row in links]
    )
