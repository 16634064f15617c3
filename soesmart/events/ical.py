"""An event as a file for calendars (RFC 5545). Its UID stays, so that a new version replaces the old one."""

from datetime import datetime, timedelta

from django.urls import reverse
from icalendar import Alarm, Calendar
from icalendar import Event as Entry

from soesmart.core.clock import BERLIN
from soesmart.events.models import Event
from soesmart.events.rules import EventState

BEFORE_DOORS = timedelta(hours=1)


def calendar_of(event: Event, *, base: str, at: datetime) -> bytes:
    """A calendar with this one event. base: address of the town, "https://soest.example"."""
    made = Calendar()
    made.add("prodid", "-//soesmart//Veranstaltungen//DE")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(entry_of(event, base=base, at=at))
    made.add_missing_timezones()
    return made.to_ical()


def entry_of(event: Event, *, base: str, at: datetime) -> Entry:
    """The event with doors, place and an alarm an hour before the doors open; CANCELLED when it was called off."""
    is_cancelled = event.state == EventState.CANCELLED
    made = Entry()
    made.add("uid", uid_of(event))
    made.add("sequence", event.revision)
    made.add("dtstamp", at)
    made.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    made.add("summary", f"Abgesagt: {event.title}" if is_cancelled else event.title)
    made.add("dtstart", event.starts_at.astimezone(BERLIN))
    made.add("dtend", event.ends_at.astimezone(BERLIN))
    made.add("url", base + reverse("event", args=[event.key]))
    made.add("description", _told(event, is_cancelled=is_cancelled))
    if event.place:
        made.add("location", ", ".join(part for part in (event.place, event.address) if part))
    if not is_cancelled:
        made.add_component(_alarm(event))
    return made


def uid_of(event: Event) -> str:
    """The same for ever, whatever is edited."""
    return f"veranstaltung-{event.nonce}@{event.municipality.slug}.soesmart"


def _told(event: Event, *, is_cancelled: bool) -> str:
    if is_cancelled:
        return event.cancelled_because or "Diese Veranstaltung ist abgesagt."
    doors = f"Einlass ab {event.doors_at.astimezone(BERLIN):%H:%M} Uhr."
    parts = [event.summary, doors, event.access_notes]
    return "\n\n".join(part for part in parts if part)


def _alarm(event: Event) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", event.title)
    made.add("trigger", event.doors_at - event.starts_at - BEFORE_DOORS)
    return made
