"""What the office sees of its events."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q, QuerySet

from soesmart.events.models import Event
from soesmart.events.queries.office_words import sentence
from soesmart.events.rules import EventState
from soesmart.strategy.office.changes import Change, newest_about


class Stage(StrEnum):
    """How far an event is, seen from a moment."""

    DRAFT = "entwurf"
    COMING = "kommt"
    RUNNING = "laeuft"
    OVER = "vorbei"
    CANCELLED = "abgesagt"
    ARCHIVED = "abgelegt"

    @property
    def label(self) -> str:
        return _STAGES[self][0]

    @property
    def badge(self) -> str:
        return _STAGES[self][1]


_STAGES = {
    Stage.DRAFT: ("Entwurf", "warning"),
    Stage.COMING: ("kommt", "info"),
    Stage.RUNNING: ("läuft", "success"),
    Stage.OVER: ("vorbei", "neutral"),
    Stage.CANCELLED: ("abgesagt", "danger"),
    Stage.ARCHIVED: ("abgelegt", "neutral"),
}


@dataclass(frozen=True)
class Row:
    """An event in a list of the office."""

    event: Event
    stage: Stage


def stage_of(event: Event, at: datetime) -> Stage:
    """An evening runs from when its doors open."""
    told = {
        EventState.DRAFT: Stage.DRAFT,
        EventState.CANCELLED: Stage.CANCELLED,
        EventState.ARCHIVED: Stage.ARCHIVED,
    }
    if event.state in told:
        return told[EventState(event.state)]
    if event.ends_at <= at:
        return Stage.OVER
    return Stage.RUNNING if event.doors_at <= at else Stage.COMING


def events_wanted(*, stage: str, words: str, at: datetime) -> "QuerySet[Event]":
    """Events of the town, the latest first; an unknown stage does not narrow. One query a page."""
    published = Q(state=EventState.PUBLISHED)
    conditions = {
        Stage.DRAFT: Q(state=EventState.DRAFT),
        Stage.COMING: published & Q(doors_at__gt=at),
        Stage.RUNNING: published & Q(doors_at__lte=at, ends_at__gt=at),
        Stage.OVER: published & Q(ends_at__lte=at),
        Stage.CANCELLED: Q(state=EventState.CANCELLED),
        Stage.ARCHIVED: Q(state=EventState.ARCHIVED),
    }
    found: QuerySet[Event] = Event.objects.order_by("-starts_at", "-pk")
    if stage in list(Stage):
        found = found.filter(conditions[Stage(stage)])
    if words.strip():
        found = found.filter(Q(title__icontains=words.strip()) | Q(place__icontains=words.strip()))
    return found


def changes_of(event: Event) -> list[Change]:
    """The newest entries of the audit log about an event and its agenda. Three queries."""
    return newest_about(event, town=event.municipality.slug, sentence=sentence)
