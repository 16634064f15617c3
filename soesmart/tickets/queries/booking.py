"""What a booking must know before it writes, in one query that is built once per process."""

from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    Field,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    UUIDField,
    Value,
)
from django.db.models.functions import Coalesce

from soesmart.core.prepared import Blank, prepared, prepared_update
from soesmart.tickets.models import Booking, Contingent, Sale, Ticket, WaitingEntry
from soesmart.tickets.rules import TicketState, WaitingState

_KEY: "Field[Any, Any]" = CharField()
_NUMBER: "Field[Any, Any]" = BigIntegerField()
_TIME: "Field[Any, Any]" = DateTimeField()
_UUID: "Field[Any, Any]" = UUIDField()
STANDING = (TicketState.VALID, TicketState.USED)
IN_LINE = (WaitingState.WAITING, WaitingState.OFFERED)


@prepared_update
def draw_booking_number() -> "tuple[QuerySet[Sale], dict[str, Any]]":
    """Count a booking of the event `key` on its sale, which is locked by that until the transaction ends."""
    return Sale.objects.filter(event__key=Blank("key", _KEY)), {"last_booking_number": F("last_booking_number") + 1}


@prepared
def ground_of_booking() -> "QuerySet[Contingent]":
    """The contingent of `category` and `source` at the event `key`, with sale and event.

    sent_booking, sent_entry: what the form of this `nonce` made before. standing, in_line, booked_before: tickets that
    hold, places waited for, and bookings of the `mailbox`. is_stale: an offer has expired or places flow at `at`.
    """
    sale, nonce, mailbox = OuterRef("category__sale"), Blank("nonce", _UUID), Blank("mailbox", _KEY)
    tickets = Ticket._base_manager.filter(sale=sale, booking__mailbox=mailbox, state__in=STANDING)
    bookings = Booking._base_manager.filter(sale=sale, mailbox=mailbox)
    waiting = WaitingEntry._base_manager.filter(sale=sale, mailbox=mailbox, state__in=IN_LINE)
    return (
        Contingent.objects.select_related("category__sale__event__municipality")
        .filter(
            category__sale__event__key=Blank("key", _KEY),
            category__key=Blank("category", _KEY),
            source=Blank("source", _KEY),
        )
        .annotate(
            sent_booking=Subquery(Booking._base_manager.filter(sale=sale, nonce=nonce).values("pk")[:1]),
            sent_entry=Subquery(WaitingEntry._base_manager.filter(sale=sale, nonce=nonce).values("pk")[:1]),
            standing=_one(tickets, Count("pk")),
            booked_before=_one(bookings, Count("pk")),
            in_line=_one(waiting, Sum("seats")),
            is_stale=Exists(overdue_offers(Blank("at", _TIME)).filter(sale=sale))
            | Exists(flowing(Blank("at", _TIME)).filter(category__sale=sale)),
        )
        .order_by()
    )


def overdue_offers(at: object) -> "QuerySet[WaitingEntry]":
    """Offers whose time is over, across towns: whoever asks narrows it to a sale."""
    return WaitingEntry._base_manager.filter(state=WaitingState.OFFERED, offer_ends_at__lte=at)


def flowing(at: object) -> "QuerySet[Contingent]":
    """Contingents whose free places go to another now, across towns.

    Free places of the waiting list's contingent stay while somebody waits for them.
    """
    line = WaitingEntry._base_manager.filter(category=OuterRef("category"), state=WaitingState.WAITING)
    due = Contingent._base_manager.filter(flows_back_at__lte=at, flows_to__isnull=False, free__gt=0)
    return due.filter(Q(source="box_office") | ~Exists(line))


def _one(rows: "QuerySet[Any]", figure: Any) -> Any:
    """A figure over the rows of a subquery; 0 for none."""
    counted = rows.order_by().annotate(of=Value(1)).values("of").annotate(figure=figure).values("figure")
    return Coalesce(Subquery(counted), 0)
