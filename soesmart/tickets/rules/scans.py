"""What the door does with what somebody shows, and the words for it. No Django."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from soesmart.tickets.rules.states import ScanOutcome

# A device may have been without a net for a whole evening, but no scan is older than that or from the future.
LONGEST_OFFLINE = timedelta(hours=24)
_REFERENCE = 8


class Reason(StrEnum):
    """Why a shown text belongs to no ticket of this event. FORGED: unreadable, cut off, or not signed by us."""

    FORGED = "forged"
    FOREIGN = "foreign"
    MISSPELLED = "misspelled"


@dataclass(frozen=True)
class TypedCode:
    """The code beside the QR: of a ticket, or without its number of a whole booking."""

    reference: str
    number: int | None


@dataclass(frozen=True)
class Words:
    """What the device shows. tone: good, bad, or look (somebody has to decide)."""

    tone: str
    title: str
    text: str


def read_typed(text: str) -> TypedCode | None:
    """ "acde fghj 2", "ACDE-FGHJ-2" or "ACDEFGHJ"; None when it cannot be such a code."""
    signs = re.sub(r"[\s\-‐-―_.]", "", text).upper()
    if not re.fullmatch(rf"[A-Z0-9]{{{_REFERENCE}}}[0-9]{{0,3}}", signs):
        return None
    return TypedCode(signs[:_REFERENCE], int(signs[_REFERENCE:]) if len(signs) > _REFERENCE else None)


def corrected(scanned: datetime, sent: datetime, received: datetime) -> datetime:
    """When a scan happened by the server's clock. scanned, sent: by the device's clock, however wrong it goes.

    Never later than it was received, and not more than a day before.
    """
    return received - max(timedelta(), min(LONGEST_OFFLINE, sent - scanned))


def words_for(
    outcome: ScanOutcome,
    *,
    place: str = "",
    reason: Reason = Reason.FORGED,
    first_at: str = "",
    first_door: str = "",
    came_late: bool = False,
) -> Words:
    """What somebody at the door reads in half a second. place: such as "Saal, Karte 2 von 3"; first_at: "18:02"."""
    if outcome == ScanOutcome.ADMITTED:
        late = " Der Platz war schon weitergegeben, es ist aber noch einer frei." if came_late else ""
        return Words("good", "Herein!", f"{place}.{late}")
    if outcome == ScanOutcome.DOUBLE:
        where = f" ({first_door})" if first_door else ""
        when = f"Diese Karte wurde um {first_at} Uhr{where} eingelassen." if first_at else "Diese Karte ist schon drin."
        return Words("bad", "Schon eingelassen", f"{when} {place}.")
    if outcome == ScanOutcome.FULL:
        text = f"{place}. Der Platz wurde weitergegeben, weil bis zur Frist niemand kam. Bitte an die Kasse."
        return Words("look", "Gerade kein Platz frei", text)
    return Words("bad", *_OTHERS.get(outcome, _UNKNOWN[reason]))


_OTHERS = {
    ScanOutcome.CANCELLED: ("Zurückgegeben", "Diese Karte wurde zurückgegeben und gilt nicht mehr."),
    ScanOutcome.UNDONE: ("Zurückgenommen", "Das Einlassen dieser Karte wurde zurückgenommen."),
}
_UNKNOWN = {
    Reason.FORGED: (
        "Keine gültige Karte",
        "Der Code ist nicht von uns oder nicht ganz zu lesen. Bitte noch einmal lesen oder tippen.",
    ),
    Reason.FOREIGN: ("Andere Veranstaltung", "Die Karte ist echt, gilt aber für eine andere Veranstaltung."),
    Reason.MISSPELLED: ("Nicht gefunden", "Zu diesem Code gibt es hier keine Karte. Bitte die Zeichen prüfen."),
}
