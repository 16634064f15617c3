"""Write the words of a draft. Nothing here touches a version that was submitted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.strategy.models import (
    ActionField,
    FieldWording,
    Goal,
    GoalWording,
    OrganisationUnit,
    OverarchingGoal,
    Version,
    VisionTerm,
)
from soesmart.strategy.rules import SDGS, VersionState


@dataclass(frozen=True)
class FieldText:
    """The words of an action field, as a form or a spreadsheet row gives them."""

    key: str
    code: str
    name: str
    guideline: str = ""
    guideline_invented: bool = False
    sdgs: Sequence[int] = ()
    sdgs_invented: bool = False
    source: str = ""
    invented: bool = False


@dataclass(frozen=True)
class GoalText:
    """The words of a goal, as a form or a spreadsheet row gives them."""

    code: str
    field_key: str
    title: str
    description: str = ""
    number: str = ""
    parent_code: str = ""
    unit: OrganisationUnit | None = None
    dimensions: frozenset[str] = frozenset()  # of "ecological", "economic", "social"
    sdgs: Sequence[int] = ()
    source: str = ""
    related_sources: Sequence[str] = field(default_factory=tuple)
    invented: bool = False


def require_draft(version: Version) -> None:
    if version.state != VersionState.DRAFT:
        raise Refused(
            "strategy.version.locked", "Diese Fassung ist gesperrt: Sie liegt zur Freigabe vor oder ist veröffentlicht."
        )


def checked_sdgs(numbers: Sequence[int]) -> list[int]:
    if wrong := [number for number in numbers if number not in SDGS]:
        raise Refused(
            "strategy.sdg.unknown", f"Das Nachhaltigkeitsziel {wrong[0]} gibt es nicht, nur 1 bis 17.", "sdgs"
        )
    return sorted(set(numbers))


@transaction.atomic
def write_vision(
    *, actor: object, version: Version, vision: str, terms: Sequence[VisionTerm], at: datetime, source: str = ""
) -> None:
    """Replace the vision and its terms (unsaved rows without version and position)."""
    require_draft(version)
    Version.objects.filter(pk=version.pk).update(vision=vision, vision_source=source)
    version.refresh_from_db()
    VisionTerm.objects.filter(version=version).delete()
    for position, term in enumerate(terms, start=1):
        term.version, term.position = version, position
        term.save(force_insert=True)
    audit(actor, "strategy.vision.written", version, town=version.strategy.municipality.slug, at=at, terms=len(terms))


@transaction.atomic
def write_overarching_goals(*, actor: object, version: Version, goals: Sequence[OverarchingGoal], at: datetime) -> None:
    """Replace the overarching goals (unsaved rows without version and position)."""
    require_draft(version)
    OverarchingGoal.objects.filter(version=version).delete()
    for position, goal in enumerate(goals, start=1):
        goal.version, goal.position = version, position
        goal.save(force_insert=True)
    audit(
        actor,
        "strategy.overarching_goals.written",
        version,
        town=version.strategy.municipality.slug,
        at=at,
        goals=len(goals),
    )


@transaction.atomic
def add_field(*, actor: object, version: Version, text: FieldText, at: datetime) -> FieldWording:
    """Add an action field at the end of the draft."""
    require_draft(version)
    thing, _ = ActionField.objects.get_or_create(strategy=version.strategy, key=text.key, defaults={"code": text.code})
    if FieldWording.objects.filter(version=version, field=thing).exists():
        raise Refused("strategy.field.twice", f"Das Feld {text.key} gibt es in dieser Fassung schon.", "key")
    made = FieldWording.objects.create(
        version=version,
        field=thing,
        position=FieldWording.objects.filter(version=version).count() + 1,
        name=text.name,
        guideline=text.guideline,
        guideline_invented=text.guideline_invented,
        sdgs=checked_sdgs(text.sdgs),
        sdgs_invented=text.sdgs_invented,
        source=text.source,
        invented=text.invented,
    )
    audit(actor, "strategy.field.added", made, town=version.strategy.municipality.slug, at=at, key=text.key)
    return made


@transaction.atomic
def add_goal(*, actor: object, version: Version, text: GoalText, at: datetime) -> GoalWording:
    """Add a goal at the end of the draft, below its parent where it names one."""
    require_draft(version)
    wording = FieldWording.objects.filter(version=version, field__key=text.field_key).select_related("field").first()
    if wording is None:
        raise Refused("strategy.goal.field", f"Das Feld {text.field_key} gibt es in dieser Fassung nicht.", "field")
    parent = None
    if text.parent_code:
        parent = GoalWording.objects.filter(version=version, goal__code=text.parent_code).first()
        if parent is None:
            raise Refused("strategy.goal.parent", f"Das übergeordnete Ziel {text.parent_code} gibt es nicht.", "parent")
    goal, _ = Goal.objects.get_or_create(strategy=version.strategy, code=text.code)
    if GoalWording.objects.filter(version=version, goal=goal).exists():
        raise Refused("strategy.goal.twice", f"Das Ziel {text.code} gibt es in dieser Fassung schon.", "code")
    made = GoalWording.objects.create(
        version=version,
        goal=goal,
        field=wording.field,
        parent=parent,
        depth=parent.depth + 1 if parent else 1,
        position=GoalWording.objects.filter(version=version).count() + 1,
        number=text.number,
        title=text.title,
        description=text.description,
        unit=text.unit,
        is_ecological="ecological" in text.dimensions,
        is_economic="economic" in text.dimensions,
        is_social="social" in text.dimensions,
        sdgs=checked_sdgs(text.sdgs),
        source=text.source,
        related_sources=list(text.related_sources),
        invented=text.invented,
    )
    audit(actor, "strategy.goal.added", made, town=version.strategy.municipality.slug, at=at, code=text.code)
    return made
