"""Events as everybody sees them: the list, and what the page of one shows at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Q

from soesmart.events.models import Event, Scene, Track
from soesmart.events.queries.results import public_rounds
from soesmart.events.rules import EventState, Moment, StreamKind, TrackKind, moment_at
from soesmart.events.rules.events import COUNTDOWN_BEGINS
from soesmart.events.stream import is_text

MOST_COMING = 50
PER_PAGE = 20


@dataclass(frozen=True)
class Listed:
    """An event in the list, with the words and the kind of its badge."""

    event: Event
    badge: str
    kind: str


@dataclass(frozen=True)
class EventList:
    """coming: the next first. page and past: the last first, a page at a time."""

    coming: Sequence[Listed]
    page: "Page[Event]"
    past: Sequence[Listed]


def events_at(at: datetime, page: int = 1) -> EventList:
    """What comes and what was; three queries."""
    is_over = Q(ends_at__lte=at) | Q(state=EventState.ARCHIVED)
    coming = Event.objects.public().exclude(is_over).order_by("starts_at", "pk")[:MOST_COMING]
    shown = Paginator(Event.objects.public().filter(is_over).order_by("-starts_at", "-pk"), PER_PAGE).get_page(page)
    return EventList([_listed(row, at) for row in coming], shown, [_listed(row, at) for row in shown.object_list])


def _listed(event: Event, at: datetime) -> Listed:
    if event.state == EventState.CANCELLED:
        return Listed(event, "abgesagt", "danger")
    words = {
        Moment.ANNOUNCED: ("angekündigt", "info"),
        Moment.COUNTDOWN: ("bald", "info"),
        Moment.DOORS: ("Türen offen", "success"),
        Moment.RUNNING: ("läuft jetzt", "success"),
        Moment.OVER: ("vorbei", "neutral"),
    }
    return Listed(event, *words[moment_of(event, at)])


def moment_of(event: Event, at: datetime) -> Moment:
    """Where an event stands; what is filed away is over."""
    if event.state == EventState.ARCHIVED:
        return Moment.OVER
    return moment_at(at, doors=event.doors_at, starts=event.starts_at, ends=event.ends_at)


@dataclass(frozen=True)
class Planned:
    """A scene and when it begins, as planned."""

    scene: Scene
    starts_at: datetime


@dataclass(frozen=True)
class EventPage:
    """What everybody may know of an event. results: how many counted results are public."""

    moment: Moment
    agenda: Sequence[Planned]
    tracks: Sequence[Track]
    results: int

    @property
    def is_live(self) -> bool:
        """People are there, or may be: doors are open."""
        return self.moment in (Moment.DOORS, Moment.RUNNING)

    @property
    def captions(self) -> list[Track]:
        """Texts that a browser lays over the picture itself."""
        return [row for row in self.tracks if row.kind == TrackKind.CAPTIONS and is_text(row.url)]


def event_page(event: Event, at: datetime) -> EventPage:
    """Three queries."""
    results = public_rounds(event).count()
    return EventPage(moment_of(event, at), agenda_of(event), list(Track.objects.filter(event=event)), results)


def agenda_of(event: Event) -> list[Planned]:
    """The scenes one after the other from the beginning. One query."""
    planned, begins = [], event.starts_at
    for scene in Scene.objects.filter(event=event).defer("script"):
        planned.append(Planned(scene, begins))
        begins += timedelta(minutes=scene.minutes)
    return planned


def turns_of(event: Event, at: datetime) -> list[datetime]:
    """When the page of an event turns next: to the countdown, to open doors, to the beginning, to the end."""
    moments = [event.doors_at - COUNTDOWN_BEGINS, event.doors_at, event.starts_at, event.ends_at]
    return [moment for moment in moments if moment > at]


def has_stream(event: Event) -> bool:
    return event.stream != StreamKind.NONE and bool(event.stream_url)
