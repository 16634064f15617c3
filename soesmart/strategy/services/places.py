"""Where a goal stands: in which field, below which goal, at which position."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from soesmart.core.refusals import Refused
from soesmart.strategy.models import ActionField, FieldWording, GoalLevel, GoalWording, Version
from soesmart.strategy.services.texts import GoalText


@dataclass(frozen=True)
class Place:
    """A field and perhaps a parent. last: the highest position in the parent's tree, None without parent."""

    field: ActionField
    parent: GoalWording | None = None
    last: int | None = None

    @property
    def depth(self) -> int:
        return self.parent.depth + 1 if self.parent else 1

    def position_in(self, version: Version) -> int:
        """A free position after the siblings. Positions may have gaps; a parent's tree follows it without strangers."""
        if self.last is None:
            last: int | None = GoalWording.objects.filter(version=version).aggregate(last=Max("position"))["last"]
            return (last or 0) + 1
        make_room(version, self.last + 1)
        return self.last + 1


def make_room(version: Version, position: int) -> None:
    """Shift the goals from `position` on by one."""
    GoalWording.objects.filter(version=version, position__gte=position).update(position=F("position") + 1)


def place_of(version: Version, text: GoalText) -> Place:
    """The place that the text asks for. Refused when the field or the parent is not in this version."""
    if text.parent_code:
        return _below(version, text)
    wording = FieldWording.objects.filter(version=version, field__key=text.field_key).select_related("field").first()
    if wording is None:
        raise Refused("strategy.goal.field", f"Das Feld {text.field_key} gibt es in dieser Fassung nicht.", "field")
    return Place(wording.field, None)


def _below(version: Version, text: GoalText) -> Place:
    next_level = GoalLevel.objects.filter(strategy=version.strategy_id, depth=OuterRef("depth") + 1)
    parent = (
        GoalWording.objects.filter(version=version, goal__code=text.parent_code)
        .select_related("field")
        .annotate(may_have_children=Exists(next_level), last_below=Subquery(_last_below()))
        .first()
    )
    if parent is None:
        raise Refused("strategy.goal.parent", f"Das übergeordnete Ziel {text.parent_code} gibt es nicht.", "parent")
    if not parent.may_have_children:
        raise Refused(
            "strategy.goal.level", f"Unter {text.parent_code} sieht diese Strategie keine weitere Ebene vor.", "parent"
        )
    if parent.field.key != text.field_key:
        raise Refused(
            "strategy.goal.parent_field",
            f"{text.parent_code} liegt in einem anderen Feld. Bitte dasselbe Feld wählen.",
            "parent",
        )
    return Place(parent.field, parent, max(parent.position, parent.last_below or 0))


def _last_below() -> QuerySet[GoalWording, int]:
    below = GoalWording.objects.filter(Q(parent=OuterRef("pk")) | Q(parent__parent=OuterRef("pk")))
    return below.order_by("-position").values_list("position", flat=True)[:1]


def require_movable(row: GoalWording, place: Place) -> bool:
    """Whether the goal goes to another place. Refused when goals below it would be left behind."""
    if (place.field, place.parent) == (row.field, row.parent):
        return False
    if place.parent and row.pk in (place.parent.pk, place.parent.parent_id):
        raise Refused("strategy.goal.circle", "Ein Ziel kann nicht unter sich selbst stehen.", "parent")
    if row.children.exists():
        raise Refused(
            "strategy.goal.children",
            "Unter diesem Ziel stehen weitere Ziele. Bitte zuerst diese verschieben.",
            "parent" if place.field == row.field else "field",
        )
    return True


def settle(version: Version, field: ActionField) -> None:
    """Let every goal of a field be followed by the goals below it, siblings in the order they have."""
    rows = list(
        GoalWording.objects.filter(version=version, field=field)
        .order_by("position", "pk")
        .only("pk", "parent_id", "position")
    )
    below: dict[int | None, list[GoalWording]] = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    order = list(_walk(below, None))
    free = [row.position for row in rows]
    changed = []
    for row, position in zip(order, free, strict=True):
        if row.position != position:
            row.position = position
            changed.append(row)
    GoalWording.objects.bulk_update(changed, ["position"])


def _walk(below: dict[int | None, list[GoalWording]], parent: int | None) -> Iterator[GoalWording]:
    for row in below[parent]:
        yield row
        yield from _walk(below, row.pk)
