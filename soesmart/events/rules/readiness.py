"""What an event still lacks before it may be published. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from soesmart.events.rules.events import StreamKind
from soesmart.events.rules.templates import PLACEHOLDERS
from soesmart.participation.rules.readiness import Missing

WORDS, STREAM, AGENDA = "office_event_words", "office_event_stream", "office_event_agenda"


@dataclass(frozen=True)
class Prepared:
    """What is there of an event. short: titles of items with fewer than two answers to choose from."""

    title: str
    summary: str
    text: str
    place: str
    access_notes: str
    contact: str
    ends_at: datetime
    stream: StreamKind
    stream_url: str
    stream_host: str
    scenes: int
    short: Sequence[str] = ()


def missing_in(plan: Prepared, at: datetime) -> list[Missing]:
    """In the order of the office's pages; empty when the event may be published."""
    return [*_words(plan, at), *_place(plan), *_stream(plan), *_agenda(plan)]


def _words(plan: Prepared, at: datetime) -> Iterator[Missing]:
    if not plan.summary.strip():
        yield Missing("summary", WORDS, "Die Zusammenfassung fehlt. Sie steht in Listen und in der Suche.")
    if not plan.contact.strip():
        yield Missing("contact", WORDS, "Es fehlt, wer Fragen beantwortet.")
    if plan.ends_at <= at:
        yield Missing("times", WORDS, "Das Ende liegt schon zurück.")
    for what in ("summary", "text", "place", "access_notes", "contact"):
        if left := next((mark for mark in PLACEHOLDERS if mark in getattr(plan, what)), ""):
            yield Missing(what, WORDS, f"Aus der Vorlage steht noch „{left}“ da. Bitte durch eigene Worte ersetzen.")


def _place(plan: Prepared) -> Iterator[Missing]:
    if not plan.place.strip() and plan.stream == StreamKind.NONE:
        yield Missing("place", WORDS, "Es fehlt, wo die Veranstaltung ist: ein Ort, ein Stream oder beides.")
    if plan.place.strip() and not plan.access_notes.strip():
        yield Missing("access", WORDS, "Es fehlt, was zur Barrierefreiheit des Ortes zu wissen ist.")


def _stream(plan: Prepared) -> Iterator[Missing]:
    if plan.stream != StreamKind.NONE and not plan.stream_url:
        yield Missing("stream", STREAM, "Die Adresse des Streams fehlt.")
    if plan.stream == StreamKind.EMBED and not plan.stream_host.strip():
        yield Missing("host", STREAM, "Es fehlt, wer den Stream zeigt: Der Name steht in der Frage nach Zustimmung.")


def _agenda(plan: Prepared) -> Iterator[Missing]:
    if not plan.scenes:
        yield Missing("scenes", AGENDA, "Der Ablauf hat noch keine Szene.")
    for title in plan.short:
        yield Missing("options", AGENDA, f"Zu „{title[:80]}“ fehlen Antworten: Es braucht mindestens zwei.")
