"""What participation shows on the pages of the strategy."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.cache import cache
from django.urls import reverse
from django_scopes import get_scope

from soesmart.core import clock
from soesmart.participation.models import Idea
from soesmart.participation.queries.people import voices_of_the_year
from soesmart.participation.rules import FormatState, Visibility
from soesmart.strategy.house import People
from soesmart.strategy.models import Goal
from soesmart.strategy.related import Related

MOST_IDEAS = 60
COUNTED_EVERY = timedelta(minutes=10)


def ideas_of_goal(goal: Goal) -> Iterator[Related]:
    """The public ideas that became part of a goal, those with most voices first; one query."""
    public = Idea.objects.filter(goal_links__goal=goal, visibility=Visibility.VISIBLE)
    rows = public.exclude(campaign__state=FormatState.DRAFT).select_related("campaign").order_by("-voices", "pk")
    for idea in rows[:MOST_IDEAS]:
        yield Related(
            kind="Ideen, aus denen das Ziel entstand",
            title=idea.title,
            url=reverse("idea", args=[idea.campaign.key, idea.number]),
            state=f"Idee {idea.number} in „{idea.campaign.title}“",
            invented=idea.invented,
        )


def people() -> People | None:
    """The people before the house: voices of the last year; none where nobody took part.

    One query every ten minutes: the house stands on pages that are read more often than somebody takes part.
    """
    town = (get_scope() or {})["municipality"]
    key, seconds = f"participation.people:{town.pk}", COUNTED_EVERY.total_seconds()
    count = cache.get_or_set(key, lambda: voices_of_the_year(clock.now()), seconds) or 0
    return People(count, url=reverse("campaigns")) if count else None
