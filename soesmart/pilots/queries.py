"""Pilots as a reader sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from soesmart.pilots.models import Pilot, PilotNote, Programme, RelatedProject
from soesmart.pilots.rules import NoteKind, PilotState
from soesmart.strategy.addresses import field_url, goal_url
from soesmart.strategy.models import FieldWording, GoalWording
from soesmart.strategy.queries.versions import published


@dataclass(frozen=True)
class NamedLink:
    """A field or goal of the strategy: its words today and its address."""

    code: str
    name: str
    url: str
    invented: bool = False


@dataclass(frozen=True)
class PilotView:
    """A pilot with the words of its field and goals; both empty where the strategy is not published."""

    pilot: Pilot
    field: NamedLink | None
    goals: list[NamedLink]


@dataclass(frozen=True)
class Group:
    """Pilots in the same state."""

    state: PilotState
    views: list[PilotView]


@dataclass(frozen=True)
class NoteGroup:
    kind: NoteKind
    notes: list[PilotNote]


def pilot_views(at: datetime, key: str = "") -> list[PilotView]:
    """All pilots by number, or the one with this key, in the words of the strategy valid at `at`. Two queries."""
    version = Subquery(published(at).values("pk")[:1])
    field_name = FieldWording.objects.filter(version=version, field=OuterRef("field")).values("name")[:1]
    rows = Pilot.objects.filter(**{"key": key} if key else {}).select_related("field")
    pilots = list(rows.annotate(field_name=Coalesce(Subquery(field_name), Value(""))))
    worded = GoalWording.objects.filter(version=version, goal__pilots__in=pilots).select_related("goal")
    goals: dict[int, list[NamedLink]] = {}
    for wording in worded.annotate(pilot_pk=F("goal__pilots")).order_by("goal__code") if pilots else ():
        goals.setdefault(wording.pilot_pk, []).append(_goal_link(wording))
    return [PilotView(pilot, _field_link(pilot), goals.get(pilot.pk, [])) for pilot in pilots]


def grouped(views: Iterable[PilotView]) -> list[Group]:
    """By state, in the order of the states; states without a pilot are left out."""
    rows = list(views)
    groups = [Group(state, [view for view in rows if view.pilot.state == state]) for state in PilotState]
    return [group for group in groups if group.views]


def notes_of(pilot: Pilot) -> list[NoteGroup]:
    """What is known of a pilot, by kind. One query."""
    notes = list(pilot.notes.all())
    groups = [NoteGroup(kind, [note for note in notes if note.kind == kind]) for kind in NoteKind]
    return [group for group in groups if group.notes]


def programme_of_the_town() -> Programme | None:
    return Programme.objects.first()


def related_projects() -> list[RelatedProject]:
    return list(RelatedProject.objects.all())


def _field_link(pilot: Any) -> NamedLink | None:
    if pilot.field is None or not pilot.field_name:
        return None
    return NamedLink(pilot.field.key, pilot.field_name, field_url(pilot.field.key))


def _goal_link(wording: GoalWording) -> NamedLink:
    return NamedLink(wording.goal.code, wording.title, goal_url(wording.goal.code), wording.invented)
