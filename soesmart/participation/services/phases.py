"""Plan the stretches of the way."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.models import Phase, Process
from soesmart.participation.rules import Stretch, quarrel
from soesmart.participation.services.days import change, days_of


@dataclass(frozen=True)
class PhaseWords:
    """What an editor says of a phase. starts and ends: partial dates as text; ends "" is the end of `starts`."""

    name: str
    starts: str
    ends: str = ""
    summary: str = ""
    source: str = ""
    name_invented: bool = False


@transaction.atomic
def plan_phase(*, actor: object, process: Process, key: str, words: PhaseWords, at: datetime) -> Phase:
    """Add a phase. Refused when the key is taken or its days make no sense beside the others."""
    if Phase.objects.filter(process=process, key=key).exists():
        raise Refused("participation.phase.taken", f"Einen Abschnitt mit dem Kürzel {key} gibt es schon.", "key")
    phase = Phase.objects.create(process=process, key=key, position=0, **_checked(process, words))
    _renumber(process)
    audit(actor, "participation.phase.planned", phase, town=process.municipality.slug, at=at, key=key)
    phase.refresh_from_db()
    return phase


@transaction.atomic
def edit_phase(*, actor: object, phase: Phase, words: PhaseWords, revision: int, at: datetime) -> Phase:
    """Change a phase. Refused for senseless days; `Conflict` when it changed since `revision`."""
    change(phase, revision, _checked(phase.process, words, but=phase))
    _renumber(phase.process)
    town = phase.process.municipality.slug
    audit(actor, "participation.phase.edited", phase, town=town, at=at, key=phase.key, revision=phase.revision)
    return phase


@transaction.atomic
def drop_phase(*, actor: object, phase: Phase, at: datetime) -> None:
    """Take a phase off the way; its dates stay and move to the phase before."""
    process = phase.process
    audit(actor, "participation.phase.dropped", phase, town=process.municipality.slug, at=at, key=phase.key)
    phase.delete()
    _renumber(process)


def _checked(process: Process, words: PhaseWords, but: Phase | None = None) -> dict[str, Any]:
    days = days_of(words.starts, words.ends)
    others = Phase.objects.filter(process=process)
    if but:
        others = others.exclude(pk=but.pk)
    stretches = [Stretch(other.name, other.first_day, other.last_day) for other in others]
    if reason := quarrel(Stretch(words.name, days["first_day"], days["last_day"]), stretches):
        raise Refused("participation.phase.quarrel", reason, "starts")
    return asdict(words) | days


def _renumber(process: Process) -> None:
    for position, phase in enumerate(Phase.objects.filter(process=process).order_by("first_day"), 1):
        Phase.objects.filter(pk=phase.pk).exclude(position=position).update(position=position)
