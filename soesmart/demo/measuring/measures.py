"""Measures with invented effects and costs, and what their sums take for granted."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from soesmart.accounts.models import Person
from soesmart.demo.story import read
from soesmart.demo.strategy.signing import ACTOR
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, Measure
from soesmart.strategy.rules import Confidence
from soesmart.strategy.services.assumptions import note_assumption
from soesmart.strategy.services.measures import EstimateText, MeasureText, add_measure, record_estimate


def build_measures(town: Municipality, indicators: dict[str, Indicator], at: datetime, officer: Person) -> None:
    """indicators: by the code of their goal."""
    data = read("measures")
    for row in data["measures"]:
        measure = add_measure(actor=ACTOR, municipality=town, text=_text(row), at=at)
        for effect in row["effects"]:
            _estimate(measure, indicators[effect["goal"]], effect, at, officer)
    for row in data["assumptions"]:
        note_assumption(
            actor=officer, indicator=indicators[row["goal"]], text=row["text"], overlap=row["overlap"], at=at
        )


def _text(row: dict[str, Any]) -> MeasureText:
    low, high = (euros * 100 for euros in row["cost"])
    return MeasureText(
        key=row["key"],
        name=row["name"],
        text=row["text"],
        cost_low=low,
        cost_high=high,
        starts=row["starts"],
        is_decided=row["decided"],
        condition=row["condition"],
        link=f"/pilotprojekte/{row['pilot']}/" if row.get("pilot") else "",
        invented=True,
    )


def _estimate(measure: Measure, indicator: Indicator, effect: dict[str, Any], at: datetime, officer: Person) -> None:
    low, middle, high = (Decimal(str(number)) for number in effect["effect"])
    text = EstimateText(
        low, middle, high, effect["basis"], effect["ramp"], Confidence(effect["confidence"]), invented=True
    )
    record_estimate(actor=officer, measure=measure, indicator=indicator, text=text, at=at)
