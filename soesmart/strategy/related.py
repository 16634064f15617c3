"""What apps above the strategy show on its pages, without the strategy knowing them.

Such an app registers a function in its AppConfig.ready(), like `related.BY_GOAL.append(pilots_of_goal)`. Each function
runs in the scope of the town and may ask the database once.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists

from soesmart.strategy.house import Door, People
from soesmart.strategy.models import Goal
from soesmart.strategy.reports.content import Chapter


@dataclass(frozen=True)
class Related:
    """Something that serves a goal or led to it. kind: heading that it stands under, like "Pilotprojekte"."""

    kind: str
    title: str
    url: str
    text: str = ""
    state: str = ""
    invented: bool = False


@dataclass(frozen=True)
class Rare:
    """Something that few goals have.

    is_there: a condition on OuterRef("goal"), read along with the goal, so that other goals cost no query.
    """

    is_there: Callable[[], Exists]
    of: Callable[[Goal], Iterable[Related]]


BY_GOAL: list[Callable[[Goal], Iterable[Related]]] = []
RARE: list[Rare] = []
# Of those in BY_GOAL the ones that say what is being done for the goal; decision sheets ask for nothing else.
DOING: list[Callable[[Goal], Iterable[Related]]] = []
# The door of the house leads to the pilots, the people before it are those who took part; at most one of each.
DOORS: list[Callable[[], Door | None]] = []
PEOPLE: list[Callable[[], People | None]] = []
# What the yearly report tells beside the goals: a chapter on the days from the first to the last, as public at a
# moment, or none.
REPORT: list[Callable[[date, date, datetime], Chapter | None]] = []


def related_to(goal: Goal, rare: Sequence[bool] = ()) -> dict[str, list[Related]]:
    """What serves the goal, by kind, in the order of registration. rare: which of RARE it has."""
    found: dict[str, list[Related]] = {}
    for function in [*BY_GOAL, *(one.of for one, is_there in zip(RARE, rare, strict=False) if is_there)]:
        for item in function(goal):
            found.setdefault(item.kind, []).append(item)
    return found


def done_for(goal: Goal) -> tuple[Related, ...]:
    """What is being done for the goal, in the order of registration."""
    return tuple(item for function in DOING for item in function(goal))


def door() -> Door | None:
    return next((found for function in DOORS if (found := function())), None)


def people() -> People | None:
    return next((found for function in PEOPLE if (found := function())), None)


def chapters(first: date, last: date, at: datetime) -> tuple[Chapter, ...]:
    """What others have to tell of these days, in the order of registration."""
    return tuple(chapter for function in REPORT if (chapter := function(first, last, at)))
