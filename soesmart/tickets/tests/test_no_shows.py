"""Who does not come in time gives her place on; who comes late is let in while there is room."""

import uuid
from datetime import datetime, timedelta

import pytest

from soesmart.core import clock
from soesmart.core.models import AuditEntry
from soesmart.events.models import Event
from soesmart.events.rules import EventState
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from soesmart.tickets.jobs.no_shows import is_somebody_missing, release_places
from soesmart.tickets.models import Contingent, Sale, Ticket
from soesmart.tickets.queries.door import inside_of
from soesmart.tickets.rules import ScanOutcome, Source, TicketState
from soesmart.tickets.services.checkin import Answer, Shown, check_in
from soesmart.tickets.signing import ticket_text
from soesmart.tickets.tests.bookings import a_booking, a_sale, counts


@pytest.fixture
def sale(in_soest: Municipality, at: datetime) -> Sale:
    """Two places online, one at the box office; they are given on ten minutes from now."""
    return a_sale(an_event(in_soest, at), seats=2, at_the_box=1, no_show_at=at + timedelta(minutes=10))


def show(sale: Sale, ticket: Ticket, at: datetime, *, offline_at: datetime | None = None) -> Answer:
    shown = Shown(
        ticket_text(sale.event_id, ticket.serial), uuid.uuid4(), offline_at or at, was_offline=bool(offline_at)
    )
    return check_in(sale=sale, shown=shown, device=None, at=at)


def release(at: datetime) -> None:
    with clock.stopped_at(at):
        release_places()


def places(sale: Sale) -> tuple[int, int, int]:
    now = counts(sale)
    return now["free"], now["held"], now["sold"]


def test_at_the_set_hour_unused_tickets_let_their_places_go_and_used_ones_stay(sale: Sale, at: datetime) -> None:
    there, missing = (a_booking(sale, at - timedelta(days=1)).tickets.get() for _ in range(2))
    show(sale, there, at)
    release(at + timedelta(minutes=9))
    assert not is_somebody_missing(at + timedelta(minutes=9))
    assert places(sale) == (1, 0, 2)

    later = at + timedelta(minutes=11)
    assert is_somebody_missing(later)
    release(later)
    release(later)
    missing.refresh_from_db()
    assert missing.state == TicketState.RELEASED
    assert places(sale) == (2, 0, 1)
    assert (inside_of(sale).inside, inside_of(sale).released) == (1, 1)
    assert AuditEntry.objects.filter(action="tickets.booking.released").count() == 1
    assert not is_somebody_missing(later)


def test_who_comes_late_is_let_in_while_there_is_room_also_on_a_place_of_the_box_office(
    sale: Sale, at: datetime
) -> None:
    tickets = list(a_booking(sale, at - timedelta(days=1), seats=2).tickets.all())
    later = at + timedelta(minutes=11)
    release(later)
    a_booking(sale, later, seats=2)  # both places were bought by others since
    first = show(sale, tickets[0], later)
    assert (first.outcome, "noch einer frei" in first.words.text) == (ScanOutcome.ADMITTED, True)
    second = show(sale, tickets[1], later)
    assert (second.outcome, second.words.tone) == (ScanOutcome.FULL, "look")
    tickets[1].refresh_from_db()
    assert (tickets[1].state, tickets[1].used_at) == (TicketState.RELEASED, None)
    assert places(sale) == (0, 0, 3)
    moved = {row.source: row.seats for row in Contingent.objects.all()}
    assert moved == {Source.ONLINE: 3, Source.BOX_OFFICE: 0}


def test_who_was_let_in_in_time_by_a_door_without_a_net_keeps_her_place(sale: Sale, at: datetime) -> None:
    ticket = a_booking(sale, at - timedelta(days=1)).tickets.get()
    later = at + timedelta(minutes=11)
    release(later)
    a_booking(sale, later, seats=2)
    Contingent.objects.filter(source=Source.BOX_OFFICE).update(free=0, sold=1)
    answer = show(sale, ticket, later, offline_at=at + timedelta(minutes=5))
    assert answer.outcome == ScanOutcome.ADMITTED
    assert AuditEntry.objects.filter(action="tickets.contingent.overbooked").count() == 1
    assert places(sale) == (0, 0, 4)


def test_who_buys_at_the_box_office_after_the_hour_is_not_missing(sale: Sale, at: datetime) -> None:
    later = at + timedelta(minutes=11)
    a_booking(sale, later, source=Source.BOX_OFFICE)
    release(later)
    assert counts(sale)["released"] == 0


def test_nobody_is_missing_before_the_doors_open_also_not_when_the_evening_was_put_off(
    sale: Sale, in_soest: Municipality, at: datetime
) -> None:
    a_booking(sale, at - timedelta(days=1))
    later = timedelta(days=30)
    Event.objects.update(doors_at=at + later, starts_at=at + later, ends_at=at + later + timedelta(hours=1))
    for moment in (at + timedelta(minutes=11), at + later + timedelta(minutes=5)):
        assert not is_somebody_missing(moment)
        release(moment)
    assert counts(sale)["released"] == 0


@pytest.mark.parametrize("state", [EventState.CANCELLED, EventState.ARCHIVED])
def test_an_evening_that_does_not_take_place_misses_nobody(sale: Sale, at: datetime, state: EventState) -> None:
    a_booking(sale, at - timedelta(days=1))
    Event.objects.update(state=state)
    release(at + timedelta(minutes=11))
    assert counts(sale)["released"] == 0
