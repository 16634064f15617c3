"""What apps above participation show on its pages, without participation knowing them.

Such an app registers a function in its AppConfig.ready(), like `related.BY_IDEA.append(pilots_of_idea)`. Each function
runs in the scope of the town and may ask the database once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from soesmart.participation.models import Idea, Milestone
from soesmart.strategy.related import Related


@dataclass(frozen=True)
class PilotChoice:
    """A pilot that an idea can become part of. key: unique in the town."""

    key: str
    name: str
    url: str = ""


@dataclass(frozen=True)
class Offspring(Related):
    """Something that grew from an idea. key: as the steps of the idea name it."""

    key: str = ""


BY_IDEA: list[Callable[[Idea], Iterable[Offspring]]] = []
PILOTS: list[Callable[[], Iterable[PilotChoice]]] = []
# Where an idea was spoken of, such as a vote at an evening: it did not grow from the idea, but says something of it.
SPOKEN_OF: list[Callable[[Idea], Iterable[Related]]] = []
# Pages that tell a date of the way in full, by its primary key: the way links to them, and the calendar leaves the
# date to the app that has such a page.
TOLD: list[Callable[[Sequence[Milestone]], Mapping[int, str]]] = []


def related_to(idea: Idea) -> list[Offspring]:
    """What grew out of an idea, in the order of registration."""
    return [item for function in BY_IDEA for item in function(idea)]


def spoken_of(idea: Idea) -> list[Related]:
    """Where an idea was spoken of, in the order of registration."""
    return [item for function in SPOKEN_OF for item in function(idea)]


def told_elsewhere(milestones: Sequence[Milestone]) -> dict[int, str]:
    """Addresses of pages that tell these dates in full, by primary key of the date."""
    return {pk: url for function in TOLD for pk, url in function(milestones).items()}


def pilots() -> list[PilotChoice]:
    """The pilots of the town; empty where the town has none."""
    return [item for function in PILOTS for item in function()]
