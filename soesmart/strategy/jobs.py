"""What runs in the background for the strategy."""

from datetime import datetime, timedelta
from uuid import UUID

from django_scopes import scope, scopes_disabled

from soesmart.core import clock
from soesmart.core.jobs import every, job
from soesmart.region.models import Municipality
from soesmart.strategy.queries.deliveries import overdue
from soesmart.strategy.services.deliveries import check, drop_forgotten
from soesmart.strategy.services.deliveries.approving import FORGOTTEN_AFTER


@job(retries=2)
def check_delivery(town: str, delivery: str) -> None:
    """Read and examine a delivery whose mapping is confirmed."""
    with scope(municipality=Municipality.objects.get(slug=town)):
        check(delivery=UUID(delivery), at=clock.now())


def is_something_forgotten(at: datetime) -> bool:
    """Across towns: whether a delivery waits for a decision that nobody will take."""
    with scopes_disabled():
        return overdue(at - FORGOTTEN_AFTER).exists()


@every(timedelta(days=1), when=is_something_forgotten)
def drop_forgotten_deliveries() -> None:
    """Turn down deliveries that nobody decided within 90 days, and delete their files."""
    for town in Municipality.objects.all():
        with scope(municipality=town):
            drop_forgotten(at=clock.now())
