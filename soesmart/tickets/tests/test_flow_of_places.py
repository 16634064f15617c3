"""Whatever is booked, returned, offered, accepted, let lapse or moved: places add up, and nobody is overtaken."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.tickets.models import Booking, Contingent, Sale, Ticket, WaitingEntry
from soesmart.tickets.rules import Source, TicketState, WaitingState
from soesmart.tickets.rules.places import Visitor
from soesmart.tickets.services.booking import book
from soesmart.tickets.services.booking_cancelling import give_back_tickets, release_tickets
from soesmart.tickets.services.flowing import settle_sale
from soesmart.tickets.services.offers import accept_offer
from soesmart.tickets.services.places import set_flow, set_seats
from soesmart.tickets.services.waiting import leave_line, want_fewer
from soesmart.tickets.tests.sales import HOME, OFFICE, a_category, a_sale, a_wish, places_of

pytestmark = pytest.mark.django_db
ONLINE, BOX_OFFICE = 4, 3

STEP = st.tuples(
    st.sampled_from(["book", "wait", "sell", "return", "release", "accept", "leave", "fewer", "seats", "pass", "pass"]),
    st.integers(1, 4),
    st.integers(0, 30),
)


@dataclass
class Evening:
    """A sale, its clock, and how many places the office has planned."""

    sale: Sale
    at: datetime
    planned: int = ONLINE + BOX_OFFICE
    served: list[int] = field(default_factory=list)

    def do(self, what: str, seats: int, pick: int) -> None:
        with suppress(Refused):  # the books are looked at all the same
            getattr(self, f"do_{what}")(seats, pick)
        self.look()

    def do_book(self, seats: int, pick: int) -> None:
        before = self.waiting()
        book(event_key=self.sale.event.key, wish=self.wish(seats), home=HOME, at=self.at)
        assert not before, "a newcomer overtook those who wait"

    def do_wait(self, seats: int, pick: int) -> None:
        book(event_key=self.sale.event.key, wish=self.wish(seats, may_wait=True), home=HOME, at=self.at)

    def do_sell(self, seats: int, pick: int) -> None:
        wish = self.wish(seats, source=Source.BOX_OFFICE)
        book(event_key=self.sale.event.key, wish=wish, home=HOME, at=self.at, by=OFFICE)

    def do_return(self, seats: int, pick: int) -> None:
        if booking := self.one(Booking, pick):
            give_back_tickets(booking=booking, numbers=range(1, seats + 1), home=HOME, at=self.at)

    def do_release(self, seats: int, pick: int) -> None:
        if booking := self.one(Booking, pick):
            release_tickets(booking=booking, by=OFFICE, home=HOME, at=self.at)

    def do_accept(self, seats: int, pick: int) -> None:
        if entry := self.one(WaitingEntry, pick):
            accept_offer(entry=entry, visitor=Visitor(), home=HOME, at=self.at)

    def do_leave(self, seats: int, pick: int) -> None:
        if entry := self.one(WaitingEntry, pick):
            leave_line(entry=entry, home=HOME, at=self.at)

    def do_fewer(self, seats: int, pick: int) -> None:
        if entry := self.one(WaitingEntry, pick):
            want_fewer(entry=entry, seats=seats, home=HOME, at=self.at)

    def do_seats(self, seats: int, pick: int) -> None:
        contingent = Contingent.objects.get(category__sale=self.sale, source=Source.ONLINE)
        wanted = contingent.seats + pick % 5 - 2
        set_seats(contingent=contingent, seats=wanted, by=OFFICE, home=HOME, at=self.at)
        self.planned += wanted - contingent.seats

    def do_pass(self, seats: int, pick: int) -> None:
        self.at += timedelta(hours=pick / 4)
        settle_sale(sale=self.sale.pk, home=HOME, at=self.at)

    def wish(self, seats: int, **facts: Any) -> Any:
        return a_wish(seats, f"gast{Booking.objects.count()}-{WaitingEntry.objects.count()}", **facts)

    def one(self, model: Any, pick: int) -> Any:
        rows = list(model.objects.filter(sale=self.sale).order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    def waiting(self) -> list[int]:
        rows = WaitingEntry.objects.filter(sale=self.sale, state=WaitingState.WAITING)
        return list(rows.order_by("number").values_list("number", flat=True))

    def look(self) -> None:
        """What must hold at every moment."""
        rows = Contingent.objects.filter(category__sale=self.sale)
        for one in rows:
            assert one.free + one.held + one.sold == one.seats
            standing = Ticket.objects.filter(booking__contingent=one, state__in=(TicketState.VALID, TicketState.USED))
            assert one.sold == standing.count()
            offers = WaitingEntry.objects.filter(contingent=one, state=WaitingState.OFFERED)
            assert one.held == (offers.aggregate(seats=Sum("seats"))["seats"] or 0)
        assert sum(one.seats for one in rows) == self.planned
        self.look_at_the_line()

    def look_at_the_line(self) -> None:
        """Offers go out in the order of the numbers, and the head waits only for what is not there."""
        offered = WaitingEntry.objects.filter(sale=self.sale, offered_at__isnull=False).values_list("number", flat=True)
        new = sorted(set(offered) - set(self.served))
        waiting = self.waiting()
        assert not new or not self.served or new[0] > max(self.served), "somebody was overtaken"
        assert not new or not waiting or max(new) < waiting[0], "somebody was passed over"
        self.served += new
        if waiting and self.at < self.sale.event.doors_at:
            head = WaitingEntry.objects.get(sale=self.sale, number=waiting[0])
            assert head.seats > places_of(self.sale)[0], "places lie free though somebody waits who fits"


@given(steps=st.lists(STEP, min_size=8, max_size=30))
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_places_add_up_and_nobody_is_overtaken_whatever_happens(
    in_soest: Municipality, at: datetime, steps: list[tuple[str, int, int]]
) -> None:
    undo = transaction.savepoint()
    try:
        evening = an_evening_with_two_ways(in_soest, at)
        for step in steps:
            evening.do(*step)
    finally:
        transaction.savepoint_rollback(undo)


def an_evening_with_two_ways(town: Municipality, at: datetime) -> Evening:
    """After a day what the box office has left goes online."""
    sale = a_sale(town, at, offer_hours=3)
    box_office, online = a_category(sale, at, online=ONLINE, box_office=BOX_OFFICE).contingents.order_by("source")
    noon = at + timedelta(hours=24)
    set_flow(contingent=box_office, goal=online, flows_back_at=noon, by=OFFICE, home=HOME, at=at)
    return Evening(sale, at)


def test_the_database_itself_refuses_places_that_do_not_add_up(in_soest: Municipality, at: datetime) -> None:
    a_category(a_sale(in_soest, at), at, online=4)
    for wrong in ({"free": 5}, {"sold": 1}, {"free": -1, "sold": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contingent.objects.filter(source=Source.ONLINE).update(**wrong)


def test_places_do_not_flow_in_a_circle(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at)
    first, second = a_category(sale, at, online=2, box_office=2).contingents.order_by("source")
    later = at + timedelta(hours=1)
    set_flow(contingent=first, goal=second, flows_back_at=later, by=OFFICE, home=HOME, at=at)
    with pytest.raises(Refused, match="im Kreis"):
        set_flow(contingent=second, goal=first, flows_back_at=later, by=OFFICE, home=HOME, at=at)
    with pytest.raises(Refused, match="Zeitpunkt und Ziel"):
        set_flow(contingent=second, goal=None, flows_back_at=later, by=OFFICE, home=HOME, at=at)


def test_places_of_the_line_do_not_flow_away_from_it(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at)
    box_office, online = a_category(sale, at, online=2, box_office=1).contingents.order_by("source")
    book(event_key=sale.event.key, wish=a_wish(1), home=HOME, at=at)
    book(event_key=sale.event.key, wish=a_wish(3, "eva", may_wait=True), home=HOME, at=at)
    set_flow(contingent=online, goal=box_office, flows_back_at=at, by=OFFICE, home=HOME, at=at)
    settle_sale(sale=sale.pk, home=HOME, at=at + timedelta(hours=1))
    assert places_of(sale) == (1, 0, 1)
    leave_line(entry=WaitingEntry.objects.get(), home=HOME, at=at + timedelta(hours=1))
    settle_sale(sale=sale.pk, home=HOME, at=at + timedelta(hours=1))
    assert (places_of(sale), places_of(sale, Source.BOX_OFFICE)) == ((0, 0, 1), (2, 0, 0))
