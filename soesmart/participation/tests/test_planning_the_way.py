"""Phases and dates are planned, changed and dropped through services."""

from dataclasses import replace
from datetime import datetime

import pytest

from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.keys import free_key
from soesmart.participation.models import Milestone, Phase, Process
from soesmart.participation.services import (
    drop_milestone,
    drop_phase,
    edit_milestone,
    edit_phase,
    plan_phase,
    record_milestone,
)
from soesmart.participation.services.milestones import MilestoneWords
from soesmart.participation.services.phases import PhaseWords

TEST = "system:test"


def test_phases_stand_in_the_order_of_their_days_however_they_came(way: Process) -> None:
    assert [(phase.position, phase.key) for phase in way.phases.all()] == [(1, "ideen"), (2, "umsetzen")]


def test_an_edit_moves_a_phase_and_leaves_a_trace(way: Process, at: datetime) -> None:
    phase = Phase.objects.get(key="umsetzen")
    edit_phase(actor=TEST, phase=phase, words=PhaseWords("Vorher", "2018"), revision=1, at=at)
    assert [(row.position, row.name) for row in way.phases.all()] == [(1, "Vorher"), (2, "Ideen sammeln")]
    entry = AuditEntry.objects.filter(town="soest").order_by("-number")[0]
    assert (entry.action, entry.facts) == ("participation.phase.edited", {"key": "umsetzen", "revision": 2})


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        ("2019-08-30", "2019-09-30", "beginnt schon"),
        ("2020-01", "2020-02", "ganz in „Ideen sammeln“"),
        ("2021", "2027", "„Umsetzen“ läge ganz darin"),
        ("2018", "2030", "läge ganz darin"),
        ("2021-05-02", "2021-05-01", "vor dem Beginn"),
        ("bald", "", "Bitte so schreiben"),
    ],
)
def test_days_that_make_no_sense_are_refused(way: Process, at: datetime, starts: str, ends: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        plan_phase(actor=TEST, process=way, key="neu", words=PhaseWords("Neu", starts, ends), at=at)
    assert way.phases.count() == 2


def test_phases_may_overlap_at_their_edges(way: Process, at: datetime) -> None:
    plan_phase(actor=TEST, process=way, key="bewerten", words=PhaseWords("Bewerten", "2020-07", "2022-03"), at=at)
    assert [phase.key for phase in way.phases.all()] == ["ideen", "bewerten", "umsetzen"]


def test_a_key_is_given_once(way: Process, at: datetime) -> None:
    with pytest.raises(Refused, match="gibt es schon"):
        plan_phase(actor=TEST, process=way, key="ideen", words=PhaseWords("Noch einmal", "2018"), at=at)
    with pytest.raises(Refused, match="gibt es schon"):
        record_milestone(actor=TEST, process=way, key="tour", words=MilestoneWords("Tour", "tour", "2020-06-25"), at=at)


def test_of_two_editors_of_a_phase_the_second_is_told(way: Process, at: datetime) -> None:
    phase = Phase.objects.get(key="umsetzen")
    words = PhaseWords("Umsetzen", "2022", "2027")
    edit_phase(actor=TEST, phase=phase, words=words, revision=1, at=at)
    with pytest.raises(Conflict):
        edit_phase(actor=TEST, phase=phase, words=replace(words, name="Anders"), revision=1, at=at)
    assert Phase.objects.get(key="umsetzen").name == "Umsetzen"


def test_a_stop_lies_within_its_tour(way: Process, at: datetime) -> None:
    tour = Milestone.objects.get(key="tour")
    words = MilestoneWords("Zu spät", "tour_stop", "2020-06-30")
    with pytest.raises(Refused, match="liegt nicht in „Tour“"):
        record_milestone(actor=TEST, process=way, key="tour-2", words=words, part_of=tour, at=at)
    with pytest.raises(Refused, match="„Halt in Ampen“ läge dann außerhalb"):
        edit_milestone(
            actor=TEST, milestone=tour, words=MilestoneWords("Tour", "tour", "2020-06-27"), revision=1, at=at
        )


def test_an_end_in_the_same_evening_comes_after_the_beginning(way: Process, at: datetime) -> None:
    words = MilestoneWords("Abend", "hybrid_event", "2020-07-30T19:00", "2020-07-30T18:00")
    with pytest.raises(Refused, match="vor dem Beginn"):
        record_milestone(actor=TEST, process=way, key="abend", words=words, at=at)


def test_what_goes_on_has_no_end(way: Process, at: datetime) -> None:
    words = MilestoneWords("Umfrage", "survey", "2023-04-26", "2023-05-01", is_open_ended=True)
    with pytest.raises(Refused, match="läuft weiter"):
        record_milestone(actor=TEST, process=way, key="umfrage", words=words, at=at)


def test_dropping_a_tour_drops_its_stops_and_nothing_else(way: Process, at: datetime) -> None:
    drop_milestone(actor=TEST, milestone=Milestone.objects.get(key="tour"), at=at)
    assert [row.key for row in Milestone.objects.all()] == ["werkstatt"]


def test_dropping_a_phase_keeps_its_dates(way: Process, at: datetime) -> None:
    drop_phase(actor=TEST, phase=Phase.objects.get(key="ideen"), at=at)
    assert way.milestones.count() == 3
    assert [phase.position for phase in way.phases.all()] == [1]


def test_keys_are_readable_short_and_free() -> None:
    assert free_key("Größe & Übermut", []) == "groesse-uebermut"
    assert free_key("Tour", ["tour", "tour-2"]) == "tour-3"
    assert free_key("neu", []) == "neu-2"
    assert free_key("…", []) == "ohne-namen"
    assert len(free_key("x" * 300, [])) <= 50
