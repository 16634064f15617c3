"""What apps above participation show on its pages, without participation knowing them.

Such an app registers a function in its AppConfig.ready(), like `related.BY_IDEA.append(pilots_of_idea)`. Each function
runs in the scope of the town and may ask the database once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

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


@dataclass(frozen=True)
class SpokenOf:
    """Where an idea was spoken of, such as a vote at an evening: that did not grow from it, but says something of it.

    is_there: a condition on OuterRef("pk") of an idea, read along with it, so that other ideas cost no query.
    """

    is_there: Callable[[], Q]
    of: Callable[[Idea], Iterable[Related]]


BY_IDEA: list[Callable[[Idea], Iterable[Offspring]]] = []
PILOTS: list[Callable[[], Iterable[PilotChoice]]] = []
SPOKEN_OF: list[SpokenOf] = []
# Pages that tell a date of the way in full, by its primary key: the way links to them, and the calendar leaves the
# date to the app that has such a page.
TOLD: list[Callable[[Sequence[Milestone]], Mapping[int, str]]] = []


def related_to(idea: Idea) -> list[Offspring]:
    """What grew out of an idea, in the order of registration."""
    return [item for function in BY_IDEA for item in function(idea)]


def spoken_of(idea: Idea) -> list[Related]:
    """Where an idea was spoken of, in the order of registration. Asks only where its columns, if read, say so."""
    read = vars(idea)
    asked = [one for place, one in enumerate(SPOKEN_OF) if read.get(f"spoken_of_{place}", True)]
    return [item for one in asked for item in one.of(idea)]


def spoken_of_columns() -> dict[str, Q]:
    """Columns of a query for ideas that say whether one was spoken of; `spoken_of` reads them."""
    return {f"spoken_of_{place}": one.is_there() for place, one in enumerate(SPOKEN_OF)}


def told_elsewhere(milestones: Sequence[Milestone]) -> dict[int, str]:
    """Addresses of pages that tell these dates in full, by primary key of the date."""
    return {pk: url for function in TOLD for pk, url in function(milestones).items()}


def pilots() -> list[PilotChoice]:
    """The pilots of the town; empty where the town has none."""
    return [item for function in PILOTS for item in function()]
