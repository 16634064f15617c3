"""The ten pilots of Soest, the programme they stand in, and the real projects beside them."""

import re
from datetime import datetime
from typing import Any

from django_scopes import scope

from soesmart.core.dates import format_partial_date
from soesmart.demo.story import read
from soesmart.demo.towns import ACTOR
from soesmart.pilots.models import Pilot
from soesmart.pilots.rules import Membership, NoteKind, PilotState
from soesmart.pilots.services import (
    Note,
    PilotWords,
    ProgrammeWords,
    ProjectWords,
    open_programme,
    record_pilot,
    record_related_project,
)
from soesmart.region.models import Municipality


def build_pilots(at: datetime) -> None:
    """Soest's pilots, those that are missing; the strategy must stand, for they point to its goals."""
    soest = Municipality.objects.get(slug="soest")
    open_programme(actor=ACTOR, municipality=soest, words=_programme(read("pilots")["call"]), at=at)
    with scope(municipality=soest):
        known = set(Pilot.objects.values_list("key", flat=True))
    for row in read("pilots")["pilots"]:
        if row["key"] not in known:
            _build_pilot(soest, row, at)
    for row in read("pilots")["related_real_projects"]:
        words = ProjectWords(row["key"], row["name"], _german(row["status"]), row["summary"], row["source"])
        record_related_project(actor=ACTOR, municipality=soest, words=words, at=at)


def _german(text: str) -> str:
    """The text with ISO dates as people write them."""
    return re.sub(r"\d{4}-\d{2}-\d{2}", lambda found: format_partial_date(found[0]), text)


def _programme(call: dict[str, Any]) -> ProgrammeWords:
    budget, deadline = call["budget_eur"], call["deadline_year"]
    return ProgrammeWords(
        principle=call["principle"],
        principle_source=call["source"],
        budget_cents=budget["value"] * 100,
        budget_qualifier=budget["qualifier"],
        budget_source=budget["source"],
        until_year=deadline["value"],
        until_source=deadline["source"],
        note=call["public_criteria_note"],
    )


def _build_pilot(town: Municipality, row: dict[str, Any], at: datetime) -> None:
    state = row["status"]
    words = PilotWords(
        name=row["name"],
        name_note=row.get("name_note", ""),
        summary=row["summary"],
        summary_invented=row["summary_invented"],
        membership=Membership(row["membership"]),
        state=PilotState.of(state["value"]),
        state_source=state["source"] or "",
        state_invented=state["invented"],
        from_idea=row["from_idea"],
        source=row["source"] or "",
        invented=row["invented"],
    )
    record_pilot(
        actor=ACTOR,
        municipality=town,
        number=row["order"],
        key=row["key"],
        words=words,
        field_key=row["action_field"],
        goal_codes=row["goals"],
        notes=_notes(row),
        at=at,
    )


def _notes(row: dict[str, Any]) -> list[Note]:
    notes = []
    if fact := row.get("public_facts"):
        notes.append(Note(NoteKind.FACT, fact["text"], (fact["source"],)))
    if open_question := row.get("public_rules_note"):
        notes.append(Note(NoteKind.OPEN, open_question))
    if successor := row.get("successor"):
        notes.append(Note(NoteKind.SUCCESSOR, _successor(successor), tuple(successor["sources"])))
    if measure := row.get("regional_measure"):
        text = f"Maßnahme {measure['code']} „{measure['name']}“: {', '.join(measure['towns'])}."
        notes.append(Note(NoteKind.REGION, text, (measure["source"],)))
    notes += [Note(NoteKind.ROLE_MODEL, model["name"], (model["source"],)) for model in row.get("role_models", [])]

    return notes


def _successor(row: dict[str, Any]) -> str:
    return (
        f"{row['name']}: Auftakt am {format_partial_date(row['kickoff'])}, "
        f"Umfrage ab {format_partial_date(row['survey_start'])}. Sie bündelt {', '.join(row['functions'])}. "
        f"Grundlage: {row['base']}, gemeinsam mit {' und '.join(row['partners'])}."
    )
