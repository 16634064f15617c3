"""Let people in: a ticket is used once, whichever door it is shown at, and whether or not the door had a net.

A scan is a row of its own, found again by the nonce that the device drew: it may be sent as often as the net wants.
Who came in is told by those rows and needs no entry of the audit log.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Refused
from soesmart.events.rules import Entry
from soesmart.events.services.passes import grant_pass, revoke_pass
from soesmart.tickets.models import DoorDevice, Sale, Scan, Ticket
from soesmart.tickets.queries.door import first_admitted, ticket_of_code, ticket_of_serial
from soesmart.tickets.rules import ScanOutcome, TicketState
from soesmart.tickets.rules.places import ticket_code
from soesmart.tickets.rules.scans import Reason, Words, read_typed, words_for
from soesmart.tickets.services.late_places import place_for_late, place_for_who_is_inside
from soesmart.tickets.signing import read_ticket


@dataclass(frozen=True)
class Shown:
    """What was held before a device, or typed. scanned_at: by the server's clock (rules.scans.corrected)."""

    text: str
    nonce: uuid.UUID
    scanned_at: datetime
    was_offline: bool = False


@dataclass(frozen=True)
class Answer:
    """What the door says. ticket: None when none was found; scan: what was stored."""

    outcome: ScanOutcome
    words: Words
    scan: Scan
    ticket: Ticket | None


def check_in(*, sale: Sale, shown: Shown, device: DoorDevice | None, at: datetime) -> Answer:
    """Let in who shows a ticket, or say why not; sent again it answers the same. sale: with its event and town.

    device: None at the box office. Five queries, ten where the ticket opens the vote in the hall. Refused for a nonce
    that another device used.
    """
    try:
        with transaction.atomic():
            return _check_in(sale, shown, device, at)
    except IntegrityError as error:
        # Sent before: what was written just now is undone with it. None: in another town.
        scan = Scan.objects.select_related("ticket__booking__contingent__category").filter(nonce=shown.nonce).first()
        if scan is None and "nonce" not in str(error):
            raise
        if scan is None or scan.sale_id != sale.pk or scan.device_id != (device.pk if device else None):
            raise Refused("tickets.scan.foreign", "Dieser Scan kam schon von einem anderen Gerät.") from None
        reason = _found(sale, shown.text)[1] if scan.ticket is None else Reason.FORGED
        return _answer(scan, scan.ticket, reason)


def _check_in(sale: Sale, shown: Shown, device: DoorDevice | None, at: datetime) -> Answer:
    ticket, reason = _found(sale, shown.text)
    outcome, came_late = ScanOutcome.UNKNOWN, False
    if ticket is not None:
        came_late = ticket.state == TicketState.RELEASED
        outcome = _admit(sale, ticket, shown)
    scan = Scan.objects.create(
        sale=sale,
        ticket=ticket,
        device=device,
        outcome=outcome,
        was_offline=shown.was_offline,
        scanned_at=shown.scanned_at,
        received_at=at,
        nonce=shown.nonce,
    )
    if ticket is not None and outcome == ScanOutcome.ADMITTED and sale.event.entry == Entry.TICKET:
        grant_pass(event=sale.event, code=code_of(ticket), at=at)
    return _answer(scan, ticket, reason, came_late=came_late)


def _admit(sale: Sale, ticket: Ticket, shown: Shown) -> ScanOutcome:
    """Use the ticket if it still can be; every change is conditional, so that of two doors one wins."""
    if ticket.state == TicketState.USED:
        return _again(ticket, shown)
    if ticket.state == TicketState.CANCELLED:
        return ScanOutcome.CANCELLED
    rows = Ticket.objects.filter(pk=ticket.pk)
    if not rows.filter(state=ticket.state).update(state=TicketState.USED, used_at=shown.scanned_at):
        # Another door was faster between reading and writing, or it was given back.
        return ScanOutcome.CANCELLED if rows.get().state == TicketState.CANCELLED else ScanOutcome.DOUBLE
    if ticket.state == TicketState.RELEASED and not _has_place(sale, ticket, shown):
        rows.update(state=TicketState.RELEASED, used_at=None)
        return ScanOutcome.FULL
    return ScanOutcome.ADMITTED


def _again(ticket: Ticket, shown: Shown) -> ScanOutcome:
    """A second scan. One that happened before the first that arrived, at a door without a net, takes its place."""
    first = first_admitted(ticket)
    if first is None or not shown.was_offline or shown.scanned_at >= first.scanned_at:
        return ScanOutcome.DOUBLE
    swapped = Scan.objects.filter(pk=first.pk, outcome=ScanOutcome.ADMITTED).update(outcome=ScanOutcome.DOUBLE)
    if not swapped:
        return ScanOutcome.DOUBLE
    Ticket.objects.filter(pk=ticket.pk).update(used_at=shown.scanned_at)
    return ScanOutcome.ADMITTED


def _has_place(sale: Sale, ticket: Ticket, shown: Shown) -> bool:
    if place_for_late(ticket):
        return True
    if shown.was_offline and sale.no_show_at and shown.scanned_at < sale.no_show_at:
        # She came in time, and the door let her in; only the news of it is late.
        place_for_who_is_inside(ticket)
        return True
    return False


@transaction.atomic
def undo_check_in(*, sale: Sale, nonce: uuid.UUID, device: DoorDevice | None, at: datetime) -> Answer | None:
    """Take back what this device did by mistake; the ticket is valid again. Twice is once, None for an unknown scan.

    What was no letting in stays as it was.
    """
    with transaction.atomic():
        rows = Scan.objects.select_related("ticket__booking__contingent__category")
        scan = rows.filter(sale=sale, device=device, nonce=nonce).first()
        if scan is None:
            return None
        undone = Scan.objects.filter(pk=scan.pk, outcome=ScanOutcome.ADMITTED).update(outcome=ScanOutcome.UNDONE)
        if undone and scan.ticket is not None:
            scan.outcome = ScanOutcome.UNDONE
            Ticket.objects.filter(pk=scan.ticket.pk, state=TicketState.USED).update(
                state=TicketState.VALID, used_at=None
            )
            revoke_pass(event=sale.event, code=code_of(scan.ticket), at=at)
        return _answer(scan, scan.ticket, Reason.FORGED)


def code_of(ticket: Ticket) -> str:
    """What stands beside the QR code, and opens the vote in the hall."""
    return ticket_code(ticket.booking.reference, ticket.number)


def _found(sale: Sale, text: str) -> tuple[Ticket | None, Reason]:
    """The ticket of this sale that a text names; else why there is none. One query at most."""
    if typed := read_typed(text):
        return ticket_of_code(sale, typed), Reason.MISSPELLED
    signed = read_ticket(text)
    if signed is None:
        return None, Reason.FORGED
    if signed.event != sale.event_id:
        return None, Reason.FOREIGN
    return ticket_of_serial(sale, signed.serial), Reason.FORGED


def _answer(scan: Scan, ticket: Ticket | None, reason: Reason, *, came_late: bool = False) -> Answer:
    outcome, first = ScanOutcome(scan.outcome), None
    if ticket is not None and outcome == ScanOutcome.DOUBLE:
        first = first_admitted(ticket)
    words = words_for(
        outcome,
        place=place_of(ticket) if ticket else "",
        reason=reason,
        first_at=f"{first.scanned_at.astimezone(BERLIN):%H:%M}" if first else "",
        first_door=(first.device.name if first.device else "Kasse") if first else "",
        came_late=came_late,
    )
    return Answer(outcome, words, scan, ticket)


def place_of(ticket: Ticket) -> str:
    """Such as "Saal, Karte 2 von 3, Buchung ACDE-FGHJ": no name."""
    booking = ticket.booking
    many = f"Karte {ticket.number} von {booking.seats}, " if booking.seats > 1 else ""
    reference = f"{booking.reference[:4]}-{booking.reference[4:]}"
    return f"{booking.contingent.category.name}, {many}Buchung {reference}"
