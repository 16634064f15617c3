"""Take goals and fields out of a draft, and put them back with the words they had."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.models import FieldWording, GoalWording, OrganisationUnit, RemovedText, Version
from soesmart.strategy.services.drafts import lock_draft, stale, town_of
from soesmart.strategy.services.places import make_room, settle
from soesmart.strategy.services.texts import FieldText, GoalText, text_of_field, text_of_goal
from soesmart.strategy.services.words import add_field, insert_goal


@transaction.atomic
def remove_goal(*, actor: object, wording: GoalWording, at: datetime, revision: int | None = None) -> RemovedText:
    """Take a goal out of the draft. Refused while other goals stand below it. Published versions keep it."""
    draft = lock_draft(wording.version_id)
    row = GoalWording.objects.filter(pk=wording.pk).select_related("goal", "field", "unit", "parent__goal").first()
    if row is None:
        raise Conflict("strategy.goal.gone", "Dieses Ziel wurde inzwischen schon entfernt.")
    if revision is not None and row.revision != revision:
        raise stale()
    if row.children.exists():
        raise Refused(
            "strategy.goal.children",
            f"Unter {row.goal.code} stehen weitere Ziele. Bitte diese zuerst entfernen oder verschieben.",
        )
    text = text_of_goal(row)
    words = asdict(text) | {"unit": text.unit.key if text.unit else "", "dimensions": sorted(text.dimensions)}
    kept = _keep(draft, RemovedText.Kind.GOAL, row.goal.code, row.title, row.position, words, at)
    GoalWording.objects.filter(pk=row.pk).delete()
    audit(actor, "strategy.goal.removed", row.goal, town=town_of(draft), at=at, version=draft.pk, code=row.goal.code)
    return kept


@transaction.atomic
def remove_field(*, actor: object, wording: FieldWording, at: datetime, revision: int | None = None) -> RemovedText:
    """Take a field out of the draft. Refused while it has goals."""
    draft = lock_draft(wording.version_id)
    row = FieldWording.objects.filter(pk=wording.pk).select_related("field").first()
    if row is None:
        raise Conflict("strategy.field.gone", "Dieses Feld wurde inzwischen schon entfernt.")
    if revision is not None and row.revision != revision:
        raise stale()
    goals = GoalWording.objects.filter(version=draft, field=row.field).count()
    if goals:
        raise Refused(
            "strategy.field.goals",
            f"In „{row.name}“ {'steht noch ein Ziel' if goals == 1 else f'stehen noch {goals} Ziele'}. "
            "Bitte diese zuerst entfernen oder in ein anderes Feld verschieben.",
        )
    words = asdict(text_of_field(row))
    kept = _keep(draft, RemovedText.Kind.FIELD, row.field.key, row.name, row.position, words, at)
    FieldWording.objects.filter(pk=row.pk).delete()
    audit(actor, "strategy.field.removed", row.field, town=town_of(draft), at=at, version=draft.pk, key=row.field.key)
    return kept


def _keep(
    draft: Version, kind: str, key: str, title: str, position: int, words: dict[str, Any], at: datetime
) -> RemovedText:
    kept, _ = RemovedText.objects.update_or_create(
        version=draft,
        kind=kind,
        key=key,
        defaults={"title": title, "position": position, "words": words, "removed_at": at},
    )
    return kept


@transaction.atomic
def restore(*, actor: object, removed: RemovedText, at: datetime) -> FieldWording | GoalWording:
    """Put a removed goal or field back in its old place with its last words."""
    draft = lock_draft(removed.version_id)
    if not RemovedText.objects.filter(pk=removed.pk).delete()[0]:
        raise Conflict("strategy.removed.gone", "Das wurde inzwischen schon wiederhergestellt.")
    if removed.kind == RemovedText.Kind.FIELD:
        field = add_field(actor=actor, version=draft, text=FieldText(**removed.words), at=at)
        FieldWording.objects.filter(pk=field.pk).update(position=removed.position)
        return field
    text = _goal_text(draft, dict(removed.words))
    make_room(draft, removed.position)
    goal = insert_goal(draft, text, removed.position)
    if goal.parent:
        settle(draft, goal.field)
    audit(actor, "strategy.goal.restored", goal.goal, town=town_of(draft), at=at, version=draft.pk, code=goal.goal.code)
    return goal


def _goal_text(draft: Version, words: dict[str, Any]) -> GoalText:
    key = words.pop("unit")
    unit = OrganisationUnit.objects.filter(municipality=draft.strategy.municipality, key=key).first() if key else None
    return GoalText(**{**words, "dimensions": frozenset(words["dimensions"])}, unit=unit)
