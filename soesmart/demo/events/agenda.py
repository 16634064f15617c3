"""From the data of an evening to an event with its agenda, through the services of the office."""

import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from soesmart.demo.story import SEED
from soesmart.demo.towns import ACTOR
from soesmart.events.models import Event, Item
from soesmart.events.rules import ItemKind, StreamKind, TrackKind
from soesmart.events.rules.item_words import ItemWords
from soesmart.events.services.agenda import SceneWords, add_scene
from soesmart.events.services.events import EventWords, create_event
from soesmart.events.services.items import OptionWords, add_item, ideas_as_options, set_links
from soesmart.events.services.publishing import publish_event
from soesmart.events.services.tracks import TrackWords, set_tracks
from soesmart.participation.models import Campaign, Idea, Phase
from soesmart.participation.rules import Visibility
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal

Times = tuple[datetime, datetime, datetime]
_WORDS = {field.name for field in fields(ItemWords)}


def prepare(
    town: Municipality, plan: Mapping[str, Any], times: Times, place: str, *, phase: str, campaign: str, at: datetime
) -> Event:
    """A published event with its agenda. times: doors, beginning, end; place, phase and campaign: "" for none."""
    names = ("title", "summary", "text", "access_notes", "contact", "stream_url", "stream_host", "stream_delay")
    doors, starts, ends = times
    words = EventWords(
        doors_at=doors,
        starts_at=starts,
        ends_at=ends,
        place=place,
        stream=StreamKind(plan["stream"]),
        source=plan["source"],
        invented=plan["invented"],
        **{name: plan[name] for name in names},
    )
    event = create_event(
        actor=ACTOR,
        municipality=town,
        words=words,
        key=plan["key"],
        phase=Phase.objects.get(process__municipality=town, key=phase),
        campaign=Campaign.objects.get(key=campaign),
        nonce=uuid.uuid5(uuid.NAMESPACE_URL, f"https://soesmart.example.org/demo/event/{plan['key']}"),
        at=at,
        rng=random.Random(f"{SEED}-{plan['key']}"),  # noqa: S311  # letters of a demo, the same every time
    )
    tracks = [TrackWords(**row | {"kind": TrackKind(row["kind"])}) for row in plan["tracks"]]
    set_tracks(actor=ACTOR, event=event, tracks=tracks, at=at)
    for row in plan["scenes"]:
        _add_scene(event, row, plan["ideas_of"], at)
    return publish_event(actor=ACTOR, event=event, at=at)


def rows_of(event: Event, plan: Mapping[str, Any]) -> list[tuple[Item, Mapping[str, Any]]]:
    """The items of an event beside the rows of data they were made from, in the order of the agenda."""
    rows = [item for scene in plan["scenes"] for item in scene["items"]]
    items = Item.objects.filter(event=event).select_related("event", "scene").prefetch_related("options")
    return list(zip(items.order_by("number"), rows, strict=True))


def _add_scene(event: Event, row: Mapping[str, Any], ideas_of: str, at: datetime) -> None:
    words = SceneWords(row["title"], row["text"], row.get("script", ""), row["minutes"])
    scene = add_scene(actor=ACTOR, event=event, words=words, at=at)
    for asked in row["items"]:
        words_of_item = {name: value for name, value in asked.items() if name in _WORDS}
        campaign = Campaign.objects.get(key=asked["campaign"]) if "campaign" in asked else None
        item = add_item(
            actor=ACTOR,
            scene=scene,
            words=ItemWords(**words_of_item | {"kind": ItemKind(asked["kind"])}),
            options=_options(asked, campaign),
            campaign=campaign,
            at=at,
        )
        _link(item, asked, ideas_of, at)


def _options(row: Mapping[str, Any], campaign: Campaign | None) -> Sequence[OptionWords]:
    """Answers as the data name them; of "which idea next" the ideas of these titles, or so many of the campaign."""
    wanted = row.get("options", [])
    if campaign is None:
        return [OptionWords(label) for label in wanted]
    visible = Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE).order_by("number")
    if isinstance(wanted, int):
        return ideas_as_options(list(visible[:wanted]))
    by_title = {idea.title: idea for idea in visible}
    return ideas_as_options([by_title[title] for title in wanted])


def _link(item: Item, row: Mapping[str, Any], ideas_of: str, at: datetime) -> None:
    """Goals by their code, ideas by their title in a campaign."""
    ideas, goals = row.get("ideas", []), row.get("goals", [])
    if ideas or goals:
        about = Idea.objects.filter(campaign__key=ideas_of, title__in=ideas)
        aims = Goal.objects.filter(code__in=goals, strategy__is_current=True)
        assert (len(about), len(aims)) == (len(ideas), len(goals)), row["title"]
        set_links(actor=ACTOR, item=item, ideas=list(about), goals=list(aims), at=at)
