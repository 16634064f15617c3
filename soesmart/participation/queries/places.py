"""Ideas that name a point."""

from dataclasses import dataclass

from soesmart.participation.models import Campaign, Idea
from soesmart.participation.rules import Visibility

PER_PAGE, LAST_PAGE = 50, 5_000


@dataclass(frozen=True)
class Places:
    """One page of them, the newest first. newer, older: numbers of the pages beside, 0 if there is none."""

    ideas: list[Idea]
    number: int
    older: int
    newer: int


def places_of(campaign: Campaign, page: int = 1) -> Places:
    """The visible ideas of a campaign that lie on the map; one query, for the pages are not counted."""
    number = min(max(page, 1), LAST_PAGE)
    start = (number - 1) * PER_PAGE
    rows = Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE, lat__isnull=False)
    shown = rows.select_related("district", "category").order_by("-number")
    found = list(shown.defer("what")[start : start + PER_PAGE + 1])
    return Places(found[:PER_PAGE], number, number + 1 if len(found) > PER_PAGE else 0, number - 1)
