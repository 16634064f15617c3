"""What the hall sees, and how far a round of voting is."""

from datetime import datetime
from enum import StrEnum

from soesmart.events.rules.events import Channel


class Showing(StrEnum):
    """What projector and phones show. HOUSE: the resting image. STOPPED: the evening is interrupted."""

    HOUSE = "house"
    SCENE = "scene"
    QUESTION = "question"
    RESULT = "result"
    QUESTIONS = "questions"
    JOIN = "join"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return _SHOWN[self]


_SHOWN = {
    Showing.HOUSE: "Haus",
    Showing.SCENE: "Szene",
    Showing.QUESTION: "Frage",
    Showing.RESULT: "Ergebnis",
    Showing.QUESTIONS: "Fragen aus dem Publikum",
    Showing.JOIN: "Mitmachen (QR)",
    Showing.STOPPED: "Unterbrochen",
}


class RoundState(StrEnum):
    """OPEN: ballots are taken (also while the time of closing is already set). CLOSED: the marker has passed.
    COUNTED: recounted from the ballots and sealed. DISCARDED: reset, its ballots count for nothing."""

    OPEN = "open"
    CLOSED = "closed"
    COUNTED = "counted"
    DISCARDED = "discarded"

    @property
    def label(self) -> str:
        return _ROUNDS[self]


_ROUNDS = {
    RoundState.OPEN: "offen",
    RoundState.CLOSED: "geschlossen",
    RoundState.COUNTED: "ausgezählt",
    RoundState.DISCARDED: "verworfen",
}


def is_taken(
    channel: Channel,
    arrived: datetime,
    *,
    hall_opens: datetime,
    stream_opens: datetime,
    hall_closes: datetime | None,
    stream_closes: datetime | None,
) -> bool:
    """Whether a ballot that reached the server at `arrived` is in time where its voter sits.

    The stream sees the hall later by its delay: it opens and closes later by as much, so both have the same time.
    Only the server's clock counts.
    """
    opens, closes = (hall_opens, hall_closes) if channel == Channel.HALL else (stream_opens, stream_closes)
    return opens <= arrived and (closes is None or arrived < closes)
