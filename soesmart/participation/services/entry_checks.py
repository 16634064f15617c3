"""What is wrong with opinions that are entered in bulk: found for all rows before anything is stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Refused
from soesmart.participation.credentials import Credential
from soesmart.participation.models import Campaign, Idea, Window
from soesmart.participation.rules import Channel, FormatState, Right, Span, Visibility, Who
from soesmart.participation.rules.opinions import Ballot, amount_german, fault_of
from soesmart.participation.services.voices import DOORS
from soesmart.region.models import District

DOOR = {
    Who.ANYONE: "Hier fehlt, von wem die Meinung ist.",
    Who.EMAIL: "In dieser Beteiligung zählt eine bestätigte E-Mail-Adresse oder eine Papierkarte.",
    Who.CODE: "In dieser Beteiligung zählt ein Code aus dem Brief oder eine Papierkarte.",
    Who.PERSON: "In dieser Beteiligung zählt ein Konto oder eine Papierkarte.",
}
HIDDEN = {
    Visibility.MERGED: "Idee {} wurde mit einer anderen zusammengelegt. Bitte deren Nummer eintragen.",
    Visibility.HELD: "Idee {} ist noch nicht freigegeben.",
}
FIRST_ERRORS = 3
RESOLUTION = timedelta(microseconds=1)


@dataclass(frozen=True)
class RecordedOpinion:
    """What somebody said of idea `number` on `channel` at `given_at`; district and age band as far as she said them."""

    credential: Credential
    number: int
    value: int
    important: bool = False
    channel: Channel = Channel.PAPER
    given_at: datetime | None = None
    district: District | None = None
    age_band: str = ""


class EntryErrors(Refused):
    """errors: (place of the row, counted from 1; German sentence), in order; nothing was stored."""

    def __init__(self, errors: Sequence[tuple[int, str]]) -> None:
        self.errors = sorted(errors)
        first = " ".join(f"Zeile {place}: {text}" for place, text in self.errors[:FIRST_ERRORS])
        super().__init__("participation.entry.rows", f"Nichts wurde gespeichert. {first}", "file")


def check_rows(campaign: Campaign, ballot: Ballot, rows: Iterable[RecordedOpinion], at: datetime) -> dict[int, Idea]:
    """The ideas by number. EntryErrors unless every row has a visible idea, a value, a door and a day. Two queries."""
    if campaign.state != FormatState.PUBLISHED:
        raise Refused("participation.campaign.closed", "Meinungen nimmt nur eine veröffentlichte Beteiligung an.")
    spans = voice_spans(campaign)
    ideas = {idea.number: idea for idea in Idea.objects.filter(campaign=campaign)}
    checks = (
        _idea_fault(ideas),
        lambda row: fault_of(ballot, row.value),
        lambda row: "" if row.credential.kind in DOORS[Who(campaign.who)] else DOOR[Who(campaign.who)],
        lambda row: "" if row.credential.secret.strip() else DOOR[Who.ANYONE],
        _day_fault(spans, at),
    )
    if errors := list(_faults(rows, checks)):
        raise EntryErrors(errors)
    return ideas


def voice_spans(campaign: Campaign) -> list[Span]:
    """When opinions are or were taken. One query."""
    windows = Window.objects.filter(campaign=campaign, right=Right.VOICE)
    return [Span(row.opens_at, row.closes_at) for row in windows]


def moment_on(day: date, spans: Sequence[Span], at: datetime) -> datetime:
    """The moment that stands for a day of which no hour is known: noon, or what of the day is in a window and past."""
    begin = datetime.combine(day, time(), BERLIN)
    noon, end = begin + timedelta(hours=12), begin + timedelta(days=1)
    for span in spans:
        first, last = max(span.opens_at, begin), min(span.closes_at, end, at + RESOLUTION)
        if first < last:
            return min(max(noon, first), last - RESOLUTION)
    return noon


def _faults(
    rows: Iterable[RecordedOpinion], checks: Iterable[Callable[[RecordedOpinion], str]]
) -> Iterator[tuple[int, str]]:
    checks = tuple(checks)
    for place, row in enumerate(rows, start=1):
        yield from ((place, fault) for check in checks if (fault := check(row)))


def _idea_fault(ideas: Mapping[int, Idea]) -> Callable[[RecordedOpinion], str]:
    def fault(row: RecordedOpinion) -> str:
        idea = ideas.get(row.number)
        if idea is None:
            return f"Eine Idee {row.number} gibt es in dieser Beteiligung nicht."
        if idea.visibility == Visibility.VISIBLE:
            return ""
        return HIDDEN.get(Visibility(idea.visibility), "Idee {} ist nicht öffentlich.").format(row.number)

    return fault


def _day_fault(spans: Sequence[Span], at: datetime) -> Callable[[RecordedOpinion], str]:
    def fault(row: RecordedOpinion) -> str:
        given_at = row.given_at or at
        if given_at > at:
            return "Der Tag liegt in der Zukunft."
        if any(span.is_open(given_at) for span in spans):
            return ""
        return "An diesem Tag wurden keine Meinungen angenommen."

    return fault


def check_limits(ballot: Ballot, totals: Iterable[tuple[int, int]]) -> None:
    """EntryErrors when a voice gave more than it has. totals: row to which that is told, and what the voice gives."""
    if not ballot.is_shared_out:
        return
    most = amount_german(ballot, ballot.limit)
    errors = [
        (place, f"Diese Stimme vergibt damit {amount_german(ballot, total)}, höchstens {most} sind möglich.")
        for place, total in totals
        if total > ballot.limit
    ]
    if errors:
        raise EntryErrors(errors)
