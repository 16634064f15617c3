"""The way of Soest from 2019 to 2026, with its real dates."""

from datetime import datetime, time
from typing import Any

from django_scopes import scope

from soesmart.core import clock
from soesmart.core.numbers import format_number
from soesmart.demo.story import read
from soesmart.demo.towns import ACTOR
from soesmart.participation.models import Milestone, Process
from soesmart.participation.rules import PartialDate
from soesmart.participation.services import found_process, plan_phase, record_milestone
from soesmart.participation.services.milestones import MilestoneWords
from soesmart.participation.services.phases import PhaseWords
from soesmart.region.models import Municipality

# Said elsewhere in the data (cities.json, pilots.json), with the same source.
ALSO_TOLD = {"ratsbeschluss": "Acht Handlungsfelder, 28 strategische Ziele und zehn Pilotprojekte."}


def build_process(at: datetime) -> None:
    """Phases and dates of Soest; what is already there stays. The other towns have no process in the data."""
    soest = Municipality.objects.get(slug="soest")
    with scope(municipality=soest):
        process = found_process(
            actor=ACTOR,
            municipality=soest,
            slug="soest-2030",
            name="Soest 2030",
            motto=read("process")["meta"]["motto"],
            summary="Von der ersten Bürgerwerkstatt bis zur Umsetzung: was wann geschah und wer dabei war.",
            source=read("process")["meta"]["motto_source"],
            at=at,
        )
        _build_phases(process)
        _build_milestones(process)


def _told_at(text: str) -> datetime:
    """The moment at which the story records a date: nine in the morning of its first day."""
    return datetime.combine(PartialDate.parse(text).first_day, time(9), tzinfo=clock.BERLIN)


def _build_phases(process: Process) -> None:
    known = set(process.phases.values_list("key", flat=True))
    for row in read("process")["phases"]:
        if row["key"] in known:
            continue
        words = PhaseWords(
            name=row["name"],
            starts=row["from"],
            ends=row["to"] or "",
            summary=row["summary"],
            source=row["source"],
            name_invented=row["name_invented"],
        )
        plan_phase(actor=ACTOR, process=process, key=row["key"], words=words, at=_told_at(row["from"]))


def _build_milestones(process: Process) -> None:
    known = set(process.milestones.values_list("key", flat=True))
    for row in read("process")["events"]:
        if row["key"] in known:
            continue
        words = _words(row)
        milestone = record_milestone(
            actor=ACTOR, process=process, key=row["key"], words=words, at=_told_at(words.starts)
        )
        for number, stop in enumerate(row.get("stops", []), 1):
            _build_stop(process, milestone, number, stop)


def _build_stop(process: Process, tour: Milestone, number: int, stop: dict[str, str]) -> None:
    words = MilestoneWords(
        name=f"Tourstopp {number}: {stop['place'].partition(',')[0]}",
        kind="tour_stop",
        starts=f"{stop['date']}T{stop['from']}",
        ends=f"{stop['date']}T{stop['to']}",
        place=stop["place"],
        sources=tuple(tour.sources),
    )
    record_milestone(
        actor=ACTOR,
        process=process,
        key=f"{tour.key}-{number}",
        words=words,
        part_of=tour,
        at=_told_at(words.starts),
    )


def _words(row: dict[str, Any]) -> MilestoneWords:
    return MilestoneWords(
        name=row["name"],
        kind=row["kind"],
        starts=row.get("date") or row.get("start") or row["from"],
        ends=row.get("end") or row.get("to") or "",
        place=row.get("place", ""),
        text=" ".join(_sentences(row)),
        sources=tuple(row.get("sources") or [row["source"]]),
        is_open_ended="from" in row and row["to"] is None,
        year_inferred=row.get("year_inferred", False),
    )


def _sentences(row: dict[str, Any]) -> list[str]:
    """What the data knows of a date, told in short sentences."""
    told = [ALSO_TOLD[row["key"]]] if row["key"] in ALSO_TOLD else []
    if story := row.get("story"):
        told.append(story)
    if people := row.get("participants"):
        told.append(f"{people['qualifier'].capitalize()} {people['value']} Menschen waren dabei.")
    if blocks := row.get("blocks"):
        told.append(f"Es ging um {', '.join(blocks[:-1])} und {blocks[-1]}: {row['method']}.")
    if start := row.get("stream_from"):
        told.append(f"Einlass und Stream ab {start.partition('T')[2]} Uhr, Eintritt {row['admission']}.")
        told.append(f"Mit dabei: {row['voting']}.")
    if money := row.get("play_money_eur"):
        questions = ", ".join(row["questions"])
        told.append(f"Je Halt {row['stations_per_stop']} Stationen: {questions}.")
        told.append(f"Verteilt wurden {format_number(money)} Euro Spielgeld.")
    if parts := row.get("online_parts"):
        told.append(
            f"{parts['project_ideas']} Projektideen und {parts['questionnaires']} Fragebögen, höchstens "
            f"{parts['max_minutes']} Minuten; dasselbe auf Papier mit {_kit()}."
        )
    return told


def _kit() -> str:
    kit = read("process")["paper_kit"]
    return f"{kit['cards']} Karten an {format_number(kit['recipients']['value'])} zufällig gewählte Haushalte"
