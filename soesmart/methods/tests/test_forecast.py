"""The damped forecast, its bands, the chance, and the test on the own history: by hand, then in general."""

from decimal import Decimal
from math import sqrt

import pytest
from hypothesis import given, settings

from soesmart.methods.backtest import backtest
from soesmart.methods.forecast import Forecast, damped, forecast
from soesmart.methods.series import Points
from soesmart.methods.tests.courses import course, courses, factors, steps_to, times

POINTS = course("10", "12", "13", "17", start=2020)


def made(points: Points) -> Forecast:
    found = forecast(points)
    assert found is not None
    return found


def test_four_values_by_hand() -> None:
    found = made(POINTS)
    assert found.slope == pytest.approx(13 / 6)  # the slopes are 1, 1.5, 2, 2.333, 2.5 and 4
    assert found.residuals == pytest.approx((-1 / 6, -7 / 6, 11 / 6))
    assert found.n == 3
    assert found.spread == pytest.approx(sqrt(4.75 / 2))
    first, second = found.steps(2025)
    assert (first.year, second.year) == (2024, 2025)
    assert [first.value, second.value] == pytest.approx([18.95, 17 + 13 / 6 * 1.71])
    assert first.high80 - first.value == pytest.approx(1.885618 * 1.541104 * 1.154701, abs=1e-5)
    assert first.value - first.low50 == pytest.approx(0.816497 * 1.541104 * 1.154701, abs=1e-5)
    assert second.high80 - second.low80 == pytest.approx(2 * 1.885618 * 1.541104 * sqrt(2 * 5 / 3), abs=1e-5)


def test_the_chance_by_hand() -> None:
    found = made(POINTS)
    assert found.chance("up", Decimal(20), 2024) == pytest.approx(0.307472, abs=1e-5)
    assert found.chance("down", Decimal(20), 2024) == pytest.approx(1 - 0.307472, abs=1e-5)
    assert found.chance("up", Decimal(20), 2024, shift=1.05) == pytest.approx(0.5)
    assert found.chance_within(Decimal("18.95"), Decimal(20), 2024) == pytest.approx(0.5 - 0.307472, abs=1e-5)


def test_there_is_no_chance_for_a_year_that_is_past() -> None:
    found = made(POINTS)
    assert (found.chance("up", Decimal(1), 2023), found.chance_within(Decimal(1), Decimal(2), 2020)) == (None, None)
    assert found.steps(2023) == ()


def test_without_a_target_year_five_years_are_told() -> None:
    assert [step.year for step in made(POINTS).steps(None)] == [2024, 2025, 2026, 2027, 2028]


def test_missing_years_divide_the_change() -> None:
    found = made(course("10", "", "", "16", "18", "", "20", start=2015))
    assert found.residuals == pytest.approx((2 - found.slope, 2 - found.slope, 1 - found.slope))
    assert found.slope == pytest.approx((5 / 3 + 2) / 2)  # 1, 4/3, 5/3, 2, 2, 2


@pytest.mark.parametrize(
    ("points", "used", "low"),
    [
        (course("1", "2", "4"), None, None),
        (course("9", "9", "|1", "2", "4"), None, None),
        (course("9", "9", "|1", "2", "4", "5"), 4, True),
        (steps_to("5", "1", 4), 5, True),
        (steps_to("5", "1", 5), 6, False),
    ],
)
def test_only_points_since_the_last_break_count(points: Points, used: int | None, low: bool | None) -> None:
    found = forecast(points)
    assert (len(found.points) if found else None, found.is_low_evidence if found else None) == (used, low)


@pytest.mark.parametrize(("target", "chance"), [("10.9", 1.0), ("10.900001", 0.0), ("-50", 1.0)])
def test_a_straight_line_has_no_band_and_no_doubt(target: str, chance: float) -> None:
    found = made(steps_to("10", "1"))
    assert (found.spread, found.step(2025).low80) == (0, found.step(2025).value)
    assert found.chance("up", Decimal(target), 2025) == chance


@pytest.mark.parametrize("step", ["0.1", "0.7", "-0.3"])
def test_a_straight_line_of_decimals_is_as_straight(step: str) -> None:
    found = made(steps_to("0.3", step, 9))
    value = Decimal("0.3") + Decimal(step) * Decimal("1.71")
    assert found.spread == 0
    assert (found.chance("up", value, 2026), found.chance("down", value, 2026)) == (1.0, 1.0)
    assert found.chance_within(value, value, 2026) == 1.0


def test_the_damping_is_the_sum_of_its_powers() -> None:
    assert [float(damped(h)) for h in (0, 1, 2, 3)] == pytest.approx([0, 0.9, 1.71, 2.439])
    assert float(damped(400)) == pytest.approx(9)


@settings(max_examples=40)
@given(courses(), factors)
def test_the_forecast_follows_the_unit(points: Points, factor: Decimal) -> None:
    found, other = forecast(points), forecast(times(points, factor))
    assert (found is None) == (other is None)
    if found and other:
        step, scaled = found.step(2030), other.step(2030)
        size = float(factor) * max(abs(float(point.value)) for point in points) * 1e-9
        for name in ("value", "low50", "high50", "low80", "high80"):
            assert getattr(scaled, name) == pytest.approx(getattr(step, name) * float(factor), rel=1e-9, abs=size)


def test_on_its_own_history_each_origin_is_compared_with_what_came() -> None:
    found = backtest(steps_to("5", "1"))
    assert found is not None
    assert found.origins == 2
    one, two = found.horizons
    assert [one.horizon, one.n, one.mean_error, one.naive_error] == pytest.approx([1, 2, 0.1, 1])
    assert [two.horizon, two.n, two.mean_error, two.naive_error] == pytest.approx([2, 1, 0.29, 2])
    assert (one.coverage50, one.coverage80) == (0, 0)


def test_the_coverage_is_the_share_inside_the_band() -> None:
    found = backtest(course("10", "12", "13", "17", "19", "40"))
    assert found is not None
    one = found.horizons[0]  # 17 -> 18.95 against 19, then a jump to 40 that no band holds
    assert (one.n, one.coverage50, one.coverage80) == (2, 0.5, 0.5)


@pytest.mark.parametrize("points", [POINTS, course("1", "2", "3", "4", "|5", "7", "6"), ()])
def test_a_history_too_short_to_be_tested_gives_nothing(points: Points) -> None:
    assert backtest(points) is None


def test_a_year_without_value_is_not_compared() -> None:
    found = backtest(course("10", "12", "13", "17", "", "19"))
    assert found is not None
    assert [(one.horizon, one.n) for one in found.horizons] == [(2, 1)]
