"""Who changed what: entries of the audit log in words, for the offices of all apps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from soesmart.core.audit import name_of
from soesmart.core.models import AuditEntry
from soesmart.strategy.office.people import Names, person_of

NEWEST = 20
NOBODY = "das System"
# From an action and its facts: what was done, and details like "Titel, Beginn".
Sentence = Callable[[str, Mapping[str, object]], tuple[str, str]]


@dataclass(frozen=True)
class Change:
    """An entry in words. who: role and pseudonym."""

    number: int
    at: datetime
    who: str
    what: str
    details: str


def in_words(entries: Iterable[AuditEntry], sentence: Sentence) -> list[Change]:
    """Entries as sentences with the names of who did it. Two queries besides the entries."""
    rows = list(entries)
    names = Names.of(person_of(row.actor) for row in rows)
    made = []
    for row in rows:
        what, details = sentence(row.action, row.facts)
        made.append(Change(row.number, row.at, names.get(person_of(row.actor)) or NOBODY, what, details))
    return made


def newest_about(target: object, *, town: str, sentence: Sentence) -> list[Change]:
    """The newest twenty entries about a thing. Three queries."""
    found = AuditEntry.objects.filter(town=town, target=name_of(target))
    return in_words(found.order_by("-number")[:NEWEST], sentence)
