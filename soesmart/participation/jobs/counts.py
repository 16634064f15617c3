"""Background jobs of participation: thin; they call services."""

from datetime import timedelta

from django_scopes import scope

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.participation.models import Campaign
from soesmart.participation.services.recount import recount
from soesmart.region.models import Municipality


class CountsDrifted(Exception):
    """A counter is not what the rows say: a bug, to be seen and mended, not smoothed over."""


@every(timedelta(days=1))
def recount_campaigns() -> None:
    """Prove every counter against its rows; fails loudly, and repairs nothing by itself."""
    found = []
    for town in Municipality.objects.all():
        with scope(municipality=town):
            for campaign in Campaign.objects.all():
                drifts = recount(campaign=campaign, at=clock.now())
                found += [f"{town.slug}/{campaign.key} {drift}" for drift in drifts]
    if found:
        raise CountsDrifted("; ".join(found[:20]))
