"""The words of a field and of a goal, as a form or a spreadsheet row gives them, and what they must keep to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from soesmart.core.refusals import Refused
from soesmart.strategy.models import FieldWording, GoalWording, OrganisationUnit
from soesmart.strategy.services import checks

DIMENSIONS = {"ecological": "ökologisch", "economic": "ökonomisch", "social": "sozial"}


@dataclass(frozen=True)
class FieldText:
    """The words of an action field. key: its name in addresses, for ever; code: a few letters before its goals."""

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
    """The words of a goal. code: its name in addresses, for ever; parent_code: of the goal one level above, or ""."""

    code: str
    field_key: str
    title: str
    description: str = ""
    number: str = ""
    parent_code: str = ""
    unit: OrganisationUnit | None = None
    dimensions: frozenset[str] = frozenset()  # of DIMENSIONS
    sdgs: Sequence[int] = ()
    source: str = ""
    related_sources: Sequence[str] = field(default_factory=tuple)
    invented: bool = False


def field_columns(text: FieldText) -> dict[str, Any]:
    """The checked columns of a FieldWording, without its place."""
    return {
        "name": checks.line(text.name, name="Der Name", field="name", longest=100, required=True),
        "guideline": checks.plain(text.guideline, name="Die Leitlinie", field="guideline"),
        "guideline_invented": text.guideline_invented,
        "sdgs": checks.sdgs(text.sdgs),
        "sdgs_invented": text.sdgs_invented,
        "source": checks.url(text.source),
        "invented": text.invented,
    }


def goal_columns(text: GoalText) -> dict[str, Any]:
    """The checked columns of a GoalWording, without its place."""
    if unknown := text.dimensions - DIMENSIONS.keys():
        raise Refused("strategy.goal.dimension", f"Die Dimension {min(unknown)} gibt es nicht.", "dimensions")
    return {
        "number": checks.line(text.number, name="Die Nummer", field="number", longest=12),
        "title": checks.line(text.title, name="Der Titel", field="title", required=True),
        "description": checks.plain(text.description, name="Die Beschreibung", field="description"),
        "unit": text.unit,
        **{f"is_{name}": name in text.dimensions for name in DIMENSIONS},
        "sdgs": checks.sdgs(text.sdgs),
        "source": checks.url(text.source),
        "related_sources": checks.urls(text.related_sources),
        "invented": text.invented,
    }


def text_of_field(row: FieldWording) -> FieldText:
    """The words of a stored field (`row.field` loaded)."""
    return FieldText(
        key=row.field.key,
        code=row.field.code,
        name=row.name,
        guideline=row.guideline,
        guideline_invented=row.guideline_invented,
        sdgs=tuple(row.sdgs),
        sdgs_invented=row.sdgs_invented,
        source=row.source,
        invented=row.invented,
    )


def text_of_goal(row: GoalWording) -> GoalText:
    """The words of a stored goal (`row.goal`, `row.field`, `row.unit` and `row.parent.goal` loaded)."""
    return GoalText(
        code=row.goal.code,
        field_key=row.field.key,
        title=row.title,
        description=row.description,
        number=row.number,
        parent_code=row.parent.goal.code if row.parent else "",
        unit=row.unit,
        dimensions=frozenset(name for name in DIMENSIONS if getattr(row, f"is_{name}")),
        sdgs=tuple(row.sdgs),
        source=row.source,
        related_sources=tuple(row.related_sources),
        invented=row.invented,
    )
