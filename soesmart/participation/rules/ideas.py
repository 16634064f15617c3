"""Where an idea stands, who wrote it, who sees it."""

from enum import StrEnum


class AuthorRole(StrEnum):
    """As whom somebody speaks."""

    RESIDENT = "resident"
    COUNCIL = "council"
    ADMINISTRATION = "administration"

    @property
    def label(self) -> str:
        return {"resident": "Bürgerschaft", "council": "Rat", "administration": "Verwaltung"}[self.value]


class Visibility(StrEnum):
    """Who sees an idea or a comment. VISIBLE: all. The others: the author and the moderators."""

    VISIBLE = "visible"
    HELD = "held"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"

    @property
    def label(self) -> str:
        return _VISIBILITIES[self]


_VISIBILITIES = {
    Visibility.VISIBLE: "sichtbar",
    Visibility.HELD: "wird geprüft",
    Visibility.REMOVED: "entfernt",
    Visibility.WITHDRAWN: "zurückgezogen",
    Visibility.MERGED: "zusammengelegt",
}


class IdeaState(StrEnum):
    """How far the town is with an idea, in the order of the way."""

    RECEIVED = "received"
    CHECKED = "checked"
    ANSWERED = "answered"
    PILOT = "pilot"
    GOAL = "goal"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    IdeaState.RECEIVED: "Eingegangen",
    IdeaState.CHECKED: "Wird geprüft",
    IdeaState.ANSWERED: "Beantwortet",
    IdeaState.PILOT: "Teil eines Pilotprojekts",
    IdeaState.GOAL: "Teil eines Ziels",
}


class StepKind(StrEnum):
    """A step on the public way of an idea. The first five are states; the others tell what was done to the text."""

    RECEIVED = "received"
    CHECKED = "checked"
    ANSWERED = "answered"
    PILOT = "pilot"
    GOAL = "goal"
    MERGED = "merged"
    SPLIT = "split"
    EDITED = "edited"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STEPS = {
    StepKind.RECEIVED: "Eingegangen",
    StepKind.CHECKED: "Wird geprüft",
    StepKind.ANSWERED: "Beantwortet",
    StepKind.PILOT: "Teil eines Pilotprojekts",
    StepKind.GOAL: "Teil eines Ziels",
    StepKind.MERGED: "Zusammengelegt",
    StepKind.SPLIT: "Aufgeteilt",
    StepKind.EDITED: "Text geändert",
}


class CommentKind(StrEnum):
    """What a comment wants to be."""

    QUESTION = "question"
    REMARK = "remark"
    SUGGESTION = "suggestion"

    @property
    def label(self) -> str:
        return {"question": "Frage", "remark": "Anmerkung", "suggestion": "Vorschlag"}[self.value]
