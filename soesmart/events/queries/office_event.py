"""One event at a glance, for the office."""

from dataclasses import dataclass, field
from datetime import datetime

from soesmart.events.models import Event, Track
from soesmart.events.queries.agenda import SceneRow, agenda_of
from soesmart.events.queries.readiness import readiness
from soesmart.events.rules import EventState
from soesmart.participation.rules.readiness import Missing


@dataclass(frozen=True)
class Glance:
    """missing: of a draft, what it still lacks; minutes: how long the scenes take in all."""

    agenda: list[SceneRow]
    tracks: list[Track]
    missing: list[Missing] = field(default_factory=list)

    @property
    def items(self) -> int:
        return sum(len(row.items) for row in self.agenda)

    @property
    def minutes(self) -> int:
        return sum(row.scene.minutes for row in self.agenda)


def glance_at(event: Event, at: datetime) -> Glance:
    """Agenda, helps and what is missing. At most six queries."""
    missing = readiness(event, at) if event.state == EventState.DRAFT else []
    return Glance(agenda_of(event), list(Track.objects.filter(event=event)), missing)
