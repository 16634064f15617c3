"""Keep what a result page has to count, so that it costs the same for 28 and for 20,000 ideas.

Counting every voice and ordering every idea takes a second in the largest campaigns, a page may take 15 ms. What was
counted is kept per process under the counters of the campaign (opinions, voices, comments, ideas, removals), which
every write moves. Two things a reader may therefore see late: an opinion that only changed (no counter moves), and, in
a live campaign, anything within a hundred times the time that counting takes, so that a campaign under load is not
counted again for every reader. Both end after five minutes. Figures of single ideas are never kept: pages read them
anew.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import TypeVar

from django.core.cache import cache

from soesmart.participation.models import Campaign

T = TypeVar("T")
LONGEST = timedelta(minutes=5)
PATIENCE = 100


def remembered(campaign: Campaign, what: str, at: datetime, build: Callable[[], T]) -> T:
    """The result of `build`, kept as said above; it must be picklable and small."""
    key = f"participation:results:{campaign.pk}:{what}"
    state = (
        campaign.opinions,
        campaign.voices,
        campaign.comments_count,
        campaign.ideas_count,
        campaign.removals,
        campaign.revision,
        campaign.smallest_group,
        campaign.has_ended(at),
    )
    kept = cache.get(key)
    if kept is not None:
        known, since, cost, value = kept
        age = abs((at - since).total_seconds())
        if age < LONGEST.total_seconds() and (known == state or age < PATIENCE * cost):
            found: T = value
            return found
    start = perf_counter()
    built = build()
    cache.set(key, (state, at, perf_counter() - start, built), timeout=2 * LONGEST.total_seconds())
    return built
