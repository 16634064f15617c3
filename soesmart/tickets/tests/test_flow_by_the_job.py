"""What the job does each minute, in every town, and what follows when an event is called off."""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope

from soesmart.core import clock, jobs
from soesmart.core.models import OutboxMessage
from soesmart.events import related
from soesmart.region.models import Municipality
from soesmart.tickets.jobs import flowing
from soesmart.tickets.models import WaitingEntry
from soesmart.tickets.rules import WaitingState
from soesmart.tickets.services.booking_cancelling import give_back_tickets
from soesmart.tickets.tests.sales import HOME, a_category, a_sale, booked, in_line

pytestmark = pytest.mark.django_db


def an_open_offer(town: Municipality, at: datetime) -> WaitingEntry:
    with scope(municipality=town):
        sale = a_sale(town, at)
        a_category(sale, at, online=1)
        first = booked(sale, at)
        entry = in_line(sale, at)
        give_back_tickets(booking=first, home=HOME, at=at)
        return WaitingEntry.objects.get(pk=entry.pk)


def test_the_job_ends_offers_in_every_town_and_starts_only_then(
    soest: Municipality, olpe: Municipality, at: datetime
) -> None:
    entries = [an_open_offer(town, at) for town in (soest, olpe)]
    assert not flowing.is_something_overdue(at + timedelta(hours=1))
    late = at + timedelta(hours=25)
    assert flowing.is_something_overdue(late)
    with clock.stopped_at(late):
        flowing.settle_sales()
    assert not flowing.is_something_overdue(late)
    for town, entry in zip((soest, olpe), entries, strict=True):
        with scope(municipality=town):
            entry.refresh_from_db()
            assert entry.state == WaitingState.EXPIRED


def test_the_job_is_known_to_the_worker() -> None:
    jobs.discover()
    assert flowing.settle_sales.name in jobs.SCHEDULE


def test_tickets_hear_of_an_event_that_is_called_off(
    in_soest: Municipality, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sale = a_sale(in_soest, at)
    a_category(sale, at)
    booked(sale, at)
    later: list[tuple[str | int, ...]] = []
    monkeypatch.setattr(jobs.Job, "later", lambda job, *args: later.append(args))
    for told in related.CANCELLED:
        told(sale.event, at)
    assert (in_soest.pk, sale.pk) in later
    sale.event.state, sale.event.cancelled_because = "cancelled", "Wegen Sturm."
    sale.event.save()
    for _ in range(2):
        flowing.tell_visitors(in_soest.pk, sale.pk)
    assert OutboxMessage.objects.filter(subject__startswith="Abgesagt").count() == 1
