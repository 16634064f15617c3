"""Tell moderators that something waits."""

from datetime import datetime, timedelta

from django.db import transaction
from django_scopes import scope

from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.core.jobs import every
from soesmart.participation.services.moderation_digest import write_digests
from soesmart.region.models import Municipality

HOURS = range(7, 19)


def is_day(at: datetime) -> bool:
    """No mail by night."""
    return at.astimezone(BERLIN).hour in HOURS


@every(timedelta(hours=3), when=is_day)
def tell_moderators() -> None:
    """One mail per person and day, in towns where something waits."""
    for town in Municipality.objects.all():
        with scope(municipality=town), transaction.atomic():
            write_digests(municipality=town, at=clock.now())
