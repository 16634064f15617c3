"""From a strategy as the queries give it to what the house shows."""

from collections import defaultdict
from collections.abc import Sequence

from django.urls import reverse

from soesmart.strategy.addresses import field_url, goal_url
from soesmart.strategy.house.content import Door, HouseContent, Part, People, Room, Window
from soesmart.strategy.queries.shapes import GoalView, StrategyView


def house_of(
    strategy: StrategyView | None, town_name: str, *, door: Door | None = None, people: People | None = None
) -> HouseContent:
    """Without a strategy, or without a vision in it, the town's name stands in the roof."""
    if strategy is None:
        return HouseContent(title=town_name, door=door, people=people)
    start = reverse("strategy")
    return HouseContent(
        title=strategy.version.vision or town_name,
        url=start,
        terms=tuple(term.name for term in strategy.terms),
        overarching=tuple(Part(goal.name, f"{start}#{goal.key}") for goal in strategy.overarching),
        rooms=tuple(Room(field.name, field_url(field.key), windows_of(field.goals)) for field in strategy.fields),
        door=door,
        people=people,
        field_plural=strategy.field_plural,
    )


def windows_of(goals: Sequence[GoalView]) -> tuple[Window, ...]:
    """A window for each goal of the first level; all goals below it, however deep, are its panes."""
    codes = {goal.code for goal in goals}
    above = {goal.code: goal.parent for goal in goals}
    below: dict[str, list[Window]] = defaultdict(list)
    roots = []
    for goal in goals:
        top = goal.code
        while above[top] in codes:
            top = above[top]
        if top == goal.code:
            roots.append(goal)
        else:
            below[top].append(_window(goal))
    return tuple(_window(goal, tuple(below[goal.code])) for goal in roots)


def _window(goal: GoalView, panes: tuple[Window, ...] = ()) -> Window:
    return Window(
        code=goal.number or goal.code, name=goal.title, url=goal_url(goal.code), light=goal.light, panes=panes
    )
