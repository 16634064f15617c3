"""Let time do its work with places: flows, offers that expire, waiting lists that end."""

from datetime import datetime, timedelta

from django_scopes import scope, scopes_disabled

from soesmart.core import clock
from soesmart.core.jobs import every, job
from soesmart.events.models import Event
from soesmart.region.addresses import home_in_mails
from soesmart.region.models import Municipality
from soesmart.tickets.models import Sale
from soesmart.tickets.services import mails_cancelled
from soesmart.tickets.services.flowing import sales_to_settle, settle_sale


def is_something_overdue(at: datetime) -> bool:
    """Across towns: whether at any sale something has to be done."""
    with scopes_disabled():
        return sales_to_settle(at).exists()


@every(timedelta(minutes=1), when=is_something_overdue)
def settle_sales() -> None:
    """Each sale in a transaction of its own, so that nobody waits long who books meanwhile."""
    at = clock.now()
    for town in Municipality.objects.all():
        with scope(municipality=town):
            for sale in sales_to_settle(at).values_list("pk", flat=True):
                settle_sale(sale=sale, home=home_in_mails(town), at=at)


@job(retries=5)
def tell_visitors(town: int, sale: int) -> None:
    """An event was called off: tell everybody who has tickets or waits."""
    place = Municipality.objects.get(pk=town)
    with scope(municipality=place):
        mails_cancelled.tell_cancelled(sale=sale, home=home_in_mails(place), at=clock.now())


def tell_visitors_later(event: Event, at: datetime) -> None:
    """What tickets do when an event is called off (events.related); inside the transaction that calls it off."""
    sale = Sale.objects.filter(event=event).values_list("pk", flat=True).first()
    if sale is not None:
        tell_visitors.later(event.municipality_id, sale)
