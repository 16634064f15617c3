"""The numbers of Soest: public ones with their source, examples marked as such."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from soesmart.demo.series import made_values
from soesmart.demo.story import read
from soesmart.demo.strategy.made_up import MEASURED_SINCE
from soesmart.demo.strategy.signing import ACTOR, day
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, Strategy
from soesmart.strategy.rules import Direction, ValueState
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import Pedigree, record_value

# Partial dates of decisions that are public although the target value beside them is made up.
DECIDED = {"KLI-1": "2020-06"}


@dataclass(frozen=True)
class Number:
    """A value to record."""

    year: int | None
    value: Decimal
    source: str = ""
    note: str = ""
    is_baseline: bool = False
    invented: bool = False
    state: str = ValueState.MEASURED
    has_break: bool = False
    first: Decimal | None = None


def build_indicators(town: Municipality, strategy: Strategy, at: datetime) -> None:
    """One indicator per goal with targets and values."""
    goals = {goal.code: goal for goal in strategy.goals.all()}
    for row in read("indicators")["indicators"]:
        numbers = list(_numbers(row))
        indicator = add_indicator(
            actor=ACTOR, municipality=town, goal=goals[row["goal"]], text=_text(row, numbers), at=day(2022, 12, 31)
        )
        _set_targets(indicator, row)
        _record(indicator, numbers, at)


def build_measurements(town: Municipality, at: datetime) -> None:
    """The further public measurements, without goal, direction or target."""
    for row in read("indicators")["additional_public_measurements"]:
        numbers = [
            Number(value["year"], _exact(value["value"]), row["source"], row.get("note", ""), invented=row["invented"])
            for value in row["values"]
        ]
        text = IndicatorText(
            key=row["key"].replace("_", "-"),
            name=row["name"],
            unit=row["unit"],
            decimals=_decimals(numbers),
            source=row["source"],
            invented=row["invented"],
        )
        indicator = add_indicator(actor=ACTOR, municipality=town, text=text, at=day(2022, 12, 31))
        _record(indicator, numbers, at)


def _text(row: dict[str, Any], numbers: list[Number]) -> IndicatorText:
    return IndicatorText(
        key=row["id"].lower(),
        name=row["name"],
        unit=row["unit"],
        direction=Direction(row["direction"]),
        decimals=_decimals(numbers),
        method=row["method"],
        interval=row["update_interval"],
        reporting_field=row["bnk_field"],
        note=row.get("note", ""),
        invented=row["invented"],
    )


def _numbers(row: dict[str, Any]) -> Iterator[Number]:
    """Public values first; an example fills a year only where no public value stands."""
    baseline = row["baseline"] or {}
    public = [*row.get("public_values", ())]
    at_baseline = (baseline.get("year"), baseline.get("value"))
    if baseline and at_baseline not in [(value["year"], value["value"]) for value in public]:
        public.append(baseline)
    for value in public:
        is_baseline = (value["year"], value["value"]) == at_baseline
        note = _note(value | (baseline if is_baseline else {}))
        yield Number(value["year"], _exact(value["value"]), value["source"], note, is_baseline)
    since = None if baseline.get("year") else row["demo"]["values"][0]["year"]
    for made in made_values(row):
        yield Number(
            made.year,
            made.value,
            note=made.note,
            is_baseline=made.year == since,
            invented=True,
            state=made.state,
            has_break=made.has_break,
            first=made.first,
        )


def _note(value: dict[str, Any]) -> str:
    rank = f"Platz {value['rank']}" if value.get("rank") else ""
    inferred = "Jahr aus dem Zusammenhang erschlossen" if value.get("year_inferred") else ""
    parts = [value.get("note", ""), value.get("qualifier", ""), rank, inferred]
    return "; ".join(part for part in parts if part)


def _set_targets(indicator: Indicator, row: dict[str, Any]) -> None:
    for old in row.get("target_history", ()):
        set_target(
            actor=ACTOR,
            indicator=indicator,
            value=_exact(old["value"]),
            year=old["year"],
            decided=old["decided"],
            source=old["source"],
            at=day(2021, 10, 6),
        )
    public, demo = row["target"], row["demo"]
    if public["value"] is not None:
        set_target(
            actor=ACTOR,
            indicator=indicator,
            value=_exact(public["value"]),
            year=public["year"],
            source=public["source"],
            note="; ".join(filter(None, (public.get("qualifier"), public.get("note")))),
            at=day(2022, 12, 31),
        )
    if (public["value"], public["year"]) != (demo["target"], demo["target_year"]):
        set_target(
            actor=ACTOR,
            indicator=indicator,
            value=_exact(demo["target"]),
            year=demo["target_year"],
            decided=DECIDED.get(row["goal"], MEASURED_SINCE),
            invented=True,
            at=day(2022, 12, 31),
        )


def _record(indicator: Indicator, numbers: list[Number], at: datetime) -> None:
    """Told in the spring after the year, corrected in the autumn, but never in the future."""
    for number in sorted(numbers, key=lambda number: number.year or 0):
        told = min(day((number.year or 2021) + 1, 3, 31), at)
        if number.first is not None:
            before = replace(number, value=number.first, state=ValueState.PROVISIONAL)
            _record_one(indicator, before, told)
            told = min(day((number.year or 2021) + 1, 10, 15), at)
        _record_one(indicator, number, told)


def _record_one(indicator: Indicator, number: Number, at: datetime) -> None:
    record_value(
        actor=ACTOR,
        indicator=indicator,
        year=number.year,
        value=number.value,
        state=ValueState(number.state),
        is_baseline=number.is_baseline,
        source=number.source,
        note=number.note,
        invented=number.invented,
        pedigree=Pedigree(has_break=number.has_break),
        at=at,
    )


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _decimals(numbers: list[Number]) -> int:
    return max(0, *(-int(number.value.normalize().as_tuple().exponent) for number in numbers))
