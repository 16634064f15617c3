"""An evening on paper: what tests of events start from."""

from datetime import datetime, timedelta

from soesmart.events.models import Event, Item, Option, Scene
from soesmart.events.rules import EventState, ItemKind
from soesmart.region.models import Municipality


def an_event(town: Municipality, at: datetime, key: str = "zukunftsreise", **facts: object) -> Event:
    """A published event that began ten minutes before `at` and goes on for fifty, doors a quarter of an hour before."""
    starts = at - timedelta(minutes=10)
    span = {"doors_at": starts - timedelta(minutes=15), "starts_at": starts, "ends_at": at + timedelta(minutes=50)}
    words = {"title": "Eine Zukunftsreise", "summary": "Ein Abend im Saal und im Stream.", "place": "Kulturgräfte"}
    state = {"state": EventState.PUBLISHED, "published_at": at - timedelta(days=10), "join_code": "REISEN"}
    return Event.objects.create(municipality=town, key=key, **(span | words | state | facts))


def a_scene(event: Event, title: str = "Frühstück im Jahr 2030") -> Scene:
    return Scene.objects.create(event=event, position=event.scenes.count() + 1, title=title)


def an_item(scene: Scene, kind: ItemKind = ItemKind.SINGLE, *, options: int = 3, **facts: object) -> Item:
    """An item with `options` options, where its kind has any."""
    number = scene.event.items.count() + 1
    words = {"title": "Wie kommen Sie 2030 zur Arbeit?", "number": number, "position": scene.items.count() + 1}
    item = Item.objects.create(event=scene.event, scene=scene, kind=kind, **(words | facts))
    Option.objects.bulk_create(
        Option(item=item, number=number, label=f"Antwort {number}") for number in range(1, options + 1)
    )
    return item
