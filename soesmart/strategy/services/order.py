"""The order of fields, and of goals among their siblings."""

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.strategy.models import FieldWording, GoalWording
from soesmart.strategy.services.drafts import lock_draft, town_of
from soesmart.strategy.services.places import settle

Way = Literal["up", "down"]


@transaction.atomic
def move_goal(*, actor: object, wording: GoalWording, way: Way, at: datetime) -> bool:
    """Swap a goal with the sibling before or after it; False at the end of the row."""
    draft = lock_draft(wording.version_id)
    row = GoalWording.objects.filter(pk=wording.pk).select_related("goal", "field").first()
    if row is None:
        raise Refused("strategy.goal.gone", "Dieses Ziel wurde inzwischen aus dem Entwurf genommen.")
    siblings = GoalWording.objects.filter(version=draft, field=row.field_id, parent=row.parent_id)
    moved = _swap(siblings, row, way)
    if moved:
        settle(draft, row.field)
        audit(
            actor,
            "strategy.goal.moved",
            row.goal,
            town=town_of(draft),
            at=at,
            version=draft.pk,
            code=row.goal.code,
            way=way,
        )
    return moved


@transaction.atomic
def move_field(*, actor: object, wording: FieldWording, way: Way, at: datetime) -> bool:
    """Swap a field with the one before or after it; False at the end of the row."""
    draft = lock_draft(wording.version_id)
    row = FieldWording.objects.filter(pk=wording.pk).select_related("field").first()
    if row is None:
        raise Refused("strategy.field.gone", "Dieses Feld wurde inzwischen aus dem Entwurf genommen.")
    moved = _swap(FieldWording.objects.filter(version=draft), row, way)
    if moved:
        audit(
            actor,
            "strategy.field.moved",
            row.field,
            town=town_of(draft),
            at=at,
            version=draft.pk,
            key=row.field.key,
            way=way,
        )
    return moved


def _swap(rows: QuerySet[GoalWording] | QuerySet[FieldWording], row: GoalWording | FieldWording, way: Way) -> bool:
    order = list(rows.order_by("position", "pk").values_list("pk", "position"))
    index = [pk for pk, _ in order].index(row.pk)
    other = index - 1 if way == "up" else index + 1
    if not 0 <= other < len(order):
        return False
    (here, here_at), (there, there_at) = order[index], order[other]
    if here_at == there_at:
        # Twins, left behind by older data: the one that goes up takes the place, the other the next.
        rows.filter(position__gt=here_at).update(position=F("position") + 1)
        here_at, there_at = (here_at + 1, here_at) if way == "up" else (here_at, here_at + 1)
    rows.filter(pk__in=(here, there)).update(
        position=Case(When(pk=here, then=Value(there_at)), When(pk=there, then=Value(here_at)))
    )
    return True
