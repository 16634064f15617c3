"""The four other towns: fields as they are public, goals where there are any, each with the town's own words."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from soesmart.demo.story import read
from soesmart.demo.strategy.signing import ACTOR, Publication, day, publish
from soesmart.demo.strategy.structures import ExampleGoal, TownStrategy
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal, Strategy, Version
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.strategies import found_strategy
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.texts import FieldText, GoalText
from soesmart.strategy.services.values import record_value
from soesmart.strategy.services.versions import open_draft
from soesmart.strategy.services.words import add_field, add_goal, write_vision

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def build_town(town: Municipality, own: TownStrategy, at: datetime) -> None:
    """One version with the public fields; goals and numbers where the description has some."""
    row = next(row for row in read("cities")["cities"] if row["slug"] == town.slug)
    strategy = found_strategy(
        actor=ACTOR,
        municipality=town,
        slug=f"{town.slug}-2030",
        name=own.name,
        horizon=2030,
        levels=own.levels,
        field_words=own.field_words,
        note=own.note,
        at=own.published,
    )
    draft = open_draft(actor=ACTOR, strategy=strategy, label="1.0", at=own.published)
    if vision := row["vision"]:
        write_vision(
            actor=ACTOR, version=draft, vision=vision["name"], source=vision["source"], terms=[], at=own.published
        )
    keys = _write_fields(draft, row, own)
    for goal in own.goals:
        add_goal(actor=ACTOR, version=draft, text=_goal(goal, row, keys), at=own.published)
    adopted = row["adopted"] or {}
    publish(
        draft,
        Publication(
            day=own.published,
            decided_on=own.decided_on,
            note=adopted.get("note", ""),
            source=adopted.get("source") or row["action_fields"]["source"],
        ),
    )
    _measure(town, strategy, own, at)


def _write_fields(draft: Version, row: dict[str, Any], own: TownStrategy) -> list[str]:
    fields = row["action_fields"]
    keys = [_key(name) for name in fields["values"]]
    for key, code, name in zip(keys, own.codes, fields["values"], strict=True):
        text = FieldText(key=key, code=code, name=name, source=fields["source"])
        add_field(actor=ACTOR, version=draft, text=text, at=own.published)
    return keys


def _key(name: str) -> str:
    return slugify(name.lower().translate(UMLAUTS))[:50]


def _goal(goal: ExampleGoal, row: dict[str, Any], keys: Sequence[str]) -> GoalText:
    public = row["goals"] if goal.public is not None else None
    return GoalText(
        code=_code(goal),
        field_key=keys[goal.field],
        number=goal.number,
        parent_code=_code(goal, up=True) if "." in goal.number else "",
        title=public["names"][goal.public] if public else goal.title,
        description="Sinngemäß nach den Zielen vom 28. April 2021." if public else goal.description,
        source=public["source"] if public else "",
        invented=public is None,
    )


def _code(goal: ExampleGoal, *, up: bool = False) -> str:
    number = goal.number.rpartition(".")[0] if up else goal.number
    return f"Z{number.replace('.', '-')}"


def _measure(town: Municipality, strategy: Strategy, own: TownStrategy, at: datetime) -> None:
    goals: dict[str, Goal] = {goal.code: goal for goal in strategy.goals.all()}
    for example in own.goals:
        if example.measure is None:
            continue
        measure, key = example.measure, f"ind-{_code(example).lower()}"
        text = IndicatorText(
            key=key,
            name=measure.name,
            unit=measure.unit,
            direction=measure.direction,
            decimals=measure.decimals,
            interval="jährlich",
            invented=True,
        )
        indicator = add_indicator(
            actor=ACTOR, municipality=town, goal=goals[_code(example)], text=text, at=own.published
        )
        target = Decimal(measure.target)
        set_target(actor=ACTOR, indicator=indicator, value=target, year=2030, invented=True, at=own.published)
        for year, value in measure.values.items():
            record_value(
                actor=ACTOR,
                indicator=indicator,
                year=year,
                value=Decimal(value),
                invented=True,
                at=min(day(year + 1, 3, 31), at),
            )
