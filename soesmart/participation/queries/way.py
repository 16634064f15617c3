"""The way of a town as a reader sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from soesmart.core.prepared import prepared
from soesmart.participation import related
from soesmart.participation.models import Milestone, Phase, Process
from soesmart.participation.rules import PhaseState, phase_state, span_german


@dataclass
class Stop:
    """A date of the way. span: its days in German; parts: the stops of a tour; url: a page that tells it in full."""

    milestone: Milestone
    span: str
    parts: list["Stop"] = field(default_factory=list)
    url: str = ""


@dataclass
class Stage:
    """A phase with the dates that fall into it. formats: what it offers, filled in by queries/formats.py."""

    phase: Phase
    state: PhaseState
    span: str
    stops: list[Stop] = field(default_factory=list)
    formats: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Way:
    """A process with its phases, as seen on a day."""

    process: Process
    stages: list[Stage]
    today: date

    @property
    def current(self) -> Stage | None:
        """The phase in which the town is today; of two that overlap the one that began later."""
        return next((stage for stage in reversed(self.stages) if stage.state == PhaseState.NOW), None)

    @property
    def coming(self) -> Stage | None:
        return next((stage for stage in self.stages if stage.state == PhaseState.COMING), None)


def process_of_the_town() -> Process | None:
    """The process that the town shows; one query."""
    return _process.first()


@prepared
def _process() -> "QuerySet[Process]":
    return Process.objects.order_by("pk")[:1]


def way_of(process: Process, today: date) -> Way:
    """The whole way with all its dates; two queries."""
    stages = [
        Stage(phase, phase_state(phase.first_day, phase.last_day, today), span_of(phase))
        for phase in Phase.objects.filter(process=process)
    ]
    stops = {row.pk: Stop(row, span_of(row)) for row in Milestone.objects.filter(process=process)}
    for stop in stops.values():
        whole = stops.get(stop.milestone.part_of_id or 0)
        if whole:
            whole.parts.append(stop)
        elif stages:
            stage_for(stop.milestone, stages).stops.append(stop)
    return Way(process, stages, today)


def add_pages(way: Way) -> None:
    """The pages of other apps that tell a date in full. A query for each such app."""
    stops = [stop for stage in way.stages for stop in stage.stops]
    told = related.told_elsewhere([stop.milestone for stop in stops])
    for stop in stops:
        stop.url = told.get(stop.milestone.pk, "")


def stage_for(milestone: Milestone, stages: Sequence[Stage]) -> Stage:
    """The phase in which a date lies: of those that hold it the last to begin, else the last that began before it."""
    day = milestone.first_day
    begun = [stage for stage in stages if stage.phase.first_day <= day]
    holding = [stage for stage in begun if day <= stage.phase.last_day]
    return (holding or begun or list(stages[:1]))[-1]


def span_of(row: Phase | Milestone) -> str:
    """The days of a phase or date in German; "ab" where it goes on without a known end."""
    span = span_german(row.start, row.end)
    return f"ab {span}" if isinstance(row, Milestone) and row.is_open_ended else span
