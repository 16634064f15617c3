"""What apps above participation show on its pages, without participation knowing them.

Such an app registers a function in its AppConfig.ready(), like `related.BY_IDEA.append(pilots_of_idea)`. Each function
runs in the scope of the town and may ask the database once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from soesmart.participation.models import Idea
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


def related_to(idea: Idea) -> list[Offspring]:
    """What grew out of an idea, in the order of registration."""
    return [item for function in BY_IDEA for item in function(idea)]


def pilots() -> list[PilotChoice]:
    """The pilots of the town; empty where the town has none."""
    return [item for function in PILOTS for item in function()]
