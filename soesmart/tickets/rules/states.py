"""The states of places, bookings, tickets and of the waiting list."""

from enum import StrEnum


class Source(StrEnum):
    """Where a contingent is sold, and where a booking was made."""

    ONLINE = "online"
    BOX_OFFICE = "box_office"
    WAITING_LIST = "waiting_list"

    @property
    def label(self) -> str:
        return {"online": "online", "box_office": "Kasse", "waiting_list": "Warteliste"}[self.value]


class BookingState(StrEnum):
    BOOKED = "booked"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"booked": "gebucht", "cancelled": "zurückgegeben"}[self.value]


class TicketState(StrEnum):
    """RELEASED: not shown up in time, its place was given on; who still comes is let in if there is room."""

    VALID = "valid"
    USED = "used"
    CANCELLED = "cancelled"
    RELEASED = "released"

    @property
    def label(self) -> str:
        return _TICKETS[self]


_TICKETS = {
    TicketState.VALID: "gültig",
    TicketState.USED: "eingelassen",
    TicketState.CANCELLED: "zurückgegeben",
    TicketState.RELEASED: "verfallen",
}


class WaitingState(StrEnum):
    """OFFERED: places are held for this entry until its offer expires."""

    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    EXPIRED = "expired"
    LEFT = "left"

    @property
    def label(self) -> str:
        return _WAITING[self]


_WAITING = {
    WaitingState.WAITING: "wartet",
    WaitingState.OFFERED: "hat ein Angebot",
    WaitingState.TAKEN: "hat angenommen",
    WaitingState.EXPIRED: "Angebot abgelaufen",
    WaitingState.LEFT: "hat sich abgemeldet",
}


class ScanOutcome(StrEnum):
    """What the door did with a scanned ticket. DOUBLE: it had been let in before, elsewhere or earlier.

    FULL: its place had been given on, and no other was free.
    """

    ADMITTED = "admitted"
    DOUBLE = "double"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"
    FULL = "full"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        return _SCANS[self]


_SCANS = {
    ScanOutcome.ADMITTED: "eingelassen",
    ScanOutcome.DOUBLE: "war schon drin",
    ScanOutcome.CANCELLED: "Karte zurückgegeben",
    ScanOutcome.UNKNOWN: "unbekannte Karte",
    ScanOutcome.FULL: "Platz weitergegeben, Saal voll",
    ScanOutcome.UNDONE: "zurückgenommen",
}
