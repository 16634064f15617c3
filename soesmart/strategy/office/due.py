"""What is due: what waits for somebody and what the strategy still lacks, as links to where it is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.http import HttpRequest
from django.urls import reverse

from soesmart.core import clock
from soesmart.strategy.access import is_contact
from soesmart.strategy.due_days import SOON, when_due
from soesmart.strategy.models import GoalWording, Indicator, Version
from soesmart.strategy.office import reads
from soesmart.strategy.queries.due import Waits, waiting
from soesmart.strategy.queries.duties import duties_of
from soesmart.strategy.rules import VersionState

# A value is due when the newest one is of a year before the one that ended last.
NEWEST_MAY_LAG = 2
MOST_NAMED = 5
OVERDUE = "?nur=ueberfaellig"
# One, several, and the page where it is done.
SAID = {
    Waits.VALUES: ("weiterer Wert ist überfällig", "weitere Werte sind überfällig", "strategy-office-duties"),
    Waits.DELIVERIES: (
        "Lieferung von Werten wartet auf Entscheidung",
        "Lieferungen von Werten warten auf Entscheidung",
        "strategy-office-deliveries",
    ),
    Waits.QUESTIONS: (
        "Frage zu einem Ziel wartet auf Antwort",
        "Fragen zu Zielen warten auf Antwort",
        "strategy-office-questions",
    ),
    Waits.SOURCES: ("Quelle ließ sich nicht abrufen", "Quellen ließen sich nicht abrufen", "strategy-office-sources"),
    Waits.REPORTS: ("Bericht ist in Arbeit", "Berichte sind in Arbeit", "strategy-office-reports"),
}


@dataclass(frozen=True)
class Due:
    """One thing to do: a sentence with its count and the page where it is done."""

    text: str
    url: str


def due_on_first_page() -> list[Due]:
    """What the office's first page says: the next step of the version in work, and what is missing. Five queries."""
    bench = reads.bench()
    return [*_next_step(bench.work), *due(bench.work or bench.current)]


def due_for_contact(request: HttpRequest) -> list[Due]:
    """What a contact has to deliver soon or should have; one query for her, none for who is not one."""
    if not is_contact(request):
        return []
    today = clock.today()
    rows = duties_of(request.user).filter(due_on__lte=today + SOON)[:MOST_NAMED]  # type: ignore[arg-type]
    return [
        Due(f"{row.name}: {when_due(row.due_on, today)}", reverse("strategy-office-duty-value", args=[row.key]))
        for row in rows
        if row.due_on
    ]


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
    """What waits, and what the strategy lacks. Four queries at most."""
    return [*_waiting(), *(_gaps(version) if version else [])]


def _waiting() -> list[Due]:
    """Overdue values by name, then deliveries, questions, troubled sources and drafts of reports. Two queries."""
    today = clock.today()
    found = waiting(today, MOST_NAMED)
    named = [
        Due(f"{row.name}: {when_due(row.due_on, today)}", reverse("strategy-office-indicator", args=[row.key]))
        for row in found.overdue
        if row.due_on
    ]
    return [*named, *_counted(found.counts, more=found.counts.get(Waits.VALUES, 0) - len(named))]


def _counted(counts: Mapping[Waits, int], more: int) -> Iterator[Due]:
    for kind, (one, many, page) in SAID.items():
        if number := more if kind == Waits.VALUES else counts.get(kind, 0):
            query = OVERDUE if kind == Waits.VALUES else ""
            yield Due(f"{number} {one if number == 1 else many}", reverse(page) + query)


def _gaps(version: Version) -> list[Due]:
    """Goals without indicator or responsible unit, and indicators whose newest value is old. Two queries."""
    gaps = GoalWording.objects.filter(version=version).aggregate(
        bare=Count("pk", filter=Q(goal__indicator=None)), nobody=Count("pk", filter=Q(unit=None))
    )
    limit = clock.today().year - NEWEST_MAY_LAG
    old = Indicator.objects.annotate(newest=Max("values__year")).filter(Q(newest=None) | Q(newest__lt=limit)).count()
    indicators = reverse("strategy-office-indicators")
    goals = reverse("strategy-office-draft") if not version.published_at else ""
    found = [
        (gaps["bare"], "ohne Kennzahl", "Ziel", "Ziele", indicators),
        (gaps["nobody"], "ohne zuständige Stelle", "Ziel", "Ziele", f"{goals}?ohne=stelle" if goals else ""),
        (old, f"ohne Wert seit {limit}", "Kennzahl", "Kennzahlen", f"{indicators}?nur=faellig"),
    ]
    return [Due(f"{count} {one if count == 1 else many} {what}", url) for count, what, one, many, url in found if count]
