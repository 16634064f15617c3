"""Offer places that came back to those who wait, in the order in which they came."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict
from soesmart.events.models import Event
from soesmart.events.rules import EventState
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.tickets.models import Booking, Contingent, Sale, WaitingEntry
from soesmart.tickets.queries.booking import overdue_offers
from soesmart.tickets.rules import Source, WaitingState
from soesmart.tickets.rules.places import Visitor, Wish, how_many_are_served, offer_ends
from soesmart.tickets.services import mails
from soesmart.tickets.services.booking_checks import check_contact, check_is_on, tidied
from soesmart.tickets.services.booking_writing import GUEST, write_booking
from soesmart.tickets.services.places_moves import hold_free, let_go_held, sell_held
from soesmart.tickets.services.waiting_entries import end_entry, locked_entry

SYSTEM = "system:tickets"
_AT_ONCE = 50


def is_line_open(sale: Sale, at: datetime) -> bool:
    """Whether offers are made and hold: until the doors open, and not for an event that was called off."""
    return sale.event.state == EventState.PUBLISHED and at < sale.event.doors_at


def is_called_off(event: Event) -> bool:
    """Also when it was put away since: the reason stays."""
    is_put_away = event.state == EventState.ARCHIVED and bool(event.cancelled_because)
    return event.state == EventState.CANCELLED or is_put_away


def serve_category(*, category: int, sale: Sale, home: str, at: datetime) -> int:
    """Offer the free places of a category to the head of its line; returns how many got an offer.

    Inside the caller's transaction, which has locked the sale. One query where nobody waits.
    """
    if not is_line_open(sale, at):
        return 0
    line = WaitingEntry.objects.filter(category=category, state=WaitingState.WAITING).order_by("number")
    entries = list(line.select_related("category")[:_AT_ONCE])
    contingent = Contingent.objects.filter(category=category, source=Source.ONLINE).first() if entries else None
    if contingent is None:
        return 0
    served = how_many_are_served([entry.seats for entry in entries], contingent.free)
    for entry in entries[:served]:
        entry.sale = sale
        _offer(entry, contingent, home=home, at=at)
    more = serve_category(category=category, sale=sale, home=home, at=at) if served == _AT_ONCE else 0
    return served + more


def _offer(entry: WaitingEntry, contingent: Contingent, *, home: str, at: datetime) -> None:
    sale = entry.sale
    if not hold_free(contingent.pk, entry.seats):
        raise RuntimeError("the sale was not locked: its places went while they were offered")
    ends = offer_ends(at, hours=sale.offer_hours, doors=sale.event.doors_at)
    offered = {"state": WaitingState.OFFERED, "contingent": contingent, "offered_at": at, "offer_ends_at": ends}
    WaitingEntry.objects.filter(pk=entry.pk).update(**offered)
    for name, value in offered.items():
        setattr(entry, name, value)
    mails.offer_places(entry, home=home, at=at)
    audit(SYSTEM, "tickets.offer.made", entry, town=sale.event.municipality.slug, at=at, seats=entry.seats, ends=ends)


@foreign_nonce_refused()
@transaction.atomic
def accept_offer(*, entry: WaitingEntry, visitor: Visitor, home: str, at: datetime, by: object = GUEST) -> Booking:
    """Turn an offer into a booking. visitor: what the sale asks for beside name and e-mail, which are known.

    Twice is once. Conflict when the offer has expired; Refused when something is missing.
    """
    entry = locked_entry(entry)
    if entry.state == WaitingState.TAKEN and entry.booking:
        return entry.booking
    if entry.state != WaitingState.OFFERED or entry.offer_ends_at is None or at >= entry.offer_ends_at:
        raise Conflict(
            "tickets.offer.over",
            "Dieses Angebot gilt nicht mehr: Die Zeit ist abgelaufen, und der Platz ist weitergegeben.",
        )
    sale = entry.sale
    check_is_on(sale.event, at)
    known = Visitor(entry.name, entry.email, visitor.phone, visitor.address, visitor.guests)
    wish = tidied(Wish(entry.category.key, entry.seats, known, entry.nonce, source=Source.WAITING_LIST))
    check_contact(sale, wish.visitor, wish.seats, needs_address=True)
    assert entry.contingent_id is not None  # the database's constraint on offers
    contingent = Contingent.objects.select_related("category").get(pk=entry.contingent_id)
    contingent.category.sale = sale
    sell_held(contingent.pk, entry.seats)
    Sale._base_manager.filter(pk=sale.pk).update(last_booking_number=F("last_booking_number") + 1)
    booking = write_booking(contingent, wish, sale.last_booking_number + 1, home=home, at=at, by=by)
    WaitingEntry.objects.filter(pk=entry.pk).update(booking=booking)
    end_entry(entry, WaitingState.TAKEN, at=at)
    return booking


def expire_offers(*, sale: Sale, home: str, at: datetime) -> int:
    """End the offers of a locked sale whose time is over; returns how many. Who gets the places next: serve_category.

    What is left in the category for the expired is said in the mail: they may enter the line anew.
    """
    expired = list(overdue_offers(at).filter(sale=sale).select_related("category").order_by("number"))
    for entry in expired:
        entry.sale = sale
        let_go_held(entry.contingent_id or 0, entry.seats)
        mails.end_offer(entry, home=home, at=at)
        end_entry(entry, WaitingState.EXPIRED, at=at)
        audit(SYSTEM, "tickets.offer.expired", entry, town=sale.event.municipality.slug, at=at, seats=entry.seats)
    return len(expired)


def end_line(*, sale: Sale, home: str, at: datetime) -> int:
    """End the waiting of everybody at a locked sale: the doors are open, or the event is called off."""
    is_off = is_called_off(sale.event)
    states = (WaitingState.WAITING, WaitingState.OFFERED)
    entries = list(WaitingEntry.objects.filter(sale=sale, state__in=states).select_related("category"))
    for entry in entries:
        entry.sale = sale
        if entry.state == WaitingState.OFFERED:
            let_go_held(entry.contingent_id or 0, entry.seats)
        mails.end_waiting(entry, is_off=is_off, home=home, at=at)
        end_entry(entry, WaitingState.EXPIRED, at=at)
    if entries:
        town = sale.event.municipality.slug
        audit(SYSTEM, "tickets.waiting.ended", sale, town=town, at=at, entries=len(entries))
    return len(entries)
