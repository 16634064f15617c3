"""What a pilot is and where it stands."""

from enum import StrEnum


class PilotState(StrEnum):
    """Where a pilot stands; the order is that of the page."""

    STARTED = "started"
    RUNNING = "running"
    CALLED = "called"
    CHECKED = "checked"

    @property
    def label(self) -> str:
        return _STATES[self][0]

    @property
    def sentence(self) -> str:
        """What the state means for a reader."""
        return _STATES[self][1]

    @classmethod
    def of(cls, label: str) -> "PilotState":
        """The state with this German label. Raises ValueError for another word."""
        for state in cls:
            if state.label == label:
                return state
        raise ValueError(f"„{label}“ ist kein Stand eines Pilotprojekts.")


_STATES = {
    PilotState.STARTED: ("gestartet", "Diese Projekte haben begonnen."),
    PilotState.RUNNING: ("in Umsetzung", "Hier wird schon gebaut oder erprobt."),
    PilotState.CALLED: ("ausgeschrieben", "Hier wird gesucht, wer das Projekt durchführt."),
    PilotState.CHECKED: ("in Prüfung", "Hier ist noch zu klären, ob und wie es gehen kann."),
}


class Membership(StrEnum):
    """How sure it is that a project is one of the town's pilots."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    UNKNOWN = "unknown"
    INVENTED = "invented"

    @property
    def label(self) -> str:
        return _MEMBERSHIPS[self][0]

    @property
    def sentence(self) -> str:
        return _MEMBERSHIPS[self][1]


_MEMBERSHIPS = {
    Membership.CONFIRMED: ("belegt", "Öffentlich als Pilotprojekt belegt."),
    Membership.LIKELY: (
        "wahrscheinlich",
        "Öffentlich als eine der zehn Projektideen oder in der Presse belegt; das Übrige ist daraus erschlossen.",
    ),
    Membership.UNKNOWN: (
        "offen",
        "Öffentlich als Idee aus der Bürgerschaft belegt; ob sie zu den zehn Pilotprojekten gehört, ist offen.",
    ),
    Membership.INVENTED: ("Beispiel", "Frei erfunden, damit die Vorführung zehn Projekte zeigt."),
}


class NoteKind(StrEnum):
    """What a note about a pilot is."""

    FACT = "fact"
    OPEN = "open"
    SUCCESSOR = "successor"
    REGION = "region"
    ROLE_MODEL = "role_model"

    @property
    def label(self) -> str:
        return _NOTES[self]


_NOTES = {
    NoteKind.FACT: "Öffentlich bekannt",
    NoteKind.OPEN: "Noch nicht bekannt",
    NoteKind.SUCCESSOR: "Was daraus wurde",
    NoteKind.REGION: "In der Region",
    NoteKind.ROLE_MODEL: "Woraus sich lernen lässt",
}
