"""One idea as the office sees it: its steps and entries of the log, what was said of it, what is like it."""

from dataclasses import dataclass
from datetime import datetime

from soesmart.core.audit import name_of
from soesmart.core.models import AuditEntry
from soesmart.participation.models import Idea, MergeRecord, Step, Tally
from soesmart.participation.queries.similar import similar_ideas
from soesmart.strategy.office.people import Names, person_of

ACTIONS = {
    "participation.idea.submitted": "eingereicht",
    "participation.idea.entered": "vom Büro eingetragen",
    "participation.idea.edited": "Text geändert",
    "participation.idea.described": "Angaben geändert",
    "participation.idea.linked": "mit anderen zusammen gedacht",
    "participation.idea.withdrawn": "zurückgezogen",
    "participation.idea.merged": "in eine andere zusammengelegt",
    "participation.idea.unmerged": "wieder getrennt",
    "participation.idea.split": "aufgeteilt",
}
MOST_ENTRIES = 30


@dataclass(frozen=True)
class Entry:
    """A line of the log."""

    at: datetime
    what: str
    who: str


@dataclass(frozen=True)
class Beside:
    """What stands beside the form of an idea."""

    tallies: list[Tally]
    links: list[Idea]
    similar: list[Idea]


@dataclass(frozen=True)
class History:
    """What happened to an idea: in public, and in the log. merges: ideas that went into it and may be taken out."""

    steps: list[Step]
    entries: list[Entry]
    merges: list[MergeRecord]


def beside(idea: Idea, links: list[Idea]) -> Beside:
    """Two queries, and what the search for similar ideas asks."""
    similar = similar_ideas(idea.campaign, f"{idea.title} {idea.what}", besides=idea.number)
    return Beside([row for row in Tally.objects.filter(idea=idea) if row.voices], links, similar)


def history_of(idea: Idea, town: str) -> History:
    """Five queries."""
    return History(
        steps=list(Step.objects.filter(idea=idea).select_related("other", "goal")),
        entries=_entries(idea, town),
        merges=list(MergeRecord.objects.filter(kept=idea, undone_at=None).select_related("gone")),
    )


def _entries(idea: Idea, town: str) -> list[Entry]:
    rows = list(AuditEntry.objects.filter(town=town, target=name_of(idea)).order_by("-number")[:MOST_ENTRIES])
    names = Names.of(person_of(row.actor) for row in rows)
    return [
        Entry(row.at, ACTIONS.get(row.action, row.action), names.get(person_of(row.actor)) or _system(row.actor))
        for row in rows
    ]


def _system(actor: str) -> str:
    return "ein Gast" if actor == "guest" else "das System"
