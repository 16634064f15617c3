"""Book places, online and at the box office, in one transaction: stored before it is acknowledged.

Every write of a sale begins by locking its row, so that bookings, offers and flows of one sale come one after another.
"""

import random
from datetime import datetime

from django.db import transaction

from soesmart.core.refusals import Refused
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.tickets.links import mailbox_of
from soesmart.tickets.models import Booking, Contingent, Sale, WaitingEntry
from soesmart.tickets.queries.booking import draw_booking_number, ground_of_booking
from soesmart.tickets.rules import Source
from soesmart.tickets.rules.places import Wish
from soesmart.tickets.services.booking_checks import can_wait, check_place_and_time, check_visitor, full, tidied
from soesmart.tickets.services.booking_writing import GUEST, write_booking
from soesmart.tickets.services.flowing import settle
from soesmart.tickets.services.late_places import places_at_the_door
from soesmart.tickets.services.places_moves import take_free, take_unwaited
from soesmart.tickets.services.waiting import enter_line

# Nobody's: who has no address is counted nowhere.
NO_MAILBOX = "-"


class _SentBefore(Exception):
    def __init__(self, row: Booking | WaitingEntry) -> None:
        super().__init__()
        self.row = row


@foreign_nonce_refused()
def book(
    *,
    event_key: str,
    wish: Wish,
    home: str,
    at: datetime,
    by: object = GUEST,
    rng: random.Random | None = None,
) -> Booking | WaitingEntry:
    """Book places at the event `event_key`, or enter the waiting list where that was asked for and all are taken.

    home: address of the town's pages without a slash at its end, for the links in the mail. Sent twice (same nonce) it
    is booked once. Refused when the event takes no bookings or something is missing; Full when too few places are
    left or others wait for them. Nine queries; rng: of serials and reference.
    """
    wish = tidied(wish)
    try:
        return _book(event_key, wish, home, at, by, rng)
    except _SentBefore as sent:
        return sent.row


@transaction.atomic
def _book(
    event_key: str, wish: Wish, home: str, at: datetime, by: object, rng: random.Random | None
) -> Booking | WaitingEntry:
    ground = _ground(event_key, wish, at)
    sale = ground.category.sale
    check_place_and_time(sale, wish.source, at)
    check_visitor(sale, ground, wish)
    if vars(ground)["is_stale"]:
        settle(sale=sale, home=home, at=at)
    # At the box office nobody is overtaken: its contingent is not the one from which the waiting list is served.
    take = take_unwaited if wish.source == Source.ONLINE else take_free
    if take(ground.pk, wish.seats) or (
        is_only_the_door_left(wish, sale, at) and places_at_the_door(ground, wish.seats)
    ):
        return write_booking(ground, wish, sale.last_booking_number, home=home, at=at, by=by, rng=rng)
    if wish.may_wait and can_wait(ground, wish, at):
        return enter_line(ground=ground, seats=wish.seats, visitor=wish.visitor, nonce=wish.nonce, home=home, at=at)
    raise full(ground, wish, at)


def is_only_the_door_left(wish: Wish, sale: Sale, at: datetime) -> bool:
    """Nobody books online or waits any more: whatever is free is for who comes to the box office first."""
    return wish.source == Source.BOX_OFFICE and at >= max(sale.closes_at, sale.event.doors_at)


def _ground(event_key: str, wish: Wish, at: datetime) -> Contingent:
    """The contingent with all that must be known, read after its sale was locked. Two queries."""
    if not draw_booking_number(key=event_key):
        raise Refused("tickets.sale.gone", "Für diese Veranstaltung gibt es hier keine Karten.")
    asked = {"key": event_key, "category": wish.category, "source": wish.source, "nonce": wish.nonce, "at": at}
    mailbox = mailbox_of(event_key, wish.visitor.email) or NO_MAILBOX
    ground = ground_of_booking.first(**asked, mailbox=mailbox)
    if ground is None:
        text = "Diese Plätze gibt es hier nicht. Bitte eine der angebotenen Arten wählen."
        raise Refused("tickets.category.unknown", text, "category")
    found = vars(ground)
    if found["sent_booking"]:
        raise _SentBefore(Booking.objects.get(pk=found["sent_booking"]))
    if found["sent_entry"]:
        raise _SentBefore(WaitingEntry.objects.get(pk=found["sent_entry"]))
    return ground
