"""What is said about a version itself: its number, the decision that made it valid, a note."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.strategy.models import Version
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_version, lock_draft, town_of

# More seats than any council in Germany has.
MOST_VOTES = 999
_LABEL = re.compile(r"[^\W_][\w .-]*")


@dataclass(frozen=True)
class Decision:
    """The council's decision. decided_on: 2021, 2021-10 or 2021-10-06; decision_reference: number of the paper."""

    decided_on: str = ""
    decided_by: str = ""
    decision_reference: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None


@dataclass(frozen=True)
class VersionFacts:
    """What a version says of itself. label: like 2.0, once per strategy."""

    label: str
    decision: Decision = field(default_factory=Decision)
    note: str = ""
    source: str = ""


def label_of(text: str) -> str:
    """The tidy number of a version. It stands in addresses for ever, where a slash or two dots would lead elsewhere."""
    label = checks.line(text, name="Die Nummer der Fassung", field="label", longest=20, required=True)
    if not _LABEL.fullmatch(label):
        raise Refused(
            "strategy.label.form",
            f"„{label}“ geht nicht als Nummer: bitte mit einem Buchstaben oder einer Ziffer beginnen und danach nur"
            " diese, Punkt, Bindestrich und Leerzeichen verwenden, etwa 2.1 oder 2025-26.",
            "label",
        )
    return label


def decision_columns(decision: Decision, *, at: datetime) -> dict[str, Any]:
    """The checked columns of a decision. at: the present; a decision cannot lie in the future."""
    votes = {name: getattr(decision, name) for name in ("votes_for", "votes_against", "votes_abstained")}
    for name, number in votes.items():
        if number is not None and not 0 <= number <= MOST_VOTES:
            raise Refused("strategy.votes.range", f"Bitte eine Zahl von 0 bis {MOST_VOTES} eintragen.", name)
    return {
        "decided_on": checks.partial_date(decision.decided_on, at=at),
        "decided_by": checks.line(decision.decided_by, name="Wer entschieden hat", field="decided_by"),
        "decision_reference": checks.line(decision.decision_reference, name="Die Vorlage", field="decision_reference"),
        **votes,
    }


@transaction.atomic
def edit_version_facts(
    *, actor: object, version: Version, facts: VersionFacts, at: datetime, revision: int | None = None
) -> None:
    """Write number, decision, note and source of a draft. revision: as the editor read it, else Conflict."""
    draft = lock_draft(version.pk, revision)
    columns = {
        "label": label_of(facts.label),
        **decision_columns(facts.decision, at=at),
        "note": checks.plain(facts.note, name="Die Anmerkung", field="note"),
        "source": checks.url(facts.source),
    }
    try:
        with transaction.atomic():
            changed = change_version(version, draft, columns)
    except IntegrityError:
        raise label_taken(facts.label) from None
    audit(actor, "strategy.version.edited", draft, town=town_of(draft), at=at, columns=",".join(changed))


@transaction.atomic
def write_decision(
    *,
    actor: object,
    version: Version,
    at: datetime,
    decided_on: str = "",
    decided_by: str = "",
    decision_reference: str = "",
    votes_for: int | None = None,
    votes_against: int | None = None,
    votes_abstained: int | None = None,
    note: str = "",
    source: str = "",
) -> None:
    """Write decision, note and source of a draft and leave its number as it is."""
    decision = Decision(decided_on, decided_by, decision_reference, votes_for, votes_against, votes_abstained)
    facts = VersionFacts(version.label, decision, note, source)
    edit_version_facts(actor=actor, version=version, facts=facts, at=at)


def label_taken(label: str) -> Refused:
    return Refused(
        "strategy.version.label",
        f"Eine Fassung {label} gibt es schon. Bitte eine andere Nummer wählen.",
        "label",
    )
