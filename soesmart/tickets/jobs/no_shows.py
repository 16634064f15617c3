"""Give on the places of those who did not come."""

from datetime import datetime, timedelta

from django_scopes import scope, scopes_disabled

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.region.addresses import home_in_mails
from soesmart.region.models import Municipality
from soesmart.tickets.services.no_shows import release_no_shows, sales_with_no_shows


def is_somebody_missing(at: datetime) -> bool:
    """Across towns: whether the hour of a sale has come and tickets wait unused."""
    with scopes_disabled():
        return sales_with_no_shows(at).exists()


@every(timedelta(minutes=1), when=is_somebody_missing)
def release_places() -> None:
    """Let go tickets that were not shown by the hour which the office set."""
    at = clock.now()
    for town in Municipality.objects.all():
        with scope(municipality=town):
            for sale in sales_with_no_shows(at).select_related("event"):
                release_no_shows(sale=sale, home=home_in_mails(town), at=at)
