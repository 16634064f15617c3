"""Dates as a town knows them: a year, a month, a day, or a moment."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self

from soesmart.core.dates import format_partial_date

_HELP = "Bitte so schreiben: 2019 oder 2.2021 oder 18.7.2020 oder 30.7.2020 18:00"
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?")

_TYPED = re.compile(r"(?:(?:(\d{1,2})\. ?)?(\d{1,2})\. ?)?(\d{4})(?:,? +(\d{1,2})[:.](\d{2})(?: Uhr)?)?")


@dataclass(frozen=True)
class PartialDate:
    """A point in time as exact as it is known: "2019", "2021-02", "2020-07-18", "2020-07-30T18:00" (local time)."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: time | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """From "2020-07-30T18:00" or as people type it: "30.7.2020 18:00", "2.2021", "2019". ValueError in German."""
        compact = " ".join(text.split())
        if iso := _ISO.fullmatch(compact):
            year, month, day, hour, minute = iso.groups()
        elif typed := _TYPED.fullmatch(compact):
            day, month, year, hour, minute = typed.groups()
        else:
            raise ValueError(_HELP)
        try:
            date(int(year), int(month or 1), int(day or 1))
            moment = time(int(hour), int(minute)) if hour else None
        except ValueError:
            raise ValueError(_HELP) from None
        if moment and not day:
            raise ValueError(_HELP)
        return cls(int(year), int(month) if month else None, int(day) if day else None, moment)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        if self.day:
            return self.first_day
        following = date(self.year + 1, 1, 1) if (self.month or 12) == 12 else date(self.year, (self.month or 0) + 1, 1)
        return following - timedelta(days=1)

    def german(self) -> str:
        """ "2019", "Februar 2021", "18. Juli 2020", "30. Juli 2020, 18 Uhr"."""
        day = format_partial_date(self.iso().partition("T")[0])
        return f"{day}, {clock_german(self.clock)} Uhr" if self.clock else day

    def iso(self) -> str:
        """The text from which it was read; also what a `<time>` element wants."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts) + (f"T{self.clock:%H:%M}" if self.clock else "")

    def typed(self) -> str:
        """As a person would type it into a form: "2019", "2.2021", "30.7.2020 18:00"."""
        parts = ".".join(str(part) for part in (self.day, self.month, self.year) if part)
        return f"{parts} {self.clock:%H:%M}" if self.clock else parts


def clock_german(moment: time) -> str:
    """ "18" or "17:45"."""
    return f"{moment.hour}:{moment.minute:02}" if moment.minute else str(moment.hour)


def span_german(start: PartialDate, end: PartialDate | None) -> str:
    """A range without repeating what both ends share: "25. bis 29. August 2020", "30. Juli 2020, 18 bis 19 Uhr"."""
    if end is None or end == start:
        return start.german()
    if start.clock and end.clock and start.first_day == end.first_day:
        day = PartialDate(start.year, start.month, start.day).german()
        return f"{day}, {clock_german(start.clock)} bis {clock_german(end.clock)} Uhr"
    if start.day and end.day and (start.year, start.month) == (end.year, end.month) and not (start.clock or end.clock):
        return f"{start.day}. bis {end.german()}"
    alike = bool(start.day) == bool(end.day)
    if start.month and end.month and alike and start.year == end.year and not (start.clock or end.clock):
        return f"{start.german().removesuffix(f' {start.year}')} bis {end.german()}"
    return f"{start.german()} bis {end.german()}"


def moment_of(part: PartialDate, zone: object) -> date | datetime:
    """A day, or with a time an aware datetime in `zone` (a tzinfo)."""
    if part.clock is None:
        return part.first_day
    return datetime.combine(part.first_day, part.clock, tzinfo=zone)  # type: ignore[arg-type]


class MilestoneKind(StrEnum):
    """What happens on a date of the way."""

    WORKSHOP = "workshop"
    CAMPAIGN = "campaign"
    HYBRID_EVENT = "hybrid_event"
    TOUR = "tour"
    TOUR_STOP = "tour_stop"
    SURVEY = "survey"
    COUNCIL_DECISION = "council_decision"
    CONFERENCE = "conference"
    REPORT = "report"
    MILESTONE = "milestone"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {
    MilestoneKind.WORKSHOP: "Werkstatt",
    MilestoneKind.CAMPAIGN: "Beteiligung",
    MilestoneKind.HYBRID_EVENT: "Abend im Saal und im Netz",
    MilestoneKind.TOUR: "Tour",
    MilestoneKind.TOUR_STOP: "Tourstopp",
    MilestoneKind.SURVEY: "Umfrage",
    MilestoneKind.COUNCIL_DECISION: "Beschluss des Rats",
    MilestoneKind.CONFERENCE: "Konferenz",
    MilestoneKind.REPORT: "Bericht",
    MilestoneKind.MILESTONE: "Meilenstein",
}


class PhaseState(StrEnum):
    """Where a phase lies, seen from a day."""

    PAST = "past"
    NOW = "now"
    COMING = "coming"


def phase_state(first_day: date, last_day: date, today: date) -> PhaseState:
    if today < first_day:
        return PhaseState.COMING
    return PhaseState.NOW if today <= last_day else PhaseState.PAST


@dataclass(frozen=True)
class Stretch:
    """The days of a phase, both ends included."""

    name: str
    first_day: date
    last_day: date


def quarrel(new: Stretch, others: Iterable[Stretch]) -> str:
    """Why the days of `new` make no sense beside the others, in German; "" when they do.

    Phases may overlap at their edges (a town begins to act while it still words its goals), but the way stays a line:
    no two begin on the same day, and none lies inside another.
    """
    for other in others:
        if new.first_day == other.first_day:
            return f"An diesem Tag beginnt schon der Abschnitt „{other.name}“. Bitte einen anderen Beginn wählen."
        if other.first_day < new.first_day and new.last_day <= other.last_day:
            return f"Der Abschnitt läge ganz in „{other.name}“. Bitte früher beginnen oder später enden lassen."
        if new.first_day < other.first_day and other.last_day <= new.last_day:
            return f"Der Abschnitt „{other.name}“ läge ganz darin. Bitte später beginnen oder früher enden lassen."
    return ""
