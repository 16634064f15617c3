"""Soest with a strategy of two goals and two pilots."""

from datetime import datetime

import pytest

from soesmart.accounts.models import Role
from soesmart.pilots.models import Pilot
from soesmart.pilots.rules import Membership, NoteKind, PilotState
from soesmart.pilots.services import Note, PilotWords, record_pilot
from soesmart.region.models import Municipality
from soesmart.strategy.models import Version
from soesmart.strategy.services.strategies import Level, found_strategy
from soesmart.strategy.services.versions import approve_version, open_draft, publish_version, submit_version
from soesmart.strategy.services.words import FieldText, GoalText, add_field, add_goal
from tests.cast import make_person

TEST = "system:test"


@pytest.fixture
def strategy(in_soest: Municipality, at: datetime) -> Version:
    """Published: the field Mobilität with MOB-1 and MOB-2."""
    levels = [Level("Ziel", "Ziele")]
    found = found_strategy(
        actor=TEST, municipality=in_soest, slug="2030", name="Soest 2030", horizon=2030, levels=levels, at=at
    )
    draft = open_draft(actor=TEST, strategy=found, label="1.0", at=at)
    add_field(actor=TEST, version=draft, text=FieldText("mobilitaet", "MOB", "Mobilität"), at=at)
    for code, title in (("MOB-1", "Mehr Wege mit dem Rad"), ("MOB-2", "Busse öfter fahren lassen")):
        add_goal(actor=TEST, version=draft, text=GoalText(code, "mobilitaet", title), at=at)
    writer, reader = (make_person(name, in_soest, Role.STRATEGY_OFFICER) for name in ("wilma", "rolf"))
    submit_version(actor=writer, version=draft, at=at)
    approve_version(actor=reader, version=draft, at=at)
    publish_version(actor=reader, version=draft, at=at)
    return draft


@pytest.fixture
def pilots(strategy: Version, in_soest: Municipality, at: datetime) -> list[Pilot]:
    """A confirmed one with notes, and an invented one."""
    lamps = PilotWords(
        "Leuchten am Radweg",
        "Licht, wenn jemand kommt.",
        Membership.CONFIRMED,
        PilotState.RUNNING,
        summary_invented=True,
        state_invented=True,
        from_idea="I03",
        source="https://www.example.org/leuchten",
    )
    bus = PilotWords("Nachtbus", "=Fährt nach Bedarf.", Membership.INVENTED, PilotState.CALLED, invented=True)
    notes = [
        Note(NoteKind.ROLE_MODEL, "Anderswo leuchtet es schon", ("https://www.example.org/vorbild",)),
        Note(NoteKind.FACT, "Drei Kilometer Kabel"),
    ]
    return [
        record_pilot(
            actor=TEST,
            municipality=in_soest,
            number=number,
            key=key,
            words=words,
            field_key="mobilitaet",
            goal_codes=codes,
            notes=notes if number == 1 else (),
            at=at,
        )
        for number, key, words, codes in (
            (1, "leuchten", lamps, ["MOB-1", "MOB-2"]),
            (2, "nachtbus", bus, ["MOB-2"]),
        )
    ]
