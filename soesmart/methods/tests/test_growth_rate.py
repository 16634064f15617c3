"""Comparison line C: by hand, and where it is not defined."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.methods.growth_rate import GrowthRatio, NoGrowth, growth_ratio
from soesmart.methods.linear_ratio import Grade, Reading
from soesmart.methods.tests.courses import factors
from soesmart.methods.weather_symbols import UpOrDown


def compared(way: UpOrDown, base: str, latest: str, target: str, years: tuple[int, int, int]) -> GrowthRatio:
    ends = (Reading(year, Decimal(value)) for year, value in zip(years, (base, latest, target), strict=True))
    return growth_ratio(way=way, **dict(zip(("base", "latest", "target"), ends, strict=True)))


@pytest.mark.parametrize(
    ("latest", "ratio", "grade"),
    [
        ("1.3", 0.750611, Grade.MODERATE),
        ("1.1", 0.268134, Grade.INSUFFICIENT),
        ("1", 0, Grade.INSUFFICIENT),
        ("0.9", -0.290521, Grade.AWAY),
        ("1.4", 0.969862, Grade.ON_TRACK),
        ("2", 2.071773, Grade.REACHED),
        ("0", -13.932726, Grade.AWAY),
    ],
)
def test_doubling_in_ten_years_after_five_of_them(latest: str, ratio: float, grade: Grade) -> None:
    found = compared("up", "1", latest, "2", (2015, 2020, 2025))
    assert found.ratio == pytest.approx(ratio, abs=1e-6)
    assert found.grade is grade


def test_a_steady_decline_to_the_target_is_on_track() -> None:
    found = compared("down", "100", "80", "64", (2015, 2020, 2025))
    assert found.ratio == pytest.approx(1, abs=1e-12)
    assert found.grade is Grade.ON_TRACK
    assert found.observed == pytest.approx(-0.0436475, abs=1e-7)


@pytest.mark.parametrize(("latest", "grade"), [("1.095", Grade.ON_TRACK), ("1.06", Grade.MODERATE)])
def test_a_ratio_exactly_at_a_threshold_meets_it_in_spite_of_the_roots(latest: str, grade: Grade) -> None:
    assert compared("up", "1", latest, "1.1", (2020, 2021, 2021)).grade is grade
    assert compared("up", "1", str(Decimal(latest) - Decimal("0.0001")), "1.1", (2020, 2021, 2021)).grade is not grade


@pytest.mark.parametrize(
    ("way", "values", "gap"),
    [
        ("down", ("100", "80", "0"), NoGrowth.ZERO_TARGET),
        ("up", ("0", "5", "20"), NoGrowth.ZERO_BASE),
        ("up", ("-5", "5", "20"), NoGrowth.NEGATIVE_BASE),
        ("down", ("5", "2", "-1"), NoGrowth.SIGN_CHANGES),
        ("up", ("5", "-2", "9"), NoGrowth.SIGN_CHANGES),
        ("up", ("9", "8", "9"), NoGrowth.NO_WAY_TO_GO),
    ],
)
def test_where_rates_are_not_defined_it_says_why(way: UpOrDown, values: tuple[str, str, str], gap: NoGrowth) -> None:
    found = compared(way, *values, (2015, 2020, 2025))
    assert (found.ratio, found.grade, found.gap) == (None, None, gap)


@pytest.mark.parametrize(
    ("years", "gap"), [((2020, 2020, 2030), NoGrowth.NO_LATER_VALUE), ((2020, 2024, 2020), NoGrowth.NO_TIME)]
)
def test_without_time_there_is_no_rate(years: tuple[int, int, int], gap: NoGrowth) -> None:
    assert compared("up", "5", "6", "9", years).gap is gap


def test_reached_is_tested_first_also_where_no_rate_is_defined() -> None:
    found = compared("down", "100", "0", "0", (2015, 2020, 2025))
    assert (found.grade, found.ratio, found.gap) == (Grade.REACHED, None, NoGrowth.ZERO_TARGET)


positive = st.decimals("0.01", 10**6, places=2)


@settings(max_examples=40)
@given(st.sampled_from(["up", "down"]), positive, positive, positive, factors)
def test_the_unit_changes_nothing(way: UpOrDown, base: Decimal, latest: Decimal, target: Decimal, by: Decimal) -> None:
    years = (2015, 2020, 2030)
    found = compared(way, str(base), str(latest), str(target), years)
    other = compared(way, str(base * by), str(latest * by), str(target * by), years)
    assert (found.grade, found.gap) == (other.grade, other.gap)
