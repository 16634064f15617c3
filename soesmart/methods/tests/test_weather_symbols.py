"""House rule A: every branch by hand, every threshold exactly, and what must never change a symbol."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.methods.series import Points
from soesmart.methods.tests.courses import course, courses, factors, numbers, steps_to, times
from soesmart.methods.weather_symbols import (
    Aim,
    Kind,
    Symbol,
    UpOrDown,
    history,
    nearest_year,
    weaker_bound,
    weather,
    worst,
)

SUN, LIGHT, CLOUD, STORM = Symbol


def reach(target: str, year: int, way: UpOrDown = "down") -> Aim:
    return Aim(Kind.VALUE, way, Decimal(target), year)


def keep(target: str, way: UpOrDown = "down") -> Aim:
    return Aim(Kind.CONSTANT, way, Decimal(target))


@pytest.mark.parametrize(
    ("step", "symbol", "missed"),
    [
        ("-2.5", SUN, Fraction(-25, 100)),
        ("-2", SUN, Fraction(0)),
        ("-1.9", SUN, Fraction(5, 100)),
        ("-1.8998", LIGHT, Fraction(501, 10_000)),
        ("-1.6", LIGHT, Fraction(20, 100)),
        ("-1.5998", CLOUD, Fraction(2001, 10_000)),
        ("-0.002", CLOUD, Fraction(999, 1000)),
        ("0", STORM, Fraction(1)),
        ("1", STORM, Fraction(3, 2)),
    ],
)
def test_a_value_to_reach_is_rated_by_the_share_that_will_be_missing(
    step: str, symbol: Symbol, missed: Fraction
) -> None:
    found = weather(steps_to("10", step), reach("0", 2029))
    assert (found.symbol, found.f, found.m, found.reached) == (symbol, missed, Fraction(step), False)


def test_the_numbers_of_the_projection_can_be_read() -> None:
    found = weather(course("20", "19", "17", "16", "12", "10", start=2019), reach("4", 2027))
    assert (found.m, found.d, found.q, found.f) == (Fraction(-2), Fraction(-2), Fraction(4), Fraction(0))
    assert found.symbol is SUN


def test_more_can_be_better() -> None:
    assert weather(steps_to("10", "1.8"), reach("20", 2029, "up")).symbol is LIGHT  # 19 of 20: a tenth is missing
    assert weather(steps_to("10", "-1"), reach("20", 2029, "up")).symbol is STORM


def test_a_target_below_zero_is_rated_like_any_other() -> None:
    assert weather(steps_to("1", "-1"), reach("-4", 2029)).symbol is SUN
    assert weather(steps_to("1", "-0.5"), reach("-4", 2029)).symbol is CLOUD


@pytest.mark.parametrize(
    ("last", "step", "symbol"),
    [
        ("4", "-1", SUN),
        ("5", "0", SUN),
        ("5", "1", LIGHT),
        ("5.1", "-1", CLOUD),
        ("5.1", "0", STORM),
        ("6", "1", STORM),
    ],
)
def test_a_value_to_keep_is_reached_or_missed_and_nears_or_leaves_the_target(
    last: str, step: str, symbol: Symbol
) -> None:
    assert weather(steps_to(last, step), keep("5")).symbol is symbol


@pytest.mark.parametrize(("step", "symbol"), [("-1", SUN), ("0", SUN), ("1", LIGHT)])
def test_a_target_reached_before_its_year_counts_as_one_to_keep(step: str, symbol: Symbol) -> None:
    found = weather(steps_to("5", step), reach("5", 2030))
    assert (found.symbol, found.reached, found.q) == (symbol, True, None)


@pytest.mark.parametrize("year", [2020, 2024])
def test_a_target_missed_in_its_year_or_later_is_a_cloud_at_best(year: int) -> None:
    assert weather(steps_to("10", "-3"), reach("5", year)).symbol is CLOUD
    assert weather(steps_to("10", "3"), reach("5", year)).symbol is STORM


@pytest.mark.parametrize(
    ("values", "symbol"),
    [
        (("1", "2", "3", "5"), SUN),
        (("1", "3", "5", "4"), LIGHT),
        (("1", "3", "5", "5"), LIGHT),
        (("9", "5", "3", "4"), CLOUD),
        (("9", "5", "3", "2"), STORM),
        (("5", "4", "4", "5"), CLOUD),
        (("5", "5", "5", "5"), STORM),
    ],
)
def test_a_direction_is_rated_by_the_mean_and_the_last_change(values: tuple[str, ...], symbol: Symbol) -> None:
    assert weather(course(*values), Aim(Kind.DIRECTION, "up")).symbol is symbol


def test_a_change_over_missing_years_is_divided_by_them() -> None:
    found = weather(course("100", "", "", "", "80", "78", "", "70", start=2010), reach("0", 2030))
    assert (found.m, found.d) == (Fraction(-11, 3), Fraction(-4))
    assert found.q == Fraction(67, 3)
    assert found.symbol is CLOUD


def test_only_the_last_six_points_count() -> None:
    early = course("500", "10", "900", start=2015)
    assert weather((*early, *steps_to("10", "-2")), reach("0", 2029)).m == Fraction(-2)


@pytest.mark.parametrize(
    ("points", "symbol", "size", "broken"),
    [
        (course("8", "7", "6"), None, 3, None),
        (course("8", "7", "6", "5"), SUN, 4, None),
        (course("1", "90", "|8", "7", "6", "5"), SUN, 4, 2021),
        (course("1", "90", "40", "|7", "6", "5"), None, 3, 2022),
        (course("9", "8", "7", "6", "|5"), None, 1, 2023),
        (course("|8", "7", "6", "5"), SUN, 4, None),
        ((), None, 0, None),
    ],
)
def test_a_break_cuts_the_window_and_fewer_than_four_points_are_not_rated(
    points: Points, symbol: Symbol | None, size: int, broken: int | None
) -> None:
    found = weather(points, reach("0", 2030))
    assert (found.symbol, len(found.window), found.broken) == (symbol, size, broken)


def test_each_year_of_the_history_knows_only_what_was_known_then() -> None:
    points = course("20", "18", "16", "14", "19", "10", "9")
    aim = reach("0", 2030)
    rated = [found.symbol for found in history(points, aim)]
    assert rated == [None, None, None, SUN, CLOUD, SUN, SUN]
    assert [found.symbol for found in history((*points[:-1], replace(points[-1], value=Decimal(90))), aim)][:-1] == (
        rated[:-1]
    )


def test_several_targets_take_the_worst_symbol_several_years_the_nearest_a_range_its_weaker_bound() -> None:
    assert worst([SUN, None, CLOUD, LIGHT]) is CLOUD
    assert worst([None]) is None
    assert [nearest_year([2040, 2025, 2030], now) for now in (2020, 2025, 2026, 2041)] == [2025, 2025, 2030, 2040]
    assert nearest_year([], 2025) is None
    assert weaker_bound(Decimal(15), Decimal(20), "up") == 15
    assert weaker_bound(Decimal(15), Decimal(20), "down") == 20


@pytest.mark.parametrize(
    ("kind", "target", "year"), [(Kind.VALUE, None, 2030), (Kind.VALUE, 1, None), (Kind.CONSTANT, None, 2030)]
)
def test_an_aim_without_what_its_kind_needs_is_an_error(kind: Kind, target: int | None, year: int | None) -> None:
    with pytest.raises(ValueError, match="needs a"):
        Aim(kind, "up", None if target is None else Decimal(target), year)


aims = st.builds(Aim, st.sampled_from(list(Kind)), st.sampled_from(["up", "down"]), numbers, st.integers(2020, 2050))


@settings(max_examples=60)
@given(courses(), aims, factors, numbers)
def test_neither_unit_nor_zero_of_the_scale_changes_the_symbol(
    points: Points, aim: Aim, factor: Decimal, shift: Decimal
) -> None:
    assert aim.target is not None
    scaled = replace(aim, target=aim.target * factor + shift)
    found, other = weather(points, aim), weather(times(points, factor, shift), scaled)
    assert (found.symbol, found.f, found.reached) == (other.symbol, other.f, other.reached)


@settings(max_examples=60)
@given(courses(), aims)
def test_the_other_direction_mirrors(points: Points, aim: Aim) -> None:
    assert aim.target is not None
    turned = replace(aim, target=-aim.target, way="up" if aim.way == "down" else "down")
    found, other = weather(points, aim), weather(times(points, Decimal(-1)), turned)
    assert (found.symbol, found.f, found.reached) == (other.symbol, other.f, other.reached)


@settings(max_examples=40)
@given(courses(), aims)
def test_there_is_a_symbol_from_four_connected_points_on(points: Points, aim: Aim) -> None:
    found = weather(points, aim)
    assert (found.symbol is not None) == (len(found.window) >= 4)
