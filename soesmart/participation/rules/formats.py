"""What a phase offers to take part in, when, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise


class FormatState(StrEnum):
    """How far a campaign or questionnaire is. Only PUBLISHED ones have open windows."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        return {"draft": "Entwurf", "published": "veröffentlicht", "archived": "abgelegt"}[self.value]


class Right(StrEnum):
    """What a window of a campaign opens and closes."""

    SUBMIT = "submit"
    VOICE = "voice"
    COMMENT = "comment"
    MODERATE = "moderate"

    @property
    def label(self) -> str:
        return _RIGHTS[self]


_RIGHTS = {
    Right.SUBMIT: "Ideen einreichen",
    Right.VOICE: "Meinung sagen",
    Right.COMMENT: "Kommentieren",
    Right.MODERATE: "Moderieren",
}


class Voting(StrEnum):
    """How people say what they think of an idea."""

    AGREE = "agree"
    SUPPORT = "support"
    POINTS = "points"
    BUDGET = "budget"
    STARS = "stars"
    COMMENT = "comment"

    @property
    def label(self) -> str:
        return _VOTINGS[self]


_VOTINGS = {
    Voting.AGREE: "Zustimmen, ablehnen, überspringen",
    Voting.SUPPORT: "Unterstützen",
    Voting.POINTS: "Punkte vergeben",
    Voting.BUDGET: "Spielgeld verteilen",
    Voting.STARS: "Sterne geben",
    Voting.COMMENT: "Nur kommentieren",
}


class Who(StrEnum):
    """Who may take part, from the widest to the narrowest door."""

    ANYONE = "anyone"
    EMAIL = "email"
    CODE = "code"
    PERSON = "person"

    @property
    def label(self) -> str:
        return _WHO[self]


_WHO = {
    Who.ANYONE: "Alle, ohne Anmeldung",
    Who.EMAIL: "Alle mit bestätigter E-Mail-Adresse",
    Who.CODE: "Alle mit einem Code aus dem Brief",
    Who.PERSON: "Alle mit einem Konto",
}


class ResultsShown(StrEnum):
    """When the public sees the results; the office always does."""

    ALWAYS = "always"
    AFTER_END = "after_end"

    @property
    def label(self) -> str:
        return {"always": "laufend", "after_end": "erst nach dem Ende"}[self.value]


class Channel(StrEnum):
    """The way on which an idea, an opinion or a comment came in."""

    ONLINE = "online"
    PAPER = "paper"
    EVENT = "event"
    WORKSHOP = "workshop"

    @property
    def label(self) -> str:
        return {"online": "Online", "paper": "Papier", "event": "Veranstaltung", "workshop": "Werkstatt"}[self.value]


@dataclass(frozen=True)
class Span:
    """A window: open from `opens_at` up to, but without, `closes_at`."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


def overlapping(spans: Iterable[Span]) -> tuple[Span, Span] | None:
    """The first two windows that are open at the same moment, in order of their beginning; None when none are."""
    row = sorted(spans, key=lambda span: (span.opens_at, span.closes_at))
    return next(((one, two) for one, two in pairwise(row) if two.opens_at < one.closes_at), None)


@dataclass(frozen=True)
class AnswerTime:
    """The promise of a campaign: every idea is answered within `days` after it came in."""

    days: int

    def due(self, received_at: datetime) -> datetime:
        return received_at + timedelta(days=self.days)
