"""The date of an event for calendars: one entry that later versions replace."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from soesmart.core import clock
from soesmart.events.models import Event
from soesmart.events.rules import EventState
from soesmart.events.tests.evenings import an_event
from soesmart.region.models import Municipality
from tests.clients import ClientFor


@pytest.fixture
def event(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at, address="Isenacker 5")


def entry(client_for: ClientFor, at: datetime) -> Any:
    with clock.stopped_at(at):
        answer = client_for().get("/veranstaltungen/zukunftsreise/termin.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (found,) = Calendar.from_ical(answer.content).walk("VEVENT")
    return found


def test_the_file_says_when_where_and_when_the_doors_open(event: Event, at: datetime, client_for: ClientFor) -> None:
    found = entry(client_for, at)
    assert found.decoded("dtstart") == event.starts_at
    assert found.decoded("dtend") == event.ends_at
    assert found["location"] == "Kulturgräfte, Isenacker 5"
    assert "Einlass ab 11:35 Uhr." in found["description"]
    assert found["url"] == "http://soest.localhost/veranstaltungen/zukunftsreise/"
    (alarm,) = found.walk("VALARM")
    assert alarm.decoded("trigger") == -timedelta(hours=1, minutes=15)


def test_the_name_of_the_entry_stays_and_its_version_grows(event: Event, at: datetime, client_for: ClientFor) -> None:
    before = entry(client_for, at)
    Event.objects.update(title="Anders genannt", key="zukunftsreise", revision=7)
    after = entry(client_for, at)
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (1, 7)


def test_a_cancelled_event_takes_the_date_back(event: Event, at: datetime, client_for: ClientFor) -> None:
    Event.objects.update(state=EventState.CANCELLED, cancelled_because="Sturm")
    found = entry(client_for, at)
    assert (found["status"], found["summary"]) == ("CANCELLED", "Abgesagt: Eine Zukunftsreise")
    assert "Sturm" in found["description"]
    assert not found.walk("VALARM")


def test_a_line_break_in_a_title_makes_no_second_entry(event: Event, at: datetime, client_for: ClientFor) -> None:
    Event.objects.update(title="Abend\r\nEND:VEVENT\r\nBEGIN:VEVENT")
    assert "END:VEVENT" in str(entry(client_for, at)["summary"])
