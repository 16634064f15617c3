"""Soest: two versions of its strategy, from the public data and the examples that fill its gaps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from soesmart.demo.story import read
from soesmart.demo.strategy import made_up
from soesmart.demo.strategy.indicators import build_indicators, build_measurements
from soesmart.demo.strategy.signing import ACTOR, Publication, day, publish
from soesmart.region.models import Municipality
from soesmart.strategy.models import (
    FieldWording,
    GoalWording,
    OrganisationUnit,
    OverarchingGoal,
    Strategy,
    Version,
    VisionTerm,
)
from soesmart.strategy.services.strategies import Level, add_unit, found_strategy, note_target_decision
from soesmart.strategy.services.texts import FieldText, GoalText
from soesmart.strategy.services.versions import open_draft
from soesmart.strategy.services.words import (
    add_field,
    add_goal,
    edit_field,
    edit_goal,
    write_overarching_goals,
    write_vision,
)

FIRST, SECOND = day(2021, 10, 6), day(2022, 12, 31)


def build_soest(town: Municipality, at: datetime) -> None:
    """Version 1.0 of October 2021, version 2.0 of 2022 with what changed, then the numbers."""
    strategy = _found(town)
    units = _units(town)
    first = open_draft(actor=ACTOR, strategy=strategy, label="1.0", at=FIRST)
    _first_words(first, units)
    publish(first, _publication(0, FIRST, body=read("strategy")["meta"]["adopted"]["body"], more=_fifth_word()))
    second = open_draft(actor=ACTOR, strategy=strategy, label="2.0", at=SECOND)
    _second_words(second, units)
    publish(second, _publication(1, SECOND, more=made_up.ABOUT_THE_WORDS))
    build_indicators(town, strategy, at)
    build_measurements(town, at)


def _found(town: Municipality) -> Strategy:
    meta = read("strategy")["meta"]
    strategy = found_strategy(
        actor=ACTOR,
        municipality=town,
        slug="soest-2030",
        name=meta["name"],
        horizon=meta["horizon"],
        levels=[Level("strategisches Ziel", "strategische Ziele")],
        note="Öffentlich bekannt sind Vision, übergeordnete Ziele, die acht Handlungsfelder und die Zahl von 28 "
        "Zielen. Der Wortlaut der Ziele und Leitlinien ist nicht öffentlich auffindbar und hier als Beispiel gesetzt.",
        at=FIRST,
    )
    for row in read("strategy")["target_history"]:
        note_target_decision(
            actor=ACTOR,
            strategy=strategy,
            subject=row["target"],
            year=row["year"],
            decided=row["decided"],
            source=row["source"],
            at=FIRST,
        )
    return strategy


def _units(town: Municipality) -> dict[str, OrganisationUnit]:
    return {
        row["key"]: add_unit(
            actor=ACTOR,
            municipality=town,
            key=row["key"],
            name=row["name"],
            task=row["role"],
            source=row["source"] or "",
            invented=row["invented"],
            email=f"{row['key']}@soest.example.org",
            at=FIRST,
        )
        for row in read("city")["units"]
    }


def _first_words(draft: Version, units: Mapping[str, OrganisationUnit]) -> None:
    data = read("strategy")
    vision = data["vision"]
    terms = [
        VisionTerm(
            name=row["name"],
            description=row["description"],
            source=row["source"],
            description_invented=row["description_invented"],
        )
        for row in vision["terms"]
    ]
    write_vision(actor=ACTOR, version=draft, vision=vision["name"], source=vision["source"], terms=terms, at=FIRST)
    keys = ("key", "name", "description", "source", "invented")
    goals = [OverarchingGoal(**{key: row[key] for key in keys}) for row in data["overarching_goals"]]
    write_overarching_goals(actor=ACTOR, version=draft, goals=goals, at=FIRST)
    for row in data["action_fields"]:
        add_field(actor=ACTOR, version=draft, text=_field(row, made_up.FIRST_GUIDELINES.get(row["key"])), at=FIRST)
    for row in data["goals"]:
        add_goal(actor=ACTOR, version=draft, text=_goal(row | made_up.FIRST_WORDS.get(row["id"], {}), units), at=FIRST)


def _second_words(draft: Version, units: Mapping[str, OrganisationUnit]) -> None:
    data = read("strategy")
    fields = {row["key"]: row for row in data["action_fields"]}
    goals = {row["id"]: row for row in data["goals"]}
    for field in FieldWording.objects.filter(version=draft, field__key__in=made_up.FIRST_GUIDELINES).select_related(
        "field", "version"
    ):
        edit_field(actor=ACTOR, wording=field, text=_field(fields[field.field.key]), at=SECOND)
    for goal in GoalWording.objects.filter(version=draft, goal__code__in=made_up.FIRST_WORDS).select_related(
        "goal", "version"
    ):
        edit_goal(actor=ACTOR, wording=goal, text=_goal(goals[goal.goal.code], units), at=SECOND)


def _field(row: dict[str, Any], guideline: str | None = None) -> FieldText:
    return FieldText(
        key=row["key"],
        code=row["code"],
        name=row["name"],
        guideline=guideline or row["guideline"]["text"],
        guideline_invented=row["guideline"]["invented"],
        sdgs=row["sdgs"]["values"],
        sdgs_invented=row["sdgs"]["invented"],
        source=row["source"],
        invented=row["invented"],
    )


def _goal(row: dict[str, Any], units: Mapping[str, OrganisationUnit]) -> GoalText:
    return GoalText(
        code=row["id"],
        field_key=row["action_field"],
        title=row["title"],
        description=row["description"],
        unit=units[row["responsible_unit"]],
        dimensions=frozenset(made_up.DIMENSIONS[row["id"]].split()),
        source=row["source"] or "",
        related_sources=row["related_sources"],
        invented=row["invented"],
    )


def _publication(number: int, on: datetime, *, body: str = "", more: str) -> Publication:
    row = read("strategy")["meta"]["versions"][number]
    return Publication(
        day=on,
        decided_on=row["date"],
        decided_by=body,
        note=f"{row['note']} {more}".strip(),
        source=row["source"],
    )


def _fifth_word() -> str:
    earlier = read("strategy")["vision"]["history"][0]["terms"][-1]
    return f"Im Dezember 2020, zur Zeit der Beteiligung, hieß das fünfte Wort der Vision noch „{earlier}“."
