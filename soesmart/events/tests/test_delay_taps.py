"""The delay is measured by those who watch the stream: their taps, and nobody else's."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from soesmart.core import clock
from soesmart.core.refusals import Refused
from soesmart.events.credentials import Voter, cookie_name, token_for, voter_of
from soesmart.events.models import DelayReading, Event, Stage
from soesmart.events.rules import Channel
from soesmart.events.services.delay import accept_delay, begin_measuring, end_measuring, readings_of, tap
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from tests.clients import client_of

pytestmark = pytest.mark.usefixtures("noon")

BY = "system:test"
ADDRESS = "/abend/REISEN/zeichen/"


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at, stream="embed", stream_url="https://stream.example", stream_delay=18_000)


@pytest.fixture
def mark(event: Event, at: datetime) -> datetime:
    return begin_measuring(event=event, by=BY, at=at)


def on(channel: Channel, event: Event, secret: str = "") -> Voter:
    voter = voter_of(token_for(event.pk, channel, secret))
    assert voter
    return voter


def later(mark: datetime, seconds: float) -> datetime:
    return mark + timedelta(seconds=seconds)


def test_the_median_of_the_taps_becomes_the_delay(event: Event, mark: datetime, at: datetime) -> None:
    for seconds in (20.0, 20.4, 90.0):
        tap(event=event, voter=on(Channel.STREAM, event), at=later(mark, seconds))
    found = accept_delay(event=event, by=BY, at=at)
    event.refresh_from_db()
    assert (found.readings, event.stream_delay) == (3, 20_400)
    assert Stage.objects.get().probe_at is None


def test_the_first_tap_of_a_phone_counts(event: Event, mark: datetime) -> None:
    voter = on(Channel.STREAM, event, "one")
    told = [tap(event=event, voter=voter, at=later(mark, seconds)) for seconds in (20, 25)]
    assert told == [20_000, 20_000]
    assert DelayReading.objects.count() == 1


@pytest.mark.parametrize(
    ("seconds", "code"), [(-0.001, "delay.early"), (300.001, "delay.no_mark")], ids=["early", "late"]
)
def test_taps_before_the_mark_and_long_after_it_are_no_readings(
    event: Event, mark: datetime, seconds: float, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        tap(event=event, voter=on(Channel.STREAM, event), at=later(mark, seconds))
    assert refusal.value.code == code
    assert not DelayReading.objects.exists()


def test_the_hall_and_other_evenings_do_not_measure(
    event: Event, mark: datetime, in_soest: Municipality, at: datetime
) -> None:
    other = an_event(in_soest, at, "anderer-abend", join_code="ANDERE")
    for voter in (on(Channel.HALL, event), on(Channel.STREAM, other)):
        with pytest.raises(Refused) as refusal:
            tap(event=event, voter=voter, at=later(mark, 20))
        assert refusal.value.code == "delay.not_on_stream"


def test_a_new_mark_begins_anew_and_an_ended_one_takes_no_taps(event: Event, mark: datetime, at: datetime) -> None:
    tap(event=event, voter=on(Channel.STREAM, event), at=later(mark, 20))
    second = begin_measuring(event=event, by=BY, at=later(mark, 60))
    assert readings_of(event, second) is None
    with pytest.raises(Refused, match="niemand getippt"):
        accept_delay(event=event, by=BY, at=at)
    end_measuring(event=event, by=BY, at=at)
    with pytest.raises(Refused, match="Gerade wird nicht gemessen"):
        tap(event=event, voter=on(Channel.STREAM, event), at=later(second, 20))
    assert Event.objects.get().stream_delay == 18_000


def phone(event: Event, soest: Municipality, token: str) -> Client:
    client = client_of(None, soest)
    client.cookies[cookie_name(event.pk)] = token
    return client


def test_a_tap_on_the_phone_is_measured_by_the_clock_of_the_server(
    event: Event, mark: datetime, soest: Municipality
) -> None:
    client = phone(event, soest, token_for(event.pk, Channel.STREAM))
    with clock.stopped_at(later(mark, 19.3)):
        answer = client.post(ADDRESS)
    assert (answer.status_code, answer["Location"]) == (302, "/abend/REISEN/")
    assert DelayReading.objects.get().delay == 19_300


@pytest.mark.parametrize("token", ["", "1.s.abc.def", "ü"], ids=["none", "forged", "sign"])
def test_who_has_not_joined_measures_nothing(event: Event, mark: datetime, soest: Municipality, token: str) -> None:
    with clock.stopped_at(later(mark, 19)):
        assert phone(event, soest, token).post(ADDRESS).status_code == 403
    assert not DelayReading.objects.exists()


def test_what_is_refused_changes_nothing_and_leads_back(event: Event, mark: datetime, soest: Municipality) -> None:
    client = phone(event, soest, token_for(event.pk, Channel.HALL))
    assert client.post(ADDRESS).status_code == 302
    assert client.get(ADDRESS).status_code == 405
    assert client_of(None, soest).post("/abend/NIEMND/zeichen/").status_code == 404
    assert not DelayReading.objects.exists()
