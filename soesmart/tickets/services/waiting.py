"""The waiting list: enter it, leave it, want fewer places. Nobody is overtaken, see docs/concepts/waiting-list.md."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.tickets.links import WAITING, digest_of, mailbox_of, secret_for
from soesmart.tickets.models import Contingent, Sale, WaitingEntry
from soesmart.tickets.queries.booking import IN_LINE
from soesmart.tickets.rules import WaitingState
from soesmart.tickets.rules.places import Visitor
from soesmart.tickets.rules.retention import waiting_forget_at_of
from soesmart.tickets.services import mails
from soesmart.tickets.services.booking_writing import GUEST
from soesmart.tickets.services.offers import serve_category
from soesmart.tickets.services.places_moves import let_go_held
from soesmart.tickets.services.waiting_entries import end_entry, locked_entry, position_of


def enter_line(
    *, ground: Contingent, seats: int, visitor: Visitor, nonce: uuid.UUID, home: str, at: datetime
) -> WaitingEntry:
    """Enter the line of a category; inside the transaction of a booking that found no places. Seven queries.

    The number that was drawn for the booking goes back.
    """
    category, sale = ground.category, ground.category.sale
    Sale._base_manager.filter(pk=sale.pk).update(
        last_booking_number=F("last_booking_number") - 1, last_waiting_number=F("last_waiting_number") + 1
    )
    entry = WaitingEntry.objects.create(
        sale=sale,
        category=category,
        number=sale.last_waiting_number + 1,
        secret=digest_of(WAITING, secret_for(WAITING, sale.pk, nonce)),
        seats=seats,
        name=visitor.name,
        email=visitor.email,
        mailbox=mailbox_of(sale.event.key, visitor.email),
        entered_at=at,
        forget_at=waiting_forget_at_of(sale.event.ends_at),
        nonce=nonce,
    )
    mails.confirm_waiting(entry, position=position_of(entry), home=home, at=at)
    town = sale.event.municipality.slug
    audit(GUEST, "tickets.waiting.entered", entry, town=town, at=at, seats=seats, category=category.key)
    return entry


@transaction.atomic
def leave_line(*, entry: WaitingEntry, by: object = GUEST, home: str, at: datetime) -> WaitingEntry:
    """Want no place any more, or decline an offer: what was held goes to the next. Name and address go at once.

    Twice is once. Conflict when the offer was accepted or is over.
    """
    entry = locked_entry(entry)
    if entry.state == WaitingState.LEFT:
        return entry
    if entry.state not in IN_LINE:
        raise Conflict("tickets.waiting.over", "Auf der Warteliste steht dieser Eintrag nicht mehr.")
    if entry.state == WaitingState.OFFERED:
        let_go_held(entry.contingent_id or 0, entry.seats)
    end_entry(entry, WaitingState.LEFT, at=at)
    audit(by, "tickets.waiting.left", entry, town=entry.sale.event.municipality.slug, at=at)
    serve_category(category=entry.category_id, sale=entry.sale, home=home, at=at)
    return entry


@transaction.atomic
def want_fewer(*, entry: WaitingEntry, seats: int, by: object = GUEST, home: str, at: datetime) -> WaitingEntry:
    """Wait for fewer places, without losing one's place in the line."""
    entry = locked_entry(entry)
    if entry.state != WaitingState.WAITING:
        raise Conflict(
            "tickets.waiting.changed", "Inzwischen hat sich der Stand geändert. Bitte die Seite neu ansehen."
        )
    if not 1 <= seats < entry.seats:
        raise Refused("tickets.waiting.fewer", f"Bitte eine Zahl von 1 bis {entry.seats - 1} wählen.", "seats")
    WaitingEntry.objects.filter(pk=entry.pk).update(seats=seats)
    entry.seats = seats
    audit(by, "tickets.waiting.fewer", entry, town=entry.sale.event.municipality.slug, at=at, seats=seats)
    serve_category(category=entry.category_id, sale=entry.sale, home=home, at=at)
    entry.refresh_from_db(fields=["state", "offered_at", "offer_ends_at", "contingent"])
    return entry
