"""A ballot on its way into the box, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from soesmart.events.credentials import Voter


class Status(StrEnum):
    """STORED: now in the database. AGAIN: it was there already, sent twice. All others: nothing was stored."""

    STORED = "stored"
    AGAIN = "again"
    ALREADY = "already"
    LATE = "late"
    EARLY = "early"
    UNKNOWN = "unknown"


class Paper(NamedTuple):
    """A ballot that reached the server. choice: canonical; nonce: of the form, the same when it is sent again."""

    event: int
    round: int
    voter: Voter
    nonce: str
    choice: str
    arrived_at: datetime


class Outcome(NamedTuple):
    """receipt: "" unless the ballot is stored."""

    status: Status
    receipt: str = ""


TEXTS = {
    Status.STORED: "Ihre Stimme ist gespeichert.",
    Status.AGAIN: "Ihre Stimme ist gespeichert. Sie zählt einmal.",
    Status.ALREADY: "Sie haben hier schon abgestimmt. Ihre erste Stimme zählt.",
    Status.LATE: "Diese Abstimmung ist geschlossen. Ihre Stimme kam zu spät und zählt nicht.",
    Status.EARLY: "Diese Abstimmung beginnt gleich. Bitte senden Sie Ihre Stimme dann noch einmal.",
    Status.UNKNOWN: "Diese Abstimmung gibt es hier nicht. Bitte laden Sie die Seite neu.",
}
