"""What is said about an indicator: the rules on its values and targets, the gap, the way, the chance."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from soesmart.methods.linear_ratio import Grade
from soesmart.methods.weather_symbols import Symbol
from soesmart.strategy.queries.measured import IndicatorView, TargetView, ValueView
from soesmart.strategy.rating.assessment import Assessment, assess
from soesmart.strategy.rating.light import NO_DIRECTION, NO_TARGET, NO_TARGET_YEAR
from soesmart.strategy.rating.words import chance_words

DOWN = ("100", "96", "92", "88", "84", "80")


def aim(value: str, year: int | None = 2030, **more: Any) -> TargetView:
    return TargetView(Decimal(value), year, "", "", "", "", False, **more)


def indicator(
    *values: str, direction: str = "down", target: TargetView | None = None, start: int = 2019, **more: Any
) -> IndicatorView:
    """A value a year; "|" before a value is a break, "" a missing year."""
    at = datetime(2025, 1, 1, tzinfo=UTC)
    rows = tuple(
        ValueView(start + place, Decimal(value.strip("|")), "measured", False, "", "", False, at, "|" in value)
        for place, value in enumerate(values)
        if value
    )
    return IndicatorView("key", "Name", "t", 0, direction, "", "", None, "", "", False, target, rows, **more)


def test_the_three_rules_stand_side_by_side() -> None:
    found = assess(indicator(*DOWN, target=aim("60")))
    assert (found.weather.symbol, found.weather.m, found.weather.q) == (Symbol.SUN, -4, 56)
    assert found.linear is not None
    assert (found.linear.grade, found.linear.ratio) == (Grade.ON_TRACK, Fraction(11, 10))
    assert found.growth is not None
    assert found.growth.grade is Grade.ON_TRACK
    assert "wird erreicht" in found.weather.reason
    assert "Verhältnis 1,10" in found.linear_reason
    assert "Seit 2019 jährlich −4,36" in found.growth_reason


def test_gap_needed_and_best_are_in_units() -> None:
    found = assess(indicator("100", "93", "95", "", "|40", "38", "35", target=aim("20")))
    assert (found.gap, found.needed, found.best) == (Decimal(-15), Fraction(-3), Decimal(-7))


def test_a_reached_target_needs_nothing_more() -> None:
    found = assess(indicator(*DOWN, target=aim("80")))
    assert (found.is_reached, found.needed, found.gap) == (True, None, Decimal(0))


def test_a_way_in_the_wrong_direction_has_no_best_year() -> None:
    assert assess(indicator("1", "2", "3", target=aim("0"))).best is None


def test_only_the_values_up_to_a_year_count() -> None:
    found = assess(indicator(*DOWN, "200", target=aim("60")), up_to=2024)
    assert found.latest is not None
    assert (found.latest.year, found.weather.symbol) == (2024, Symbol.SUN)


def test_what_got_worse_is_seen_and_the_history_says_when() -> None:
    found = assess(indicator(*DOWN, "90", target=aim("60")))
    assert (found.before, found.weather.symbol, found.got_worse) == (Symbol.SUN, Symbol.CLOUD, True)
    assert [one.symbol for one in found.history] == [None] * 3 + [Symbol.SUN] * 3 + [Symbol.CLOUD]
    assert not assess(indicator(*DOWN, target=aim("60"))).got_worse


def test_rule_a_and_b_may_disagree_and_say_why() -> None:
    found = assess(indicator("100", "50", "51", "52", "53", "54", "55", start=2018, target=aim("40")))
    assert found.weather.symbol is Symbol.STORM
    assert "schlechter voran als im Durchschnitt seit 2018" in found.disagreement


def test_without_a_target_only_the_direction_counts() -> None:
    found = assess(indicator(*DOWN))
    assert (found.weather.symbol, found.linear, found.chance, found.gap) == (Symbol.SUN, None, None, None)
    assert found.linear_reason == NO_TARGET
    assert len(found.steps) == 5


def test_a_target_to_keep_is_rated_without_a_year() -> None:
    found = assess(indicator(*DOWN, target=aim("85", None, kind="keep")))
    assert (found.weather.symbol, found.linear_reason) == (Symbol.SUN, NO_TARGET_YEAR)


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (indicator(*DOWN, direction="", target=aim("60")), NO_DIRECTION),
        (indicator(*DOWN, target=aim("60", None)), NO_TARGET_YEAR),
        (indicator(*DOWN, direction="hold"), NO_TARGET),
    ],
)
def test_what_cannot_be_rated_says_why(view: IndicatorView, reason: str) -> None:
    found = assess(view)
    assert (found.weather.symbol, found.weather.reason, found.chance) == (None, reason, None)
    assert [one.reason for one in found.history] == [reason] * 6


def test_without_values_everything_is_empty_and_nothing_breaks() -> None:
    found = assess(indicator(target=aim("60")))
    assert (found.latest, found.linear, found.growth, found.forecast, found.chance) == (None,) * 5
    assert (found.gap, found.needed, found.best, found.is_reached, found.got_worse) == (None, None, None, None, False)
    assert (found.history, found.steps, found.backtest, found.budget) == ((), (), None, None)
    assert found.weather.reason == "Es gibt noch keinen Wert; ein Wettersymbol braucht 4."


def test_a_value_to_hold_is_rated_by_its_distance() -> None:
    found = assess(indicator("90", "108", "94", "103", "98", direction="hold", target=aim("100")))
    assert [point.value for point in found.weather.window] == [10, 8, 6, 3, 2]
    assert (found.weather.symbol, found.is_reached, found.growth) == (Symbol.SUN, True, None)
    assert found.chance is not None
    assert 0 < found.chance < 1
    assert "höchstens 5" in found.weather.reason
    assert found.linear is not None
    assert found.linear.grade is Grade.REACHED


def test_a_range_to_hold_is_reached_everywhere_inside() -> None:
    inside = assess(indicator("95", "98", "101", "104", direction="hold", target=aim("100", upper=Decimal(110))))
    assert [point.value for point in inside.weather.window] == [5, 2, 0, 0]
    assert (inside.weather.symbol, inside.is_reached, inside.gap) == (Symbol.SUN, True, 0)
    below = assess(indicator("98", "97", "96", "95", direction="hold", target=aim("100", upper=Decimal(110))))
    assert (below.weather.symbol, below.gap) == (Symbol.STORM, 5)


@pytest.mark.parametrize(("direction", "asked"), [("up", 15), ("down", 20)])
def test_a_range_asks_for_its_weaker_bound(direction: str, asked: int) -> None:
    found = assess(indicator(*DOWN, direction=direction, target=aim("15", upper=Decimal(20))))
    assert (found.target, found.weather.aim.target) == (asked, asked)


def test_rule_a_looks_at_the_nearest_year_and_the_path_bends_at_milestones() -> None:
    stops = (aim("70", 2026, is_milestone=True), aim("90", 2021, is_milestone=True))
    found = assess(indicator(*DOWN, target=aim("0"), milestones=stops))
    assert (found.weather.aim.year, found.weather.aim.target, found.target_year) == (2026, 70, 2030)
    assert found.path is not None
    assert [found.path.at(year) for year in (2019, 2021, 2026, 2030)] == [100, 90, 70, 0]


def test_rule_b_names_a_break_on_its_way() -> None:
    assert "Bruch in der Reihe (2021)" in assess(indicator("9", "8", "|4", "3", target=aim("1"))).linear_reason
    assert "Bruch" not in assess(indicator("|9", "8", "4", "3", target=aim("1"))).linear_reason


def test_emissions_are_a_budget_with_an_overshoot() -> None:
    found = assess(indicator(*DOWN, target=aim("1"), is_emission=True))
    assert found.budget is not None
    assert found.budget.overshoot == sum(5 * years for years in range(6))  # nine a year allowed less, four came
    assert assess(indicator(*DOWN, target=aim("1"))).budget is None


def test_what_measures_add_moves_the_chance() -> None:
    found = assess(indicator("100", "97", "92", "89", "84", "80", target=aim("55")))
    assert found.chance is not None
    assert (found.chance_with(-10) or 0) > found.chance > (found.chance_with(10) or 0)
    assert found.chance_words in ("unwahrscheinlich", "eher nicht")


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (1.0, "wahrscheinlich"), (0.8, "wahrscheinlich"), (0.79, "eher ja"), (0.5, "eher ja"),
        (0.49, "eher nicht"), (0.2, "eher nicht"), (0.19, "unwahrscheinlich"), (0.0, "unwahrscheinlich"), (None, ""),
    ],
)  # fmt: skip
def test_a_chance_has_words(chance: float | None, words: str) -> None:
    assert chance_words(chance) == words


def test_the_light_and_rule_b_are_of_one_mind() -> None:
    view = indicator(*DOWN, target=aim("20"))
    assert view.rating.ratio == Assessment(view).linear
