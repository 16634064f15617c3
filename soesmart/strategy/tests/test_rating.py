"""From an indicator to the light in its window, and to the words beside it."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from soesmart.methods.linear_ratio import Gap
from soesmart.strategy.queries.measured import IndicatorView, TargetView, ValueView, one_per_year
from soesmart.strategy.rating.explained import explain
from soesmart.strategy.rating.light import GAPS, NO_DIRECTION, NO_TARGET, NO_TARGET_YEAR, NO_VALUE
from soesmart.strategy.rules import Light


def value(year: int | None, amount: str, hour: int = 0, *, baseline: bool = False) -> ValueView:
    return ValueView(year, Decimal(amount), "measured", baseline, "", "", False, datetime(2025, 1, 1, hour, tzinfo=UTC))


def indicator(
    *values: ValueView, direction: str = "up", target: str | None = "20", year: int | None = 2030
) -> IndicatorView:
    aim = TargetView(Decimal(target), year, "", "", "", "", False) if target is not None else None
    return IndicatorView("key", "Name", "%", 1, direction, "", "", None, "", "", False, aim, values)


@pytest.mark.parametrize(
    ("latest", "light"),
    [("20", "bright"), ("14", "bright"), ("13", "warm"), ("11", "dim"), ("10", "dim"), ("9", "dark")],
)
def test_the_light_follows_the_pace(latest: str, light: str) -> None:
    assert indicator(value(2020, "10"), value(2024, latest)).rating.light == Light(light)


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (indicator(value(2020, "10")), GAPS[Gap.NO_LATER_VALUE]),
        (indicator(value(2020, "10"), value(2024, "12"), direction=""), NO_DIRECTION),
        (indicator(value(2020, "10"), value(2024, "12"), target=None), NO_TARGET),
        (indicator(value(2020, "10"), value(2024, "12"), year=None), NO_TARGET_YEAR),
        (indicator(), NO_VALUE),
        (indicator(value(None, "10"), value(None, "11")), NO_VALUE),
    ],
)
def test_a_missing_part_is_a_sentence_not_an_error(view: IndicatorView, reason: str) -> None:
    assert (view.rating.light, view.rating.reason) == (Light.UNKNOWN, reason)
    assert explain(view).sentence == reason


def test_the_marked_baseline_counts_not_the_first_value() -> None:
    view = indicator(
        value(2015, "7.2"), value(2018, "7.4", baseline=True), value(2024, "5.7"), direction="down", target="2"
    )
    found = view.rating.ratio
    assert found is not None
    assert (found.base.year, float(found.ratio or 0)) == (2018, pytest.approx(0.6296, abs=1e-4))


def test_a_correction_replaces_the_value_of_its_year_and_stays_readable() -> None:
    counted = one_per_year([value(2020, "10"), value(2024, "30", 1), value(2024, "12", 2)])
    assert [(one.year, one.value) for one in counted.values] == [(2020, Decimal(10)), (2024, Decimal(12))]
    assert [one.value for one in counted.corrected] == [Decimal(30)]


def test_the_calculation_can_be_checked_by_hand() -> None:
    told = explain(indicator(value(2020, "10"), value(2024, "13")))
    assert [(step.formula, step.result) for step in told.steps] == [
        ("(13,0 − 10,0) ÷ (2024 − 2020)", "+0,750\xa0Prozentpunkte"),
        ("(20,0 − 10,0) ÷ (2030 − 2020)", "+1,000\xa0Prozentpunkte"),
        ("bisher ÷ nötig", "0,75"),
    ]
    assert told.progress == 30


def test_a_way_gone_backwards_shows_no_progress() -> None:
    assert explain(indicator(value(2020, "10"), value(2024, "9"))).progress is None


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("%", "%"),
        ("Anzahl", ""),
        ("Anzahl je Jahr", "je Jahr"),
        ("Schulnote", ""),
        ("Index (2025 = 100)", ""),
        ("MW", "MW"),
    ],
)
def test_counts_and_scales_need_no_word_behind_the_number(unit: str, said: str) -> None:
    view = IndicatorView("k", "N", unit, 0, "up", "", "", None, "", "", False)
    assert view.said_unit == said


@pytest.mark.parametrize(
    ("direction", "latest", "asked"),
    [("up", "12", "20"), ("down", "40", "30"), ("hold", "25", "25"), ("hold", "40", "30"), ("hold", "10", "20")],
)
def test_the_light_follows_the_bound_of_a_range_that_is_met_first(direction: str, latest: str, asked: str) -> None:
    view = indicator(value(2020, "50"), value(2024, latest), direction=direction)
    assert view.target is not None
    ranged = replace(view, target=replace(view.target, upper=Decimal(30)))
    assert ranged.rating.ratio is not None
    assert ranged.rating.ratio.target.value == Decimal(asked)
