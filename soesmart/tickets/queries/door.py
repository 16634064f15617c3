"""What the door asks: tickets by serial or code, the first scan of a ticket, counts, doubles, and who is called so."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from soesmart.tickets.models import Booking, Contingent, DoorDevice, Sale, Scan, Ticket
from soesmart.tickets.rules import ScanOutcome, TicketState
from soesmart.tickets.rules.scans import TypedCode

# People come before the doors open and leave late; then the link of a device opens nothing any more.
AFTER_THE_EVENT = timedelta(hours=12)
MOST_FOUND = 20
MOST_DOUBLES = 50


@dataclass(frozen=True)
class Inside:
    """How many tickets were let in, of how many that hold; released: given on because nobody came in time."""

    inside: int
    expected: int
    released: int = 0


def device_of(secret: str) -> DoorDevice | None:
    """The device whose link holds a secret (its stored digest), with sale, event and town. One query."""
    rows = DoorDevice.objects.select_related("sale__event__municipality")
    found: DoorDevice | None = rows.filter(secret=secret).first()
    return found


def devices_of(sale: Sale) -> QuerySet[DoorDevice]:
    """All devices of a sale with how many people each let in (let_in); one query."""
    admitted = Count("scans", filter=Q(scans__outcome=ScanOutcome.ADMITTED))
    found: QuerySet[DoorDevice] = DoorDevice.objects.filter(sale=sale).annotate(let_in=admitted)
    return found.order_by("revoked_at", "made_at")


def is_over(sale: Sale, at: datetime) -> bool:
    return at >= sale.event.ends_at + AFTER_THE_EVENT


def ticket_of_serial(sale: Sale, serial: uuid.UUID) -> Ticket | None:
    return _tickets().filter(sale=sale, serial=serial).first()


def ticket_of_code(sale: Sale, typed: TypedCode) -> Ticket | None:
    """By the code beside the QR; without a number the first of the booking that is not yet inside, else its first."""
    rows = _tickets().filter(sale=sale, booking__reference=typed.reference)
    if typed.number is not None:
        return rows.filter(number=typed.number).first()
    tickets = list(rows.order_by("number"))
    waiting = [one for one in tickets if one.state in (TicketState.VALID, TicketState.RELEASED)]
    return next(iter([*waiting, *tickets]), None)


def _tickets() -> QuerySet[Ticket]:
    return Ticket.objects.select_related("booking__contingent__category", "sale__event__municipality")


def first_admitted(ticket: Ticket) -> Scan | None:
    """The scan that let a ticket in."""
    rows = Scan.objects.filter(ticket=ticket, outcome=ScanOutcome.ADMITTED)
    found: Scan | None = rows.select_related("device").first()
    return found


def inside_of(sale: Sale) -> Inside:
    """One query; what holds is counted already by the contingents (free + held + sold), the rest along an index."""
    sold = Contingent.objects.filter(category__sale=OuterRef("pk")).order_by().values("category__sale")
    found = Sale.objects.filter(pk=sale.pk).values_list(
        _in_state(TicketState.USED),
        Subquery(sold.annotate(all=Sum("sold")).values("all")),
        _in_state(TicketState.RELEASED),
    )
    return Inside(*(number or 0 for number in found.get()))


def _in_state(state: TicketState) -> Subquery:
    rows = Ticket.objects.filter(sale=OuterRef("pk"), state=state).order_by().values("sale")
    return Subquery(rows.annotate(all=Count("pk")).values("all"))


def entries_of(sale: Sale) -> Iterator[tuple[str, str, int, str]]:
    """For devices without a net: serial, reference, number and state of every ticket; no person. One query."""
    rows = Ticket.objects.filter(sale=sale).order_by("booking__number", "number")
    for serial, reference, number, state in rows.values_list("serial", "booking__reference", "number", "state"):
        yield serial.hex, reference, number, state


@dataclass(frozen=True)
class Double:
    """A ticket that was let in at two doors, one of which had no net."""

    code: str
    first_at: datetime
    first_door: str
    second_at: datetime
    second_door: str


def doubles_of(device: DoorDevice) -> list[Double]:
    """What both doors have to hear: tickets that this device scanned and that came in twice. Two queries."""
    pairs = Scan.objects.filter(sale=device.sale_id, outcome=ScanOutcome.DOUBLE, ticket__isnull=False)
    mine = Scan.objects.filter(device=device).values("ticket")
    twice = pairs.filter(ticket__in=mine).exclude(device=None).select_related("device", "ticket__booking")
    seconds = list(twice.order_by("-received_at")[:MOST_DOUBLES])
    admitted = Scan.objects.filter(ticket__in=[one.ticket_id for one in seconds], outcome=ScanOutcome.ADMITTED)
    firsts = {one.ticket_id: one for one in admitted.select_related("device")}
    return [_double(firsts[one.ticket_id], one) for one in seconds if _was_apart(firsts.get(one.ticket_id), one)]


def _was_apart(first: Scan | None, second: Scan) -> bool:
    """A double that the second door was told at once is no news; one where a net was missing is."""
    if first is None or first.device_id == second.device_id:
        return False
    return first.was_offline or second.was_offline


def _double(first: Scan, second: Scan) -> Double:
    assert first.ticket is not None
    assert second.ticket is not None
    booking = second.ticket.booking
    code = f"{booking.reference[:4]}-{booking.reference[4:]}-{second.ticket.number}"
    names = [one.device.name if one.device else "Kasse" for one in (first, second)]
    return Double(code, first.scanned_at, names[0], second.scanned_at, names[1])


def called(sale: Sale, words: str) -> list[Booking]:
    """Bookings whose name holds every word, or a companion's; at most 20. Two queries, none for less than two signs."""
    wanted = words.split()[:5]
    if sum(map(len, wanted)) < 2:
        return []
    found = _holding("name", wanted)
    if sale.asks_phone or sale.asks_address:
        found |= Q(pk__in=Ticket.objects.filter(_holding("guest", wanted), sale=sale).values("booking"))
    rows = Booking.objects.filter(found, sale=sale).order_by("name", "number").select_related("contingent__category")
    return list(rows.prefetch_related("tickets")[:MOST_FOUND])


def _holding(field: str, words: list[str]) -> Q:
    """Whether a text holds all words. SQLite knows capitals among the letters of ASCII only: others are tried."""
    every = Q()
    for word in words:
        tried = {word, word.lower(), word.upper(), word.capitalize()} if not word.isascii() else {word}
        one = Q()
        for spelling in sorted(tried):
            one |= Q(**{f"{field}__icontains": spelling})
        every &= one
    return every
