"""A short way for Soest: two phases, three dates."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.cache import cache

from soesmart.participation.models import Process
from soesmart.participation.queries.house_rules import forget_known
from soesmart.participation.services import found_process, plan_phase, record_milestone
from soesmart.participation.services.milestones import MilestoneWords
from soesmart.participation.services.phases import PhaseWords
from soesmart.region.models import Municipality


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    """What a town's decisions taught is kept for a minute per process: not from one test to the next."""
    forget_known()
    cache.clear()  # how often a connection reported
    yield
    forget_known()
    cache.clear()


@pytest.fixture
def way(in_soest: Municipality, at: datetime) -> Process:
    process = found_process(actor="system:test", municipality=in_soest, slug="weg", name="Soest 2030", at=at)
    gather = PhaseWords("Ideen sammeln", "2019-08-30", "2020-07-17", source="https://www.example.org/ideen")
    act = PhaseWords("Umsetzen", "2022-01", "2026-12", summary="Pilotprojekte beginnen.", name_invented=True)
    plan_phase(actor="system:test", process=process, key="umsetzen", words=act, at=at)
    plan_phase(actor="system:test", process=process, key="ideen", words=gather, at=at)
    workshop = MilestoneWords(
        "Werkstatt", "workshop", "2019-08-30", place="Schlachthof", sources=("https://www.example.org/werkstatt",)
    )
    tour = MilestoneWords("Tour", "tour", "2020-06-25", "2020-06-29")
    stop = MilestoneWords("Halt in Ampen", "tour_stop", "2020-06-25T16:00", "2020-06-25T19:00", place="Ampen")
    record_milestone(actor="system:test", process=process, key="werkstatt", words=workshop, at=at)
    whole = record_milestone(actor="system:test", process=process, key="tour", words=tour, at=at)
    record_milestone(actor="system:test", process=process, key="tour-1", words=stop, part_of=whole, at=at)
    return process
