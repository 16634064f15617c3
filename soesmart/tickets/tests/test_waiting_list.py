"""The waiting list: strict order, offers that hold and expire, and an end."""

from datetime import datetime, timedelta

import pytest

from soesmart.core.models import OutboxMessage
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Event
from soesmart.region.models import Municipality
from soesmart.tickets.models import Booking, Sale, WaitingEntry
from soesmart.tickets.rules import Source, WaitingState
from soesmart.tickets.rules.places import Full, Visitor, how_many_are_served, offer_ends
from soesmart.tickets.services.booking_cancelling import give_back_tickets
from soesmart.tickets.services.flowing import settle_sale
from soesmart.tickets.services.offers import accept_offer
from soesmart.tickets.services.places import set_flow, set_seats
from soesmart.tickets.services.waiting import leave_line, want_fewer
from soesmart.tickets.services.waiting_entries import position_of
from soesmart.tickets.tests.sales import HOME, OFFICE, a_category, a_sale, booked, in_line, places_of

pytestmark = pytest.mark.django_db
NOBODY = Visitor()


@pytest.fixture
def full_sale(in_soest: Municipality, at: datetime) -> Sale:
    """Four places, all taken by Amira."""
    sale = a_sale(in_soest, at)
    a_category(sale, at, online=4)
    booked(sale, at, 4)
    return sale


def states(*entries: WaitingEntry) -> list[str]:
    return [WaitingEntry.objects.get(pk=entry.pk).state for entry in entries]


def end_of_offer(entry: WaitingEntry) -> datetime:
    ends = WaitingEntry.objects.get(pk=entry.pk).offer_ends_at
    assert ends is not None
    return ends


def return_places(seats: int, at: datetime) -> None:
    booking = Booking.objects.get(name="Amira")
    valid = booking.tickets.filter(state="valid").values_list("number", flat=True)
    give_back_tickets(booking=booking, numbers=list(valid)[:seats], home=HOME, at=at)


def test_who_waits_is_told_where_in_the_line(full_sale: Sale, at: datetime) -> None:
    first, second = in_line(full_sale, at, 2, "eva"), in_line(full_sale, at, 1, "clara")
    assert [position_of(first), position_of(second)] == [1, 2]
    assert "an Stelle 2" in OutboxMessage.objects.get(recipient="clara@example.org").text
    assert places_of(full_sale) == (0, 0, 4)
    full_sale.refresh_from_db()
    assert (full_sale.last_booking_number, full_sale.last_waiting_number) == (1, 2)


def test_nobody_is_overtaken_by_a_smaller_group(full_sale: Sale, at: datetime) -> None:
    pair, single = in_line(full_sale, at, 2, "eva"), in_line(full_sale, at, 1, "clara")
    return_places(1, at)
    assert states(pair, single) == [WaitingState.WAITING] * 2
    with pytest.raises(Full, match="warten andere schon länger"):
        booked(full_sale, at, 1, "franz")
    return_places(1, at)
    assert states(pair, single) == [WaitingState.OFFERED, WaitingState.WAITING]
    assert places_of(full_sale) == (0, 2, 2)


def test_an_offer_that_is_accepted_becomes_a_booking(full_sale: Sale, at: datetime) -> None:
    entry = in_line(full_sale, at, 2)
    return_places(2, at)
    first, second = (accept_offer(entry=entry, visitor=NOBODY, home=HOME, at=at) for _ in range(2))
    assert first == second
    assert (first.seats, first.source, first.email) == (2, Source.WAITING_LIST, "eva@example.org")
    assert places_of(full_sale) == (0, 0, 4)
    entry.refresh_from_db()
    assert (entry.state, entry.name, entry.email, entry.booking) == (WaitingState.TAKEN, "", "", first)


def test_an_offer_that_expires_goes_to_the_next(full_sale: Sale, at: datetime) -> None:
    first, second = in_line(full_sale, at, 1, "eva"), in_line(full_sale, at, 1, "clara")
    return_places(1, at)
    ends = end_of_offer(first)
    settle_sale(sale=full_sale.pk, home=HOME, at=ends - timedelta(seconds=1))
    assert states(first, second) == [WaitingState.OFFERED, WaitingState.WAITING]
    for _ in range(2):
        settle_sale(sale=full_sale.pk, home=HOME, at=ends)
    assert states(first, second) == [WaitingState.EXPIRED, WaitingState.OFFERED]
    with pytest.raises(Conflict, match="gilt nicht mehr"):
        accept_offer(entry=first, visitor=NOBODY, home=HOME, at=ends)
    assert OutboxMessage.objects.filter(recipient="eva@example.org", subject__startswith="Abgelaufen").count() == 1
    assert places_of(full_sale) == (0, 1, 3)


def test_an_expired_offer_is_not_taken_though_no_job_ran(full_sale: Sale, at: datetime) -> None:
    entry = in_line(full_sale, at, 1)
    return_places(1, at)
    ends = end_of_offer(entry)
    with pytest.raises(Conflict):
        accept_offer(entry=entry, visitor=NOBODY, home=HOME, at=ends)
    booked(full_sale, ends, 1, "franz")  # whoever books next sets the books right first
    assert states(entry) == [WaitingState.EXPIRED]


def test_who_declines_lets_the_next_in_and_is_forgotten(full_sale: Sale, at: datetime) -> None:
    first, second = in_line(full_sale, at, 1, "eva"), in_line(full_sale, at, 1, "clara")
    return_places(1, at)
    for _ in range(2):
        leave_line(entry=first, home=HOME, at=at)
    assert states(first, second) == [WaitingState.LEFT, WaitingState.OFFERED]
    first.refresh_from_db()
    assert (first.name, first.email, first.mailbox) == ("", "", "")


def test_a_large_group_may_want_fewer_and_keeps_its_place(full_sale: Sale, at: datetime) -> None:
    group, single = in_line(full_sale, at, 4, "eva"), in_line(full_sale, at, 1, "clara")
    return_places(2, at)
    with pytest.raises(Refused):
        want_fewer(entry=group, seats=4, home=HOME, at=at)
    want_fewer(entry=group, seats=2, home=HOME, at=at)
    assert states(group, single) == [WaitingState.OFFERED, WaitingState.WAITING]


def test_more_places_go_to_who_waits_first(full_sale: Sale, at: datetime) -> None:
    entry = in_line(full_sale, at, 2)
    contingent = full_sale.categories.get().contingents.get(source=Source.ONLINE)
    set_seats(contingent=contingent, seats=7, by=OFFICE, home=HOME, at=at)
    assert states(entry) == [WaitingState.OFFERED]
    assert places_of(full_sale) == (1, 2, 4)
    with pytest.raises(Conflict, match="6 Plätze sind verkauft oder versprochen"):
        set_seats(contingent=contingent, seats=5, by=OFFICE, home=HOME, at=at)


def test_when_the_doors_open_the_waiting_is_over(full_sale: Sale, at: datetime) -> None:
    offered, waiting = in_line(full_sale, at, 1, "eva"), in_line(full_sale, at, 4, "clara")
    return_places(1, at)
    settle_sale(sale=full_sale.pk, home=HOME, at=full_sale.event.doors_at)
    assert states(offered, waiting) == [WaitingState.EXPIRED] * 2
    assert places_of(full_sale) == (1, 0, 3)
    assert WaitingEntry.objects.exclude(email="").count() == 0
    last = OutboxMessage.objects.get(recipient="clara@example.org", subject__startswith="Warteliste beendet")
    assert "Türen" in last.text


def test_the_waiting_list_goes_on_after_booking_has_closed(full_sale: Sale, at: datetime) -> None:
    entry = in_line(full_sale, at, 1)
    late = full_sale.closes_at + timedelta(minutes=10)
    return_places(1, late)
    booking = accept_offer(entry=entry, visitor=NOBODY, home=HOME, at=late + timedelta(minutes=5))
    assert booking.seats == 1


def test_a_cancelled_event_ends_the_waiting(full_sale: Sale, at: datetime) -> None:
    entry = in_line(full_sale, at, 1)
    Event.objects.filter(pk=full_sale.event_id).update(state="cancelled", cancelled_because="Wegen Sturm.")
    settle_sale(sale=full_sale.pk, home=HOME, at=at)
    assert states(entry) == [WaitingState.EXPIRED]
    assert "Wegen Sturm." in OutboxMessage.objects.get(subject__startswith="Abgesagt").text


def test_places_that_flow_from_the_box_office_go_to_who_waits(in_soest: Municipality, at: datetime) -> None:
    sale = a_sale(in_soest, at)
    box_office, online = a_category(sale, at, online=1, box_office=3).contingents.order_by("source")
    booked(sale, at)
    entry = in_line(sale, at, 2)
    noon = at + timedelta(hours=24)
    set_flow(contingent=box_office, goal=online, flows_back_at=noon, by=OFFICE, home=HOME, at=at)
    assert states(entry) == [WaitingState.WAITING]
    settle_sale(sale=sale.pk, home=HOME, at=noon)
    assert states(entry) == [WaitingState.OFFERED]
    assert (places_of(sale), places_of(sale, Source.BOX_OFFICE)) == ((1, 2, 1), (0, 0, 0))


def test_one_address_waits_for_no_more_than_it_may_book(full_sale: Sale, at: datetime) -> None:
    in_line(full_sale, at, 3)
    with pytest.raises(Refused, match="schon 3 Plätze gebucht oder vorgemerkt"):
        in_line(full_sale, at, 2)


def test_nobody_waits_for_more_places_than_there_will_ever_be(in_soest: Municipality, at: datetime) -> None:
    """She would stand at the head until the doors open, and nobody behind her would get a place."""
    sale = a_sale(in_soest, at)
    a_category(sale, at, online=1, box_office=1)
    booked(sale, at)
    with pytest.raises(Full, match="überhaupt nur 2 Plätze") as refused:
        in_line(sale, at, 3)
    assert not refused.value.can_wait
    assert in_line(sale, at, 2).state == WaitingState.WAITING, "what the box office has may flow on"


def test_the_line_is_served_from_its_head_only() -> None:
    assert [how_many_are_served(line, 3) for line in ([], [4, 1], [1, 2, 1], [2, 2, 1])] == [0, 0, 2, 1]


def test_an_offer_leaves_others_a_chance_and_never_outlives_the_doors(at: datetime) -> None:
    spans = [offer_ends(at, hours=24, doors=at + timedelta(minutes=left)) - at for left in (10_000, 600, 20, 5)]
    assert [span.total_seconds() / 60 for span in spans] == [1440, 300, 15, 5]


def test_a_cancelled_event_is_told_once_to_everybody_with_tickets(full_sale: Sale, at: datetime) -> None:
    from soesmart.tickets.services.mails_cancelled import tell_cancelled

    assert tell_cancelled(sale=full_sale.pk, home=HOME, at=at) == 0
    Event.objects.filter(pk=full_sale.event_id).update(state="cancelled", cancelled_because="Wegen Sturm.")
    for _ in range(2):
        assert tell_cancelled(sale=full_sale.pk, home=HOME, at=at) == 1
    told = OutboxMessage.objects.get(recipient="amira@example.org", subject__startswith="Abgesagt")
    assert "Wegen Sturm." in told.text


def test_an_event_that_is_put_away_right_after_it_was_called_off_is_told_all_the_same(
    full_sale: Sale, at: datetime
) -> None:
    from soesmart.tickets.services.flowing import sales_to_settle
    from soesmart.tickets.services.mails_cancelled import tell_cancelled

    entry = in_line(full_sale, at, 2)
    Event.objects.filter(pk=full_sale.event_id).update(state="archived", cancelled_because="Wegen Sturm.")
    assert sales_to_settle(at).get() == full_sale
    assert tell_cancelled(sale=full_sale.pk, home=HOME, at=at) == 1
    assert states(entry) == [WaitingState.EXPIRED]
    told = OutboxMessage.objects.filter(subject__startswith="Abgesagt").values_list("recipient", flat=True)
    assert sorted(told) == ["amira@example.org", "eva@example.org"]


def test_whoever_was_missed_is_served_by_the_job(full_sale: Sale, at: datetime) -> None:
    from soesmart.tickets.models import Contingent
    from soesmart.tickets.services.flowing import sales_to_settle

    entry = in_line(full_sale, at, 2)
    Contingent.objects.filter(category__sale=full_sale, source=Source.ONLINE).update(free=1, sold=3)
    assert not sales_to_settle(at).exists()
    Contingent.objects.filter(category__sale=full_sale, source=Source.ONLINE).update(free=2, sold=2)
    settle_sale(sale=sales_to_settle(at).get().pk, home=HOME, at=at)
    assert states(entry) == [WaitingState.OFFERED]
