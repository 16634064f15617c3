"""Calendar files (RFC 5545) that a telephone or a mail program takes over."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry
from soesmart.region.models import Municipality


def calendar_file(town: Municipality, entries: Iterable[CalendarEntry], *, base: str, at: datetime) -> bytes:
    """The entries as one file with the rules of the time zone. base: address of the town, "https://soest.example"."""
    made = Calendar()
    made.add("prodid", "-//soesmart//Kalender//DE")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", f"Termine {town.name}")
    made.add("x-wr-calname", f"Termine {town.name}")
    for entry in entries:
        made.add_component(_event(town, entry, base, at))
    made.add_missing_timezones()
    return made.to_ical()


def _event(town: Municipality, entry: CalendarEntry, base: str, at: datetime) -> Event:
    made = Event()
    made.add("uid", f"{entry.uid}@{town.slug}.soesmart")
    made.add("dtstamp", at)
    made.add("summary", entry.title)
    made.add("dtstart", _local(entry.start))
    if entry.end is not None:
        made.add("dtend", _end(entry))
    made.add("categories", [entry.kind])
    made.add("url", base + entry.url)
    for name, text in (("location", entry.place), ("description", _description(entry))):
        if text:
            made.add(name, text)
    return made


def _end(entry: CalendarEntry) -> date | datetime:
    assert entry.end is not None
    if isinstance(entry.start, datetime) or isinstance(entry.end, datetime):
        return _local(entry.end)
    # A whole day ends, for iCal, with the beginning of the next one.
    return entry.end + timedelta(days=1)


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(BERLIN) if isinstance(moment, datetime) else moment


def _description(entry: CalendarEntry) -> str:
    parts = [entry.text, "Beispielwert: frei gesetzt für die Vorführung." if entry.invented else ""]
    parts.append(f"Quelle: {entry.source}" if entry.source else "")
    return "\n\n".join(part for part in parts if part)
