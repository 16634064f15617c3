"""Copy all words of a version into a new draft."""

from soesmart.strategy.models import FieldWording, GoalWording, OverarchingGoal, Version, VisionTerm


def copy_words(before: Version, draft: Version) -> None:
    """Vision, terms, overarching goals, fields and goals with their places; revisions start anew."""
    draft.vision, draft.vision_source = before.vision, before.vision_source
    draft.save(update_fields=["vision", "vision_source"])
    terms = list(VisionTerm.objects.filter(version=before))
    overarching = list(OverarchingGoal.objects.filter(version=before))
    fields = list(FieldWording.objects.filter(version=before))
    for term in terms:
        term.pk, term.version = None, draft
    for goal in overarching:
        goal.pk, goal.version = None, draft
    for field in fields:
        field.pk, field.version, field.revision = None, draft, 1
    VisionTerm.objects.bulk_create(terms)
    OverarchingGoal.objects.bulk_create(overarching)
    FieldWording.objects.bulk_create(fields)
    _copy_goals(before, draft)


def _copy_goals(before: Version, draft: Version) -> None:
    goals = list(GoalWording.objects.filter(version=before).order_by("depth", "position"))
    parents = {row.pk: row.parent_id for row in goals}
    copies: dict[int, GoalWording] = {}
    # One level after the other, because a child needs the key of its parent's copy.
    for depth in sorted({row.depth for row in goals}):
        level = [row for row in goals if row.depth == depth]
        old = [row.pk for row in level]
        for row in level:
            parent = parents[row.pk]
            row.pk, row.version, row.parent, row.revision = None, draft, copies[parent] if parent else None, 1
        copies.update(zip(old, GoalWording.objects.bulk_create(level), strict=True))
