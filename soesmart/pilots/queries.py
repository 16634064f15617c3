"""Pilots as a reader sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from soesmart.pilots.models import Pilot, PilotNote, Programme, RelatedProject
from soesmart.pilots.rules import NoteKind, PilotState
from soesmart.strategy.addresses import field_url, goal_url
from soesmart.strategy.models import FieldWording, GoalWording
from soesmart.strategy.queries import current_version


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


def pilots_of_the_town() -> list[Pilot]:
    """All pilots by number, with field and goals at hand. Two queries."""
    return list(Pilot.objects.select_related("field").prefetch_related("goals"))


def views_of(pilots: Sequence[Pilot], at: datetime) -> list[PilotView]:
    """The pilots with the words of the strategy that is valid at `at`. Three queries at most."""
    version = current_version(at) if pilots else None
    fields: dict[int, FieldWording] = {}
    goals: dict[int, GoalWording] = {}
    if version:
        fields = {row.field_id: row for row in FieldWording.objects.filter(version=version)}
        ids = {goal.pk for pilot in pilots for goal in pilot.goals.all()}
        goals = {row.goal_id: row for row in GoalWording.objects.filter(version=version, goal__in=ids)}
    return [PilotView(pilot, _field_link(pilot, fields), list(_goal_links(pilot, goals))) for pilot in pilots]


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


def _field_link(pilot: Pilot, wordings: dict[int, FieldWording]) -> NamedLink | None:
    wording = wordings.get(pilot.field_id or 0)
    if wording is None or pilot.field is None:
        return None
    return NamedLink(pilot.field.key, wording.name, field_url(pilot.field.key))


def _goal_links(pilot: Pilot, wordings: dict[int, GoalWording]) -> Iterable[NamedLink]:
    for goal in pilot.goals.all():
        if wording := wordings.get(goal.pk):
            yield NamedLink(goal.code, wording.title, goal_url(goal.code), wording.invented)
