"""Writes of the pilots."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.pilots.models import Pilot, PilotNote, Programme, RelatedProject
from soesmart.pilots.rules import Membership, NoteKind, PilotState
from soesmart.region.models import Municipality
from soesmart.strategy.models import ActionField, Goal


@dataclass(frozen=True)
class PilotWords:
    """What is said of a pilot; sources are addresses, invented parts are marked on screen."""

    name: str
    summary: str
    membership: Membership
    state: PilotState
    name_note: str = ""
    summary_invented: bool = False
    state_source: str = ""
    state_invented: bool = False
    from_idea: str = ""
    source: str = ""
    invented: bool = False


@dataclass(frozen=True)
class Note:
    kind: NoteKind
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProgrammeWords:
    """The frame of the pilots. budget in whole cents."""

    principle: str
    principle_source: str = ""
    budget_cents: int | None = None
    budget_qualifier: str = ""
    budget_source: str = ""
    until_year: int | None = None
    until_source: str = ""
    note: str = ""


@dataclass(frozen=True)
class ProjectWords:
    """A real project beside the pilots."""

    key: str
    name: str
    state: str
    summary: str
    source: str = ""


@transaction.atomic
def open_programme(*, actor: object, municipality: Municipality, words: ProgrammeWords, at: datetime) -> Programme:
    """The frame of the town's pilots; made when there is none, brought up to `words` when there is."""
    with scope(municipality=municipality):
        programme, new = Programme.objects.get_or_create(municipality=municipality, defaults=asdict(words))
        if new:
            audit(actor, "pilots.programme.opened", programme, town=municipality.slug, at=at)
        elif any(getattr(programme, name) != value for name, value in asdict(words).items()):
            Programme.objects.filter(pk=programme.pk).update(**asdict(words))
            audit(actor, "pilots.programme.edited", programme, town=municipality.slug, at=at)
            programme.refresh_from_db()
        return programme


@transaction.atomic
def record_pilot(
    *,
    actor: object,
    municipality: Municipality,
    number: int,
    key: str,
    words: PilotWords,
    field_key: str = "",
    goal_codes: Sequence[str] = (),
    notes: Sequence[Note] = (),
    at: datetime,
) -> Pilot:
    """Add a pilot with its goals and notes. Refused when number or key is taken, or field or goal is unknown."""
    with scope(municipality=municipality):
        if Pilot.objects.filter(key=key).exists() or Pilot.objects.filter(number=number).exists():
            raise Refused("pilots.pilot.taken", f"Ein Pilotprojekt {number} oder „{key}“ gibt es schon.", "key")
        pilot = Pilot.objects.create(
            municipality=municipality, number=number, key=key, field=_field(field_key), **asdict(words)
        )
        pilot.goals.set(_goals(goal_codes))
        PilotNote.objects.bulk_create(
            PilotNote(pilot=pilot, position=position, kind=note.kind, text=note.text, sources=list(note.sources))
            for position, note in enumerate(notes, 1)
        )
        audit(actor, "pilots.pilot.recorded", pilot, town=municipality.slug, at=at, key=key)
        return pilot


@transaction.atomic
def record_related_project(
    *, actor: object, municipality: Municipality, words: ProjectWords, at: datetime
) -> RelatedProject:
    """Add a real project beside the pilots; a known key stays as it is."""
    with scope(municipality=municipality):
        project, new = RelatedProject.objects.get_or_create(
            municipality=municipality,
            key=words.key,
            defaults=asdict(words) | {"position": RelatedProject.objects.count() + 1},
        )
        if new:
            audit(actor, "pilots.related.recorded", project, town=municipality.slug, at=at, key=words.key)
        return project


def _field(key: str) -> ActionField | None:
    if not key:
        return None
    field = ActionField.objects.filter(key=key, strategy__is_current=True).first()
    if field is None:
        raise Refused("pilots.field.unknown", f"Ein Handlungsfeld „{key}“ gibt es in dieser Stadt nicht.", "field")
    return field


def _goals(codes: Sequence[str]) -> list[Goal]:
    goals = list(Goal.objects.filter(code__in=codes, strategy__is_current=True))
    if unknown := set(codes) - {goal.code for goal in goals}:
        raise Refused("pilots.goal.unknown", f"Diese Ziele gibt es nicht: {', '.join(sorted(unknown))}.", "goals")
    return goals
