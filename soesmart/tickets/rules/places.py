"""How places are given out, and to whom they are offered when some come back. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from soesmart.core.refusals import Conflict
from soesmart.tickets.rules.states import Source

# A mailbox gets at most so many confirmations of one event, whoever types its address.
MOST_BOOKINGS_OF_ONE = 8
# At the box office a group may be larger than what one may book alone.
MOST_AT_THE_BOX_OFFICE = 50
MOST_SEATS = 100_000
# However near the doors: so long everybody has to see the mail.
SHORTEST_OFFER = timedelta(minutes=15)


class SaleMoment(StrEnum):
    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


def sale_moment(at: datetime, *, opens: datetime, closes: datetime) -> SaleMoment:
    if at < opens:
        return SaleMoment.BEFORE
    return SaleMoment.OPEN if at < closes else SaleMoment.CLOSED


class Full(Conflict):
    """Too few places are left, or others have been waiting for longer. can_wait: whether a waiting list is kept."""

    def __init__(self, text: str, *, can_wait: bool) -> None:
        super().__init__("tickets.places.full", text, "seats")
        self.can_wait = can_wait


@dataclass(frozen=True)
class Visitor:
    """Who books. guests: names of those who come along. What the sale does not ask for stays empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    guests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wish:
    """What somebody wants to book. category: its key. may_wait: rather on the waiting list than not at all.

    nonce: of the form; the same form sent twice is one booking.
    """

    category: str
    seats: int
    visitor: Visitor
    nonce: UUID
    may_wait: bool = False
    source: Source = Source.ONLINE


def offer_ends(at: datetime, *, hours: int, doors: datetime) -> datetime:
    """When an offer that is made at `at` expires.

    After `hours`, but at half the time that is left until the doors open, so that others still get a chance; after a
    quarter of an hour at least, and never after the doors.
    """
    span = max(min(timedelta(hours=hours), (doors - at) / 2), SHORTEST_OFFER)
    return min(at + span, doors)


def how_many_are_served(line: Sequence[int], free: int) -> int:
    """How many from the head of the line get their places. line: places wanted, in order.

    Strict: who comes first and does not fit is not passed over by a smaller group behind her.
    """
    served = 0
    for seats in line:
        if seats > free:
            break
        free -= seats
        served += 1
    return served


def ticket_code(reference: str, number: int) -> str:
    """What stands beside the QR code, to be read out or typed: "ACDE-FGHJ-2"."""
    return f"{reference[:4]}-{reference[4:]}-{number}"
