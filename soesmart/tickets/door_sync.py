"""What devices at the door send and hear: scans in portions, with the time by their own clock. JSON both ways."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Refused
from soesmart.tickets.models import DoorDevice
from soesmart.tickets.queries.door import Double, doubles_of, inside_of
from soesmart.tickets.rules.scans import corrected
from soesmart.tickets.services.checkin import Answer, Shown, check_in, undo_check_in

MOST_SCANS = 50
LONGEST_TEXT = 500


@dataclass(frozen=True)
class Sent:
    """A scan, or the wish to take one back. at: when, by the clock of the device."""

    nonce: uuid.UUID
    text: str
    at: datetime
    was_offline: bool
    undo: bool


@dataclass(frozen=True)
class Portion:
    """sent: when it was sent, by the same clock as the scans in it."""

    sent: datetime
    scans: Sequence[Sent]

    @property
    def is_at_the_door(self) -> bool:
        """Somebody stands there and waits: she gets her answer alone, the counts follow with the next beat."""
        return len(self.scans) == 1 and not self.scans[0].was_offline and not self.scans[0].undo


def read_portion(body: bytes) -> Portion:
    """Raises Refused for what no device of ours sends."""
    try:
        said = json.loads(body)
        scans = said["scans"]
        if len(scans) > MOST_SCANS:
            raise Refused("tickets.scans.many", f"Höchstens {MOST_SCANS} Scans auf einmal.")
        return Portion(_moment(said["sent"]), [_scan(one) for one in scans])
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        raise Refused(
            "tickets.scans.unreadable", "Diese Scans sind nicht zu lesen. Bitte die Seite neu laden."
        ) from None


def _scan(said: Any) -> Sent:
    if not isinstance(said, dict):
        raise TypeError("a scan has a name for each of its facts")
    text = str(said.get("text", ""))[:LONGEST_TEXT].replace("\0", "")
    nonce = uuid.UUID(str(said["nonce"]))
    return Sent(nonce, text, _moment(said["at"]), bool(said.get("offline")), bool(said.get("undo")))


def _moment(text: Any) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment


def take_in(device: DoorDevice, portion: Portion, at: datetime) -> list[dict[str, str]]:
    """Each scan in a transaction of its own, in the order in which it happened: a bad one holds up no other."""
    return [_answered(device, one, corrected(one.at, portion.sent, at), at) for one in portion.scans]


def _answered(device: DoorDevice, one: Sent, scanned_at: datetime, at: datetime) -> dict[str, str]:
    try:
        if one.undo:
            answer = undo_check_in(sale=device.sale, nonce=one.nonce, device=device, at=at)
        else:
            shown = Shown(one.text, one.nonce, scanned_at, one.was_offline)
            answer = check_in(sale=device.sale, shown=shown, device=device, at=at)
    except Refused as refusal:
        return {
            "nonce": str(one.nonce),
            "outcome": "refused",
            "tone": "bad",
            "title": "Abgelehnt",
            "text": refusal.text,
        }
    return (
        as_json(answer) if answer else {"nonce": str(one.nonce), "outcome": "gone", "tone": "", "title": "", "text": ""}
    )


def as_json(answer: Answer) -> dict[str, str]:
    words = vars(answer.words)
    return {"nonce": str(answer.scan.nonce), "outcome": str(answer.outcome), **words}


def state_of(device: DoorDevice) -> dict[str, Any]:
    """What the page shows besides: how many are inside, and who came in at two doors."""
    inside = inside_of(device.sale)
    doubles = [double_words(one) for one in doubles_of(device)]
    return {"inside": inside.inside, "expected": inside.expected, "doubles": doubles}


def double_words(double: Double) -> str:
    first, second = (f"{one.astimezone(BERLIN):%H:%M}" for one in (double.first_at, double.second_at))
    return f"{double.code}: {double.first_door} um {first} Uhr, noch einmal {double.second_door} um {second} Uhr."
