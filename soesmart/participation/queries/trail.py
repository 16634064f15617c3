"""The public way of an idea: what was, what was promised, and what it led to."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, OuterRef, QuerySet, Subquery

from soesmart.core.prepared import Blank, prepared
from soesmart.participation import related
from soesmart.participation.models import Idea, Step
from soesmart.participation.queries.promises import promise_of
from soesmart.participation.related import Offspring
from soesmart.participation.rules import IdeaState, StepKind, Visibility
from soesmart.participation.rules.promises import Promise
from soesmart.strategy.addresses import goal_url
from soesmart.strategy.models import GoalWording
from soesmart.strategy.queries.numbers import indicator_columns, indicator_view, with_target
from soesmart.strategy.queries.shapes import IndicatorView
from soesmart.strategy.queries.versions import published
from soesmart.strategy.related import Related


@dataclass(frozen=True)
class ServedGoal:
    """A goal in the words of today, with what it is measured by."""

    code: str
    name: str
    url: str
    invented: bool = False
    indicator: IndicatorView | None = None


@dataclass(frozen=True)
class Stop:
    """A step as a reader sees it. at None: still to come."""

    kind: StepKind
    label: str
    at: datetime | None = None
    unit: str = ""
    text: str = ""
    invented: bool = False
    goal: ServedGoal | None = None
    pilot: Offspring | None = None
    other: Idea | None = None
    is_now: bool = False


@dataclass(frozen=True)
class Trail:
    """past: in order of time. coming: what can still come. offspring: what grew from the idea without a step of it.

    spoken_of: where people spoke of it, such as a vote at an evening.
    """

    idea: Idea
    past: list[Stop] = field(default_factory=list)
    coming: list[Stop] = field(default_factory=list)
    offspring: list[Offspring] = field(default_factory=list)
    promise: Promise | None = None
    spoken_of: list[Related] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Nothing more is to come: taken back, removed, or part of another idea."""
        return self.idea.visibility in (Visibility.WITHDRAWN, Visibility.REMOVED, Visibility.MERGED)


def trail_of(idea: Idea, at: datetime) -> Trail:
    """The way of an idea with all that it led to. One query, one where it was spoken of, one for its pilots if any."""
    steps = _steps(idea, at)
    may_have_grown = bool(idea.reference) or any(step.kind == StepKind.PILOT for step in steps)
    grown = {item.key: item for item in related.related_to(idea)} if may_have_grown else {}
    now = max((index for index, step in enumerate(steps) if step.kind in _STATES), default=-1)
    past = [_stop(step, grown, is_now=index == now) for index, step in enumerate(steps)]
    shown = {stop.pilot.key for stop in past if stop.pilot}
    trail = Trail(idea, past, [], [item for key, item in grown.items() if key not in shown], promise_of(idea, at))
    trail.spoken_of.extend(related.spoken_of(idea))
    if not trail.is_over:
        trail.coming.extend(_coming(idea))
    return trail


def _steps(idea: Idea, at: datetime) -> list[Step]:
    """The steps, each with its goal in the words valid at `at` and with what the goal is measured by. One query."""
    return _worded_steps.rows(idea=idea.pk, at=at)


@prepared
def _worded_steps() -> "QuerySet[Step]":
    version = published(Blank("at", DateTimeField())).order_by("-published_at", "-pk").values("pk")[:1]
    worded = GoalWording.objects.filter(version=Subquery(version), goal=OuterRef("goal"))
    rows = Step.objects.filter(idea=Blank("idea", BigIntegerField())).select_related("goal", "other__campaign")
    named = rows.annotate(
        goal_title=Subquery(worded.values("title")[:1]), goal_invented=Subquery(worded.values("invented")[:1])
    )
    return with_target(named, "goal__indicator__").annotate(**indicator_columns("goal__indicator__"))


_STATES = {state.value for state in IdeaState}
_READ_BY_ALL = (Visibility.VISIBLE, Visibility.MERGED)


def _stop(step: Step, grown: dict[str, Offspring], *, is_now: bool) -> Stop:
    return Stop(
        kind=StepKind(step.kind),
        label=StepKind(step.kind).label,
        at=step.at,
        unit=step.unit,
        text=step.text,
        invented=step.invented,
        goal=_goal(step),
        pilot=grown.get(step.pilot_key) if step.pilot_key else None,
        other=step.other if step.other and step.other.visibility in _READ_BY_ALL else None,
        is_now=is_now,
    )


def _coming(idea: Idea) -> list[Stop]:
    """What every idea still has before it; what only some ideas become is said after it, as a possibility."""
    if idea.answered_at:
        return []
    kinds = [StepKind.CHECKED] if idea.state == IdeaState.RECEIVED else []
    return [Stop(kind, kind.label) for kind in kinds] + [Stop(StepKind.ANSWERED, "Antwort der Stadt")]


def _goal(step: Any) -> ServedGoal | None:
    """The goal of a step from `_steps`; None for one that today's strategy no longer has."""
    if step.goal is None or not step.goal_title:
        return None
    code = step.goal.code
    return ServedGoal(code, step.goal_title, goal_url(code), bool(step.goal_invented), indicator_view(vars(step)))
