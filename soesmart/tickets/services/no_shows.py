"""Nobody came in time: from an hour that the office set, places of tickets that were not shown are given on."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from soesmart.events.rules import EventState
from soesmart.tickets.models import Booking, Sale, Ticket
from soesmart.tickets.rules import TicketState
from soesmart.tickets.services.booking_cancelling import release_tickets

SYSTEM = "system:no-shows"


def sales_with_no_shows(at: datetime) -> "QuerySet[Sale]":
    """Sales whose hour has come and at which tickets wait unused; across towns where scopes are off.

    An hour before the doors holds for nobody: the evening was put off after it had been set.
    """
    hour = Q(no_show_at__lte=at, event__ends_at__gt=at, event__state=EventState.PUBLISHED)
    hour &= Q(no_show_at__gte=F("event__doors_at"))
    found: QuerySet[Sale] = Sale.objects.filter(hour & Exists(_unused().filter(sale=OuterRef("pk"))))
    return found


def release_no_shows(*, sale: Sale, home: str, at: datetime) -> int:
    """Let go the unused tickets of a sale, booking by booking; returns how many. Twice is once.

    Who bought after the hour came to the box office and is on her way in: her tickets stay.
    """
    waiting = Booking.objects.filter(Exists(_unused().filter(booking=OuterRef("pk"))), sale=sale)
    released = 0
    for booking in waiting.select_related("sale__event__municipality", "contingent").order_by("number"):
        released += release_tickets(booking=booking, by=SYSTEM, home=home, at=at)
    return released


def _unused() -> "QuerySet[Ticket]":
    return Ticket._base_manager.filter(state=TicketState.VALID, booking__booked_at__lt=F("sale__no_show_at"))
