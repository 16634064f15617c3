"""Write the words of a draft. Nothing here touches a version that was submitted."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.strategy.models import (
    ActionField,
    FieldWording,
    Goal,
    GoalWording,
    OverarchingGoal,
    Version,
    VisionTerm,
)
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_row, change_version, lock_draft, town_of
from soesmart.strategy.services.places import place_of, require_movable
from soesmart.strategy.services.texts import FieldText, GoalText, field_columns, goal_columns

__all__ = [
    "FieldText",
    "GoalText",
    "add_field",
    "add_goal",
    "edit_field",
    "edit_goal",
    "write_overarching_goals",
    "write_vision",
]


@transaction.atomic
def write_vision(
    *,
    actor: object,
    version: Version,
    vision: str,
    terms: Sequence[VisionTerm],
    at: datetime,
    source: str = "",
    revision: int | None = None,
) -> None:
    """Replace the vision and its terms (unsaved rows without version and position).

    revision: of the version, as the editor read it.
    """
    draft = lock_draft(version.pk, revision)
    words = {
        "vision": checks.line(vision, name="Die Vision", field="vision"),
        "vision_source": checks.url(source, field="vision_source"),
    }
    for position, term in enumerate(terms, start=1):
        term.version, term.position = version, position
        term.name = checks.line(term.name, name="Das Wort", field="terms", longest=60, required=True)
        term.description = checks.line(term.description, name="Die Erklärung", field="terms", longest=500)
        term.source = checks.url(term.source, field="terms")
    _require_each_once([term.name for term in terms], "terms")
    VisionTerm.objects.filter(version=draft).delete()
    VisionTerm.objects.bulk_create(terms)
    change_version(version, draft, words)
    audit(actor, "strategy.vision.written", draft, town=town_of(draft), at=at, terms=len(terms))


@transaction.atomic
def write_overarching_goals(
    *, actor: object, version: Version, goals: Sequence[OverarchingGoal], at: datetime, revision: int | None = None
) -> None:
    """Replace the overarching goals (unsaved rows without version and position). revision: of the version."""
    draft = lock_draft(version.pk, revision)
    for position, goal in enumerate(goals, start=1):
        goal.version, goal.position = version, position
        goal.key = checks.key(goal.key, field="goals")
        goal.name = checks.line(goal.name, name="Der Name", field="goals", longest=100, required=True)
        goal.description = checks.line(goal.description, name="Die Beschreibung", field="goals", longest=500)
        goal.source = checks.url(goal.source, field="goals")
    _require_each_once([goal.key for goal in goals], "goals")
    OverarchingGoal.objects.filter(version=draft).delete()
    OverarchingGoal.objects.bulk_create(goals)
    change_version(version, draft, {})
    audit(actor, "strategy.overarching_goals.written", draft, town=town_of(draft), at=at, goals=len(goals))


@transaction.atomic
def add_field(*, actor: object, version: Version, text: FieldText, at: datetime) -> FieldWording:
    """Add an action field at the end of the draft."""
    draft = lock_draft(version.pk)
    key = checks.key(text.key, field="key")
    code = checks.line(text.code, name="Das Kürzel", field="code", longest=10)
    here = FieldWording.objects.filter(version=draft, field=OuterRef("pk"))
    thing = ActionField.objects.filter(strategy=draft.strategy, key__iexact=key).annotate(is_here=Exists(here)).first()
    if thing and thing.is_here:
        raise Refused("strategy.field.twice", f"Das Feld {thing.key} gibt es in dieser Fassung schon.", "key")
    last = FieldWording.objects.filter(version=draft).aggregate(last=Max("position"))["last"] or 0
    made = FieldWording.objects.create(
        version=version,
        field=thing or ActionField.objects.create(strategy=draft.strategy, key=key, code=code),
        position=last + 1,
        **field_columns(text),
    )
    audit(actor, "strategy.field.added", made.field, town=town_of(draft), at=at, version=draft.pk, key=key)
    return made


@transaction.atomic
def edit_field(
    *, actor: object, wording: FieldWording, text: FieldText, at: datetime, revision: int | None = None
) -> FieldWording:
    """Reword a field of a draft; its key and code stay. revision: as the editor read it, else Conflict."""
    draft = lock_draft(wording.version_id)
    row = FieldWording.objects.filter(pk=wording.pk).select_related("field").first()
    if row is None:
        raise Refused("strategy.field.gone", "Dieses Feld wurde inzwischen aus dem Entwurf genommen.")
    changed = change_row(row, revision, field_columns(text))
    if changed:
        audit(
            actor,
            "strategy.field.edited",
            row.field,
            town=town_of(draft),
            at=at,
            version=draft.pk,
            key=row.field.key,
            columns=",".join(changed),
        )
    return row


@transaction.atomic
def add_goal(*, actor: object, version: Version, text: GoalText, at: datetime) -> GoalWording:
    """Add a goal after its siblings, below its parent where it names one."""
    draft = lock_draft(version.pk)
    made = insert_goal(draft, text)
    audit(actor, "strategy.goal.added", made.goal, town=town_of(draft), at=at, version=draft.pk, code=made.goal.code)
    return made


def insert_goal(draft: Version, text: GoalText, position: int | None = None) -> GoalWording:
    """The bare row, for services that hold the lock. position: a free one, else after the siblings."""
    code = checks.key(text.code, field="code", longest=20)
    columns = goal_columns(text)
    place = place_of(draft, text)
    here = GoalWording.objects.filter(version=draft, goal=OuterRef("pk"))
    goal = Goal.objects.filter(strategy=draft.strategy, code__iexact=code).annotate(is_here=Exists(here)).first()
    if goal and goal.is_here:
        raise Refused("strategy.goal.twice", f"Das Ziel {goal.code} gibt es in dieser Fassung schon.", "code")
    return GoalWording.objects.create(
        version=draft,
        goal=goal or Goal.objects.create(strategy=draft.strategy, code=code),
        field=place.field,
        parent=place.parent,
        depth=place.depth,
        position=place.position_in(draft) if position is None else position,
        **columns,
    )


@transaction.atomic
def edit_goal(
    *, actor: object, wording: GoalWording, text: GoalText, at: datetime, revision: int | None = None
) -> GoalWording:
    """Reword or move a goal of a draft; its code stays. revision: as the editor read it, else Conflict."""
    draft = lock_draft(wording.version_id)
    row = GoalWording.objects.filter(pk=wording.pk).select_related("goal", "field", "unit", "parent").first()
    if row is None:
        raise Refused("strategy.goal.gone", "Dieses Ziel wurde inzwischen aus dem Entwurf genommen.")
    values = goal_columns(text)
    place = place_of(draft, text)
    if require_movable(row, place):
        values |= {"field": place.field, "parent": place.parent, "depth": place.depth}
        values |= {"position": place.position_in(draft)}
    changed = change_row(row, revision, values)
    if changed:
        audit(
            actor,
            "strategy.goal.edited",
            row.goal,
            town=town_of(draft),
            at=at,
            version=draft.pk,
            code=row.goal.code,
            columns=",".join(changed),
        )
    return row


def _require_each_once(names: Sequence[str], field: str) -> None:
    if twice := {name for name in names if names.count(name) > 1}:
        raise Refused(f"strategy.{field}.twice", f"„{min(twice)}“ steht zweimal da. Bitte einmal entfernen.", field)
