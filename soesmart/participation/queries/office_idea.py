"""One idea as the office sees it: its steps and entries of the log, what was said of it, what is like it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from soesmart.core.audit import name_of
from soesmart.core.models import AuditEntry
from soesmart.participation.models import Idea, MergeRecord, Step, Tally
from soesmart.participation.queries.similar import similar_ideas
from soesmart.participation.services.office_ideas import linked_ideas
from soesmart.participation.services.unmerging import hindrance
from soesmart.strategy.office.people import Names

PERSON = "accounts.person:"
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
class Merge:
    """An idea that went into this one; why: what stands against taking it back, "" for nothing."""

    record: MergeRecord
    why: str


@dataclass(frozen=True)
class History:
    """What is to know of an idea besides its words."""

    steps: list[Step] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    links: list[Idea] = field(default_factory=list)
    similar: list[Idea] = field(default_factory=list)
    parts: list[Idea] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)


def history_of(idea: Idea, town: str) -> History:
    """Ten queries, and four for each idea that was merged into this one."""
    records = MergeRecord.objects.filter(kept=idea, undone_at=None).select_related("kept__campaign", "gone")
    return History(
        steps=list(Step.objects.filter(idea=idea).select_related("other", "goal")),
        entries=_entries(idea, town),
        tallies=[row for row in Tally.objects.filter(idea=idea) if row.voices],
        links=linked_ideas(idea),
        similar=similar_ideas(idea.campaign, f"{idea.title} {idea.what}", besides=idea.number),
        parts=list(Idea.objects.filter(split_from=idea).only("number", "title")),
        merges=[Merge(record, hindrance(record)) for record in records],
    )


def _entries(idea: Idea, town: str) -> list[Entry]:
    rows = list(AuditEntry.objects.filter(town=town, target=name_of(idea)).order_by("-number")[:MOST_ENTRIES])
    names = Names.of(_person(row.actor) for row in rows)
    return [
        Entry(row.at, ACTIONS.get(row.action, row.action), names.get(_person(row.actor)) or _system(row.actor))
        for row in rows
    ]


def _person(actor: str) -> UUID | None:
    return UUID(actor.removeprefix(PERSON)) if actor.startswith(PERSON) else None


def _system(actor: str) -> str:
    return "ein Gast" if actor == "guest" else "das System"
