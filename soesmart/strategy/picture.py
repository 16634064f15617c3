"""From a strategy to what its house shows."""

from datetime import datetime

from django.urls import reverse

from soesmart.strategy import related
from soesmart.strategy.addresses import field_url, goal_url, old_goal_url
from soesmart.strategy.house import HouseContent, Part, Room, Window
from soesmart.strategy.queries import strategy_at
from soesmart.strategy.queries.shapes import FieldView, GoalView, StrategyView
from soesmart.strategy.rules import Light


def house_at(at: datetime) -> HouseContent | None:
    """The house of the town as it stands at `at`, for `strategy/_house.html`; None without a strategy. Five queries."""
    strategy = strategy_at(at)
    return house_of(strategy) if strategy else None


def house_of(strategy: StrategyView) -> HouseContent:
    """Windows are the goals of the highest level; those below are their panes."""
    start = reverse("strategy")
    return HouseContent(
        title=strategy.version.vision or strategy.name,
        url=f"{start}#vision" if strategy.version.vision or strategy.terms else start,
        terms=tuple(term.name for term in strategy.terms),
        overarching=tuple(Part(goal.name, f"{start}#{goal.key}") for goal in strategy.overarching),
        rooms=tuple(_room(field) for field in strategy.fields),
        door=related.door(),
        people=related.people(),
        field_plural=strategy.field_plural,
    )


def house_of_version(strategy: StrategyView) -> HouseContent:
    """The house in the words of an old version, for its own page: no light is on, for ratings belong to today."""
    label = strategy.version.label
    return HouseContent(
        title=strategy.version.vision or strategy.name,
        terms=tuple(term.name for term in strategy.terms),
        overarching=tuple(Part(goal.name) for goal in strategy.overarching),
        rooms=tuple(_room(field, label) for field in strategy.fields),
        field_plural=strategy.field_plural,
    )


def _room(field: FieldView, label: str = "") -> Room:
    below: dict[str, list[GoalView]] = {}
    for goal in field.goals:
        below.setdefault(goal.parent, []).append(goal)
    windows = tuple(_window(goal, below, label) for goal in below.get("", ()))
    return Room(field.name, f"#{field.key}" if label else field_url(field.key), windows)


def _window(goal: GoalView, below: dict[str, list[GoalView]], label: str) -> Window:
    return Window(
        code=goal.number or goal.code,
        name=goal.title,
        url=old_goal_url(label, goal.code) if label else goal_url(goal.code),
        light=Light.UNKNOWN if label else goal.light,
        word=f"Fassung {label}" if label else "",
        panes=tuple(_window(child, below, label) for child in below.get(goal.code, ())),
    )
