"""The agenda as the office reads it, and the ideas that an evening can choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Prefetch, Q, QuerySet

from soesmart.events.models import Event, Item, Option, Scene
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import FormatState, Visibility


def campaigns_to_choose_from() -> "QuerySet[Campaign]":
    """Published campaigns with ideas, the newest first."""
    found: QuerySet[Campaign] = (
        Campaign.objects.exclude(state=FormatState.DRAFT).filter(ideas_count__gt=0).order_by("-opens_at", "-pk")
    )
    return found


def most_supported(campaign: Campaign, number: int) -> list[Idea]:
    """The `number` visible ideas with the highest score; where even, the older card first. One query by an index."""
    rows = Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE).order_by("-score", "number")
    return list(rows[:number])


def ideas_by_number(campaign: Campaign, numbers: Sequence[int]) -> list[Idea]:
    """Visible ideas in the order of `numbers`; those that there are not are left out. One query."""
    rows = Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE, number__in=numbers)
    found = {idea.number: idea for idea in rows}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def ideas_at(places: Sequence[tuple[str, int]]) -> list[Idea]:
    """Visible ideas by key of the campaign and number. One query, none for nothing."""
    if not places:
        return []
    named = [Q(campaign__key=key, number=number) for key, number in places]
    rows = Idea.objects.filter(reduce(or_, named), visibility=Visibility.VISIBLE)
    return list(rows.select_related("campaign").order_by("campaign", "number"))


@dataclass(frozen=True)
class SceneRow:
    """A scene with its items. begins: minutes after the beginning of the event."""

    scene: Scene
    begins: int
    items: Sequence[Item]


def agenda_of(event: Event) -> list[SceneRow]:
    """Scenes in order with their items, these with options and `votes`: how many rounds were held. Three queries."""
    held = Count("rounds", filter=Q(rounds__is_rehearsal=False))
    options = Prefetch("options", Option.objects.order_by("number"))
    items = Item.objects.order_by("position").annotate(votes=held).prefetch_related(options)
    rows, begins = [], 0
    for scene in Scene.objects.filter(event=event).prefetch_related(Prefetch("items", items)):
        rows.append(SceneRow(scene, begins, list(scene.items.all())))
        begins += scene.minutes
    return rows
