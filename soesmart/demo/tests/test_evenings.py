"""The demo's three evenings: over, to come, running; and nobody of 2020 is remembered."""

from collections.abc import Iterator

import pytest
from django_scopes import scope

from soesmart.core import clock
from soesmart.core.models import OutboxMessage
from soesmart.demo.story import read
from soesmart.events.models import AudienceQuestion, Ballot, Event, ItemLink, Round
from soesmart.events.rules import WITHOUT_BALLOTS, ItemKind, Moment, RoundState, moment_at
from soesmart.events.services.counting import recounted
from soesmart.participation.rules import Visibility
from soesmart.region.models import Municipality
from soesmart.tickets.models import Booking, Contingent, Deletion, Ticket, WaitingEntry
from soesmart.tickets.rules import Source, TicketState, WaitingState


@pytest.fixture
def in_the_demo(demo_db: None) -> Iterator[Municipality]:
    town = Municipality.objects.get(slug="soest")
    with scope(municipality=town):
        yield town


def test_one_is_over_one_to_come_one_running(in_the_demo: Municipality) -> None:
    at = clock.now()
    moments = {
        event.key: moment_at(at, doors=event.doors_at, starts=event.starts_at, ends=event.ends_at)
        for event in Event.objects.all()
    }
    assert moments == {
        "zukunftsreise": Moment.OVER,
        "waermeabend": Moment.ANNOUNCED,
        "probeabend": Moment.RUNNING,
    }
    assert all(Event.objects.values_list("invented", flat=True)), "the pages mark what is made up"


def test_the_first_stands_where_and_when_the_data_say(in_the_demo: Municipality) -> None:
    known = next(row for row in read("process")["events"] if row["key"] == "zukunftsreise")
    event = Event.objects.get(key="zukunftsreise")
    assert event.place == known["place"]
    for moment, told in (
        (event.doors_at, known["stream_from"]),
        (event.starts_at, known["start"]),
        (event.ends_at, known["end"]),
    ):
        assert f"{moment.astimezone(clock.BERLIN):%Y-%m-%dT%H:%M}" == told


def test_every_kind_was_voted_on_by_hall_and_stream_one_in_secret_one_twice(in_the_demo: Municipality) -> None:
    rounds = list(Round.objects.filter(event__key="zukunftsreise").select_related("item", "event"))
    assert {round_.item.kind for round_ in rounds} == {*ItemKind} - WITHOUT_BALLOTS
    assert [round_.secret for round_ in rounds].count(True) == 1
    assert max(round_.number for round_ in rounds) == 2
    for round_ in rounds:
        assert round_.state == RoundState.COUNTED
        assert round_.shown_at
        assert 80 <= round_.ballots_hall <= 100
        assert 250 <= round_.ballots_stream <= 400


def test_its_ballots_give_the_published_results(in_the_demo: Municipality) -> None:
    for round_ in Round.objects.filter(event__key="zukunftsreise").select_related("item", "event"):
        found = recounted(round_)
        assert (found.digest, found.result) == (round_.digest, round_.result), round_


def test_nobody_votes_twice_or_at_a_time_at_which_nobody_could(in_the_demo: Municipality) -> None:
    for ballot in Ballot.objects.filter(round__event__key="zukunftsreise").select_related("round"):
        closes = ballot.round.stream_closes_at
        assert closes is not None
        assert ballot.round.opened_at <= ballot.cast_at < closes


def test_questions_were_answered_and_one_removed_with_a_reason(in_the_demo: Municipality) -> None:
    asked = AudienceQuestion.objects.filter(item__event__key="zukunftsreise")
    assert asked.filter(visibility=Visibility.REMOVED).exclude(removed_because="").count() == 1
    assert not asked.filter(visibility=Visibility.HELD).exists()
    assert asked.filter(visibility=Visibility.VISIBLE, answer="").count() == 0


def test_ideas_and_goals_are_told_of_it(in_the_demo: Municipality) -> None:
    links = ItemLink.objects.filter(item__event__key="zukunftsreise")
    assert links.filter(idea__isnull=False).count() >= 3
    assert links.filter(goal__isnull=False).count() >= 6


def test_nobody_who_came_in_2020_is_remembered(in_the_demo: Municipality) -> None:
    bookings = Booking.objects.filter(sale__event__key="zukunftsreise")
    assert bookings.count() > 30
    assert not bookings.filter(forgotten_at=None).exists()
    assert not Ticket.objects.filter(booking__in=bookings).exclude(guest="").exists()
    proof = Deletion.objects.order_by("at")[0]
    assert proof.due == proof.deleted >= bookings.count()
    assert proof.left == 0
    names = {str(booking.pk) for booking in bookings}
    assert not OutboxMessage.objects.filter(key__startswith="tickets.", text__contains="Zukunftsreise").exists(), names


def test_places_add_up_and_the_gallery_is_waited_for(in_the_demo: Municipality) -> None:
    for row in Contingent.objects.all():
        tickets = Ticket.objects.filter(booking__contingent=row)
        assert row.free + row.held + row.sold == row.seats
        assert row.sold == tickets.filter(state__in=[TicketState.VALID, TicketState.USED]).count()
    gallery = Contingent.objects.get(
        category__sale__event__key="waermeabend", category__name="Empore", free=0, seats=12
    )
    assert gallery.source == Source.ONLINE
    assert WaitingEntry.objects.filter(category=gallery.category, state=WaitingState.WAITING).count() == 3
