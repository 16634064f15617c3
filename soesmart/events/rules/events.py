"""An event with a hall and a stream: its states, and what its page shows at a moment."""

from datetime import datetime, timedelta
from enum import StrEnum


class EventState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    EventState.DRAFT: "Entwurf",
    EventState.PUBLISHED: "veröffentlicht",
    EventState.CANCELLED: "abgesagt",
    EventState.ARCHIVED: "abgelegt",
}


class StreamKind(StrEnum):
    """NONE: no stream. EMBED: a page of another host in a frame, after consent. HLS: a playlist (RFC 8216)."""

    NONE = "none"
    EMBED = "embed"
    HLS = "hls"

    @property
    def label(self) -> str:
        return _STREAMS[self]


_STREAMS = {
    StreamKind.NONE: "kein Stream",
    StreamKind.EMBED: "eingebettete Seite, nach Zustimmung",
    StreamKind.HLS: "HLS-Adresse (.m3u8)",
}


class Entry(StrEnum):
    """What makes somebody in the hall one voter: the device that joined, or a ticket that was checked in."""

    DEVICE = "device"
    TICKET = "ticket"

    @property
    def label(self) -> str:
        return _ENTRIES[self]


_ENTRIES = {Entry.DEVICE: "eine Stimme je Gerät", Entry.TICKET: "im Saal eine Stimme je Karte"}


class Channel(StrEnum):
    """Where a voter sits. The result is told for both together and for each."""

    HALL = "hall"
    STREAM = "stream"

    @property
    def label(self) -> str:
        return {"hall": "Saal", "stream": "Stream"}[self.value]


class TrackKind(StrEnum):
    CAPTIONS = "captions"
    SIGN_LANGUAGE = "sign_language"
    AUDIO_DESCRIPTION = "audio_description"
    PLAIN_LANGUAGE = "plain_language"
    TRANSLATION = "translation"

    @property
    def label(self) -> str:
        return _TRACKS[self]


_TRACKS = {
    TrackKind.CAPTIONS: "Untertitel",
    TrackKind.SIGN_LANGUAGE: "Gebärdensprache",
    TrackKind.AUDIO_DESCRIPTION: "Audiobeschreibung",
    TrackKind.PLAIN_LANGUAGE: "Leichte Sprache",
    TrackKind.TRANSLATION: "Übersetzung",
}


class Moment(StrEnum):
    """What the page of an event turns to by itself."""

    ANNOUNCED = "announced"
    COUNTDOWN = "countdown"
    DOORS = "doors"
    RUNNING = "running"
    OVER = "over"


COUNTDOWN_BEGINS = timedelta(hours=24)


def moment_at(at: datetime, *, doors: datetime, starts: datetime, ends: datetime) -> Moment:
    """Where an event stands at a moment. The countdown begins a day before the doors open."""
    if at >= ends:
        return Moment.OVER
    if at >= starts:
        return Moment.RUNNING
    if at >= doors:
        return Moment.DOORS
    return Moment.COUNTDOWN if at >= doors - COUNTDOWN_BEGINS else Moment.ANNOUNCED
