"""The public way of an idea: what was, what was promised, and what it led to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Subquery

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
    """past: in order of time. coming: what can still come. offspring: what grew from the idea without a step of it."""

    idea: Idea
    past: list[Stop] = field(default_factory=list)
    coming: list[Stop] = field(default_factory=list)
    offspring: list[Offspring] = field(default_factory=list)
    promise: Promise | None = None

    @property
    def is_over(self) -> bool:
        """Nothing more is to come: taken back, removed, or part of another idea."""
        return self.idea.visibility in (Visibility.WITHDRAWN, Visibility.REMOVED, Visibility.MERGED)


def trail_of(idea: Idea, at: datetime) -> Trail:
    """The way of an idea with all that it led to. Three queries at most."""
    steps = list(Step.objects.filter(idea=idea).select_related("goal", "other__campaign"))
    goals = goals_of([step for step in steps if step.goal_id], at)
    grown = {item.key: item for item in related.related_to(idea)}
    now = max((index for index, step in enumerate(steps) if step.kind in _STATES), default=-1)
    past = [_stop(step, goals, grown, is_now=index == now) for index, step in enumerate(steps)]
    shown = {stop.pilot.key for stop in past if stop.pilot}
    trail = Trail(idea, past, [], [item for key, item in grown.items() if key not in shown], promise_of(idea, at))
    if not trail.is_over:
        trail.coming.extend(_coming(idea))
    return trail


_STATES = {state.value for state in IdeaState}


def _stop(step: Step, goals: dict[int, ServedGoal], grown: dict[str, Offspring], *, is_now: bool) -> Stop:
    return Stop(
        kind=StepKind(step.kind),
        label=StepKind(step.kind).label,
        at=step.at,
        unit=step.unit,
        text=step.text,
        invented=step.invented,
        goal=goals.get(step.goal_id or 0),
        pilot=grown.get(step.pilot_key) if step.pilot_key else None,
        other=step.other,
        is_now=is_now,
    )


def _coming(idea: Idea) -> list[Stop]:
    """What every idea still has before it; what only some ideas become is said after it, as a possibility."""
    if idea.answered_at:
        return []
    kinds = [StepKind.CHECKED] if idea.state == IdeaState.RECEIVED else []
    return [Stop(kind, kind.label) for kind in kinds] + [Stop(StepKind.ANSWERED, "Antwort der Stadt")]


def goals_of(steps: Sequence[Step], at: datetime) -> dict[int, ServedGoal]:
    """The goals of steps by their key, in the words valid at `at`. One query, none without steps."""
    if not steps:
        return {}
    version = Subquery(published(at).values("pk")[:1])
    rows = GoalWording.objects.filter(version=version, goal__in={step.goal_id for step in steps})
    named = with_target(rows, "goal__indicator__").values(
        "goal_id", "goal__code", "title", "invented", **indicator_columns("goal__indicator__")
    )
    return {
        row["goal_id"]: ServedGoal(
            code=row["goal__code"],
            name=row["title"],
            url=goal_url(row["goal__code"]),
            invented=row["invented"],
            indicator=indicator_view(row),
        )
        for row in named
    }
