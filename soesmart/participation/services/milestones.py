"""Record the dates of the way."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.models import Milestone, Process
from soesmart.participation.services.days import change, days_of


@dataclass(frozen=True)
class MilestoneWords:
    """What an editor says of a date. starts and ends: partial dates as text, with time if known (local)."""

    name: str
    kind: str
    starts: str
    ends: str = ""
    place: str = ""
    text: str = ""
    sources: tuple[str, ...] = ()
    is_open_ended: bool = False
    year_inferred: bool = False
    invented: bool = False


@transaction.atomic
def record_milestone(
    *,
    actor: object,
    process: Process,
    key: str,
    words: MilestoneWords,
    part_of: Milestone | None = None,
    at: datetime,
) -> Milestone:
    """Add a date. Refused when the key is taken, or a part lies outside the days of what it is part of."""
    if Milestone.objects.filter(process=process, key=key).exists():
        raise Refused("participation.milestone.taken", f"Einen Termin mit dem Kürzel {key} gibt es schon.", "key")
    milestone = Milestone.objects.create(process=process, key=key, part_of=part_of, **_checked(words, part_of))
    audit(actor, "participation.milestone.recorded", milestone, town=process.municipality.slug, at=at, key=key)
    return milestone


@transaction.atomic
def edit_milestone(
    *, actor: object, milestone: Milestone, words: MilestoneWords, revision: int, at: datetime
) -> Milestone:
    """Change a date. Refused for senseless days; `Conflict` when it changed since `revision`."""
    values = _checked(words, milestone.part_of)
    outside = milestone.parts.filter(first_day__lt=values["first_day"]) | milestone.parts.filter(
        last_day__gt=values["last_day"]
    )
    if part := outside.first():
        raise Refused("participation.milestone.outside", f"„{part.name}“ läge dann außerhalb.", "starts")
    change(milestone, revision, values)
    town = milestone.process.municipality.slug
    audit(actor, "participation.milestone.edited", milestone, town=town, at=at, key=milestone.key)
    return milestone


@transaction.atomic
def drop_milestone(*, actor: object, milestone: Milestone, at: datetime) -> None:
    """Take a date off the way, with its parts."""
    town = milestone.process.municipality.slug
    audit(actor, "participation.milestone.dropped", milestone, town=town, at=at, key=milestone.key)
    milestone.delete()


def _checked(words: MilestoneWords, part_of: Milestone | None) -> dict[str, Any]:
    days = days_of(words.starts, words.ends)
    if words.is_open_ended and words.ends:
        raise Refused(
            "participation.days.open", "Wer ein Ende angibt, nimmt bitte den Haken bei „läuft weiter“ weg.", "ends"
        )
    if part_of and not part_of.first_day <= days["first_day"] <= days["last_day"] <= part_of.last_day:
        raise Refused("participation.milestone.outside", f"Der Termin liegt nicht in „{part_of.name}“.", "starts")
    return asdict(words) | days | {"sources": list(words.sources)}
