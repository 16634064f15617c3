"""What is due: what waits for somebody and what the strategy still lacks, as links to where it is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from soesmart.core import clock
from soesmart.core.module import Task
from soesmart.strategy.access import is_contact, is_named, is_writer
from soesmart.strategy.due_days import SOON, when_due
from soesmart.strategy.models import Version
from soesmart.strategy.office import reads
from soesmart.strategy.queries.due import Waits, waiting
from soesmart.strategy.queries.duties import duties_of
from soesmart.strategy.rules import VersionState

# A value is due when the newest one is of a year before the one that ended last.
NEWEST_MAY_LAG = 2
MOST_NAMED = 5
# One, several, the page where it is done and its query.
SAID = {
    Waits.VALUES: (
        "weiterer Wert ist überfällig",
        "weitere Werte sind überfällig",
        "strategy-office-duties",
        "?nur=ueberfaellig",
    ),
    Waits.DELIVERIES: (
        "Lieferung von Werten wartet auf Entscheidung",
        "Lieferungen von Werten warten auf Entscheidung",
        "strategy-office-deliveries",
        "",
    ),
    Waits.QUESTIONS: (
        "Frage zu einem Ziel wartet auf Antwort",
        "Fragen zu Zielen warten auf Antwort",
        "strategy-office-questions",
        "",
    ),
    Waits.SOURCES: (
        "Quelle ließ sich nicht abrufen",
        "Quellen ließen sich nicht abrufen",
        "strategy-office-sources",
        "",
    ),
    Waits.REPORTS: ("Bericht ist in Arbeit", "Berichte sind in Arbeit", "strategy-office-reports", ""),
    Waits.BARE_GOALS: ("Ziel ohne Kennzahl", "Ziele ohne Kennzahl", "strategy-office-indicators", ""),
    Waits.GOALS_OF_NOBODY: (
        "Ziel ohne zuständige Stelle",
        "Ziele ohne zuständige Stelle",
        "strategy-office-draft",
        "?ohne=stelle",
    ),
    Waits.OLD_INDICATORS: (
        "Kennzahl ohne Wert seit {since}",
        "Kennzahlen ohne Wert seit {since}",
        "strategy-office-indicators",
        "?nur=faellig",
    ),
}


@dataclass(frozen=True)
class Due:
    """One thing to do: a sentence with its count and the page where it is done."""

    text: str
    url: str


def due_on_first_page() -> list[Due]:
    """What the office's first page says: the next step of the version in work, and what is missing. Three queries."""
    bench = reads.bench()
    return [*_next_step(bench.work), *due(bench.work or bench.current)]


def due_for_contact(request: HttpRequest) -> list[Due]:
    """What a contact has to deliver soon or should have; one query for her. Officers see all that is overdue anyway."""
    if is_writer(request) or not is_contact(request):
        return []
    today = clock.today()
    rows = duties_of(request.user).filter(due_on__lte=today + SOON, waits_=False)[:MOST_NAMED]  # type: ignore[arg-type]
    return [
        Due(f"{row.name}: {when_due(row.due_on, today)}", reverse("strategy-office-duty-value", args=[row.key]))
        for row in rows
        if row.due_on
    ]


def tasks_of_contact(request: HttpRequest) -> Iterator[Task]:
    """How many values a contact owes, with or without her second step; one query for her."""
    if is_writer(request) or not is_named(request):
        return
    today = clock.today()
    owed = duties_of(request.user).filter(waits_=False)  # type: ignore[arg-type]
    days = list(owed.filter(due_on__lte=today + SOON).values_list("due_on", flat=True))
    late = sum(day <= today for day in days)
    words = [f"{late} fällig"] * bool(late) + [f"{len(days) - late} bald fällig"] * (late < len(days))
    yield Task(f"Meine Werte: {', '.join(words) or 'zurzeit nichts fällig'}", reverse("strategy-office-mine"))


def _next_step(work: Version | None) -> list[Due]:
    if work is None:
        return []
    step = {
        VersionState.SUBMITTED: "wartet auf die Freigabe durch eine zweite Person",
        VersionState.APPROVED: "ist freigegeben und kann veröffentlicht werden",
        VersionState.DRAFT: "wurde zurückgegeben" if work.return_reason else "ist in Arbeit",
    }[VersionState(work.state)]
    return [Due(f"Fassung {work.label} {step}", reverse("strategy-office"))]


def due(version: Version | None) -> list[Due]:
    """Overdue values by name, what else waits, and what the strategy lacks. Two queries."""
    today = clock.today()
    since = today.year - NEWEST_MAY_LAG
    found = waiting(version, today, most=MOST_NAMED, since=since)
    named = [
        Due(f"{row.name}: {when_due(row.due_on, today)}", reverse("strategy-office-indicator", args=[row.key]))
        for row in found.overdue
        if row.due_on
    ]
    more = {**found.counts, Waits.VALUES: found.counts.get(Waits.VALUES, 0) - len(named)}
    return [*named, *_counted(more, since, is_draft=bool(version and not version.published_at))]


def _counted(counts: Mapping[Waits, int], since: int, *, is_draft: bool) -> Iterator[Due]:
    """is_draft: the version can be changed; else a goal of nobody can only be known."""
    for kind, (one, many, page, query) in SAID.items():
        if number := counts.get(kind, 0):
            words = (one if number == 1 else many).format(since=since)
            can_be_done = is_draft or kind != Waits.GOALS_OF_NOBODY
            yield Due(f"{number} {words}", reverse(page) + query if can_be_done else "")
