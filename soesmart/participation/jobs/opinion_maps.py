"""Keep the opinion maps of live campaigns up to date, and finish them after the end."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django_scopes import scope, scopes_disabled

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.participation.models import Campaign
from soesmart.participation.rules import FormatState, Voting
from soesmart.participation.services.opinion_map import LEAST_WAIT, is_due, refresh_map
from soesmart.region.models import Municipality


def is_map_waiting(at: datetime) -> bool:
    """Across towns: whether any map may be behind; which ones are, the job asks. One query."""
    with scopes_disabled():
        return _candidates(at).exists()


def _candidates(at: datetime) -> "QuerySet[Campaign]":
    live = Q(state=FormatState.PUBLISHED, opens_at__lte=at, closes_at__gt=at)
    unfinished = Q(closes_at__lte=at, opinion_map__computed_at__lt=F("closes_at"))
    differs = ~Q(opinions=F("opinion_map__opinions"))
    old = Q(opinion_map__computed_at__lte=at - LEAST_WAIT) & (live | unfinished | differs)
    rows: QuerySet[Campaign] = Campaign.objects.published().filter(voting=Voting.AGREE, opinions__gt=0)
    return rows.filter(Q(opinion_map__isnull=True) | old)


@every(timedelta(minutes=1), when=is_map_waiting)
def refresh_maps() -> None:
    """Compute the maps that are due."""
    at = clock.now()
    for town in Municipality.objects.all():
        with scope(municipality=town):
            for campaign in _candidates(at):
                if is_due(campaign=campaign, at=at):
                    refresh_map(campaign=campaign, at=at)
