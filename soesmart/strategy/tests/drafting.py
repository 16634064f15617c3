"""Strategies for tests: one with two levels of goals, published by Bernd and Clara, and a draft of the next."""

from datetime import date, datetime

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import (
    FieldWording,
    Goal,
    GoalWording,
    Indicator,
    OverarchingGoal,
    Strategy,
    Version,
    VisionTerm,
)
from soesmart.strategy.services.strategies import Level, found_strategy
from soesmart.strategy.services.versions import approve_version, open_draft, publish_version, submit_version
from soesmart.strategy.services.words import (
    FieldText,
    GoalText,
    add_field,
    add_goal,
    write_overarching_goals,
    write_vision,
)

ACTOR = "system:test"


def make_strategy(town: Municipality, at: datetime) -> Strategy:
    return found_strategy(
        actor=ACTOR,
        municipality=town,
        slug="2030",
        name=f"{town.name} 2030",
        horizon=2030,
        levels=[Level("Ziel", "Ziele"), Level("Teilziel", "Teilziele", is_numbered=True)],
        at=at,
    )


def make_draft(strategy: Strategy, at: datetime, label: str = "1.0") -> Version:
    """Two fields; MOB-1 with MOB-1-1 and MOB-1-2 below it, MOB-2, and ENE-1."""
    draft = open_draft(actor=ACTOR, strategy=strategy, label=label, at=at)
    write_vision(actor=ACTOR, version=draft, vision="Klima", terms=[VisionTerm(name="nachhaltig")], at=at)
    write_overarching_goals(
        actor=ACTOR, version=draft, goals=[OverarchingGoal(key="resilienz", name="Resilienz")], at=at
    )
    for key, code, name in (("mobilitaet", "MOB", "Mobilität"), ("energie", "ENE", "Energie")):
        add_field(actor=ACTOR, version=draft, text=FieldText(key, code, name), at=at)
    for code, key, title, parent in (
        ("MOB-1", "mobilitaet", "Mehr Wege mit dem Rad", ""),
        ("MOB-1-1", "mobilitaet", "Radwege bauen", "MOB-1"),
        ("MOB-1-2", "mobilitaet", "Räder abstellen", "MOB-1"),
        ("MOB-2", "mobilitaet", "Busse öfter fahren lassen", ""),
        ("ENE-1", "energie", "Strom vom Dach", ""),
    ):
        add_goal(actor=ACTOR, version=draft, text=GoalText(code, key, title, parent_code=parent), at=at)
    return draft


def publish(version: Version, submitter: Person, approver: Person, at: datetime) -> Version:
    submit_version(actor=submitter, version=version, at=at)
    approve_version(actor=approver, version=version, at=at)
    publish_version(actor=approver, version=version, at=at)
    return version


def goal(version: Version, code: str) -> GoalWording:
    return GoalWording.objects.select_related("goal", "field", "unit", "parent__goal", "version").get(
        version=version, goal__code=code
    )


def codes(version: Version) -> list[str]:
    """Codes of all goals in the order of the draft."""
    rows = GoalWording.objects.filter(version=version).order_by("position")
    return list(rows.values_list("goal__code", flat=True))


def many_goals(version: Version, number: int) -> None:
    """Goals without services, for counting queries."""
    field = FieldWording.objects.filter(version=version).order_by("-position")[0].field
    things = Goal.objects.bulk_create(Goal(strategy=version.strategy, code=f"X-{index}") for index in range(number))
    GoalWording.objects.bulk_create(
        GoalWording(version=version, goal=thing, field=field, position=1000 + index, title=f"Ziel {index}")
        for index, thing in enumerate(things)
    )


def make_indicator(town: Municipality, key: str, due_on: date | None, months: int | None = 12) -> Indicator:
    """An indicator whose next value is due."""
    return Indicator.objects.create(
        municipality=town, key=key, name=f"Kennzahl {key}", unit="km", due_on=due_on, update_months=months
    )
