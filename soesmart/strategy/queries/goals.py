"""One goal with everything its page shows, in one query, or five when something was written since."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value, When
from django.utils.safestring import SafeString

from soesmart.strategy import related
from soesmart.strategy.addresses import goal_url
from soesmart.strategy.models import FieldWording, Goal, GoalLevel, GoalWording, Version
from soesmart.strategy.queries import numbers
from soesmart.strategy.queries.remembered import remembered
from soesmart.strategy.queries.shapes import GoalView, Sdg, VersionView
from soesmart.strategy.queries.tree import goal_rows, goal_view
from soesmart.strategy.queries.versions import current_version, version_view
from soesmart.strategy.rating.assessment import Assessment, assess
from soesmart.strategy.rules import VersionState


@dataclass(frozen=True)
class Wording:
    """How a version worded the goal. `is_changed`: not in the same words as the version before."""

    version_pk: int
    label: str
    decided_on: str
    decided_by: str
    published_at: datetime
    goal: GoalView
    field_name: str
    is_changed: bool = True


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A goal of the same version. relation: previous, next, parent or child."""

    code: str
    number: str
    title: str
    relation: str

    @property
    def name(self) -> str:
        return f"{self.number} {self.title}" if self.number else self.title

    @property
    def url(self) -> str:
        return goal_url(self.code)


@dataclass(frozen=True)
class GoalPage:
    """A goal in its newest wording. `version` is the current one; `wordings`: newest first; rare: of related.RARE.

    kept: what a view built of the page and may use again as long as the page is remembered.
    """

    thing: Goal
    goal: GoalView
    field_name: str
    field_sdgs: tuple[Sdg, ...]
    field_sdgs_invented: bool
    level_name: str
    horizon: int
    version: VersionView
    wordings: tuple[Wording, ...]
    neighbours: tuple[Neighbour, ...]
    rare: tuple[bool, ...] = ()
    kept: dict[str, SafeString] = field(default_factory=dict, compare=False)

    @cached_property
    def assessment(self) -> Assessment | None:
        """What follows from the goal's numbers; kept with the page until something is written in the town."""
        return assess(self.goal.indicator) if self.goal.indicator else None

    @property
    def is_given_up(self) -> bool:
        """Whether the current version no longer has the goal."""
        return self.wordings[0].version_pk != self.version.pk

    @property
    def sdgs(self) -> tuple[Sdg, ...]:
        """The goal's own, else those of its field."""
        return self.goal.sdgs or self.field_sdgs

    @property
    def sdgs_invented(self) -> bool:
        return self.goal.invented if self.goal.sdgs else self.field_sdgs_invented

    @property
    def children(self) -> list[Neighbour]:
        return self._beside("child")

    @property
    def parents(self) -> list[Neighbour]:
        """One or none."""
        return self._beside("parent")

    @property
    def previous(self) -> list[Neighbour]:
        """One or none."""
        return self._beside("previous")

    @property
    def next(self) -> list[Neighbour]:
        """One or none."""
        return self._beside("next")

    def _beside(self, relation: str) -> list[Neighbour]:
        return [neighbour for neighbour in self.neighbours if neighbour.relation == relation]


def goal_page(code: str, at: datetime) -> GoalPage | None:
    """The goal of the current strategy that any published version has under `code`, else None."""
    version = current_version(at)
    return goal_page_in(version, code, at) if version else None


def goal_page_in(version: Version, code: str, at: datetime) -> GoalPage | None:
    """The same for who knows the current version already."""
    return remembered(version, f"goal:{code}", lambda: _read(code, version, at))


def _read(code: str, version: Version, at: datetime) -> GoalPage | None:
    rows = _wording_rows(code, version, at)
    if not rows:
        return None
    newest = rows[0]
    goal = goal_view(newest)
    if goal.indicator:
        goal = replace(goal, indicator=numbers.numbers_of(newest["i_pk"], goal.indicator))
    return GoalPage(
        thing=Goal(pk=newest["goal_id"], strategy=version.strategy, code=goal.code),
        goal=goal,
        field_name=newest["field_name"] or "",
        field_sdgs=tuple(Sdg(number) for number in newest["field_sdgs"] or ()),
        field_sdgs_invented=bool(newest["field_sdgs_invented"]),
        level_name=newest["level_name"] or "Ziel",
        horizon=version.strategy.horizon,
        version=version_view(version),
        wordings=_wordings(rows),
        neighbours=tuple(_neighbours(newest)),
        rare=tuple(bool(newest[name]) for name in _rare()),
    )


MORE = (
    "field_name", "field_sdgs", "field_sdgs_invented", "field_position", "level_name", "goal_id", "version_id",
    "position", "parent_id",
    "version__label", "version__decided_on", "version__decided_by", "version__published_at",
)  # fmt: skip


def _wording_rows(code: str, version: Version, at: datetime) -> list[dict[str, Any]]:
    room = FieldWording.objects.filter(version=OuterRef("version"), field=OuterRef("field"))
    level = GoalLevel.objects.filter(strategy=version.strategy_id, depth=OuterRef("depth"))
    wordings = GoalWording.objects.filter(
        goal__code=code,
        goal__strategy=version.strategy_id,
        version__state=VersionState.PUBLISHED,
        version__published_at__lte=at,
    )
    named = wordings.annotate(
        field_name=Subquery(room.values("name")[:1]),
        field_sdgs=Subquery(room.values("sdgs")[:1]),
        field_sdgs_invented=Subquery(room.values("sdgs_invented")[:1]),
        field_position=Subquery(room.values("position")[:1]),
        level_name=Subquery(level.values("singular")[:1]),
        **_rare(),
    )
    return list(goal_rows(named.order_by("-version__published_at", "-version"), *MORE, *_rare()))


def _rare() -> dict[str, Exists]:
    return {f"rare_{place}": one.is_there() for place, one in enumerate(related.RARE)}


def _wordings(rows: Sequence[dict[str, Any]]) -> tuple[Wording, ...]:
    found = [
        Wording(
            version_pk=row["version_id"],
            label=row["version__label"],
            decided_on=row["version__decided_on"],
            decided_by=row["version__decided_by"],
            published_at=row["version__published_at"],
            goal=goal_view(row),
            field_name=row["field_name"] or "",
        )
        for row in rows
    ]
    pairs = zip(found, [*found[1:], None], strict=True)
    return tuple(replace(one, is_changed=before is None or _words(one) != _words(before)) for one, before in pairs)


def _words(wording: Wording) -> tuple[str, ...]:
    goal = wording.goal
    return goal.title, goal.description, goal.field_key, goal.parent, goal.number


def _neighbours(row: dict[str, Any]) -> list[Neighbour]:
    """Goals before and after as the house shows them, field by field; the one above and those below. One query."""
    here = GoalWording.objects.filter(version=row["version_id"])
    # The order within the version knows nothing of fields that moved or of goals that came later.
    in_order = here.annotate(
        room=FilteredRelation("field__wordings", condition=Q(field__wordings__version=row["version_id"]))
    )
    room, place = row["field_position"], row["position"]
    earlier = Q(room__position__lt=room) | Q(room__position=room, position__lt=place)
    later = Q(room__position__gt=room) | Q(room__position=room, position__gt=place)
    before = in_order.filter(earlier).order_by("-room__position", "-position").values("pk")[:1]
    after = in_order.filter(later).order_by("room__position", "position").values("pk")[:1]
    relations = {
        "child": Q(parent=row["pk"]),
        "parent": Q(pk=row["parent_id"]),
        "previous": Q(pk=Subquery(before)),
        "next": Q(pk=Subquery(after)),
    }
    # A goal may be two things at once (the one above is often the one before), so each relation has its own flag.
    flags = {
        f"is_{name}": Case(When(which, then=Value(name)), default=Value(""), output_field=CharField())
        for name, which in relations.items()
    }
    chosen = relations["child"] | relations["parent"] | relations["previous"] | relations["next"]
    rows = here.filter(chosen).annotate(**flags).order_by("position")
    return [
        Neighbour(code, number, title, relation)
        for code, number, title, *found in rows.values_list(F("goal__code"), "number", "title", *flags)
        for relation in found
        if relation
    ]
