"""An event was called off: everybody who has tickets or waits hears of it, once."""

from datetime import datetime

from django.db import transaction

from soesmart.tickets.models import Booking, Sale
from soesmart.tickets.rules import BookingState
from soesmart.tickets.services import mails
from soesmart.tickets.services.flowing import settle_sale
from soesmart.tickets.services.offers import is_called_off

_AT_ONCE = 100


def tell_cancelled(*, sale: int, home: str, at: datetime) -> int:
    """Queue a mail for every booking, in portions of their own transactions; returns how many bookings there are.

    Cut off at any moment it can begin again: a mail has the key of its booking. Nothing where the event is on.
    """
    found = Sale.objects.select_related("event__municipality").get(pk=sale)
    if not is_called_off(found.event):
        return 0
    settle_sale(sale=sale, home=home, at=at)  # ends the waiting list
    rows = Booking.objects.filter(sale=sale, state=BookingState.BOOKED).exclude(email="").order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), _AT_ONCE):
        with transaction.atomic():
            for booking in rows.filter(pk__in=keys[start : start + _AT_ONCE]):
                booking.sale = found
                mails.tell_cancelled(booking, home=home, at=at)
    return len(keys)
