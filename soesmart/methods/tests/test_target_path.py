from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.methods.target_path import target_path


def test_a_straight_path_between_two_years() -> None:
    path = target_path((2018, Decimal("7.4")), (2030, 2))
    assert path.at(2018) == Fraction("7.4")
    assert path.at(2024) == Fraction("4.7")
    assert path.at(Decimal("2024.5")) == Fraction("4.475")
    assert path.at(2030) == 2


def test_before_its_start_and_after_its_end_a_path_is_level() -> None:
    path = target_path((2020, 10), (2030, 20))
    assert path.at(2010) == 10
    assert path.at(2040) == 20


def test_milestones_bend_the_path() -> None:
    path = target_path((2020, 100), (2025, 60), (2030, 0))
    assert [path.at(year) for year in (2020, 2022, 2025, 2026, 2030)] == [100, 84, 60, 48, 0]


def test_attainment_deviation_and_overshoot_by_hand() -> None:
    path = target_path((2020, 100), (2030, 0))
    assert path.attainment(70) == Fraction(3, 10)
    assert path.deviation(2025, 70) == Fraction(-2, 10)  # half the way should be done, three tenths are
    assert path.overshoot([(2021, 95), (2022, 90), (2023, 60)]) == 5 + 10 - 10


def test_a_way_without_length_has_no_shares() -> None:
    path = target_path((2020, 5), (2030, 5))
    assert (path.attainment(6), path.deviation(2025, 6)) == (None, None)


@pytest.mark.parametrize("years", [[2020], [2030, 2020], [2020, 2020]])
def test_a_path_needs_two_rising_years(years: list[int]) -> None:
    with pytest.raises(ValueError, match="path"):
        target_path(*((year, 1) for year in years))


@given(
    st.integers(2000, 2020),
    st.integers(1, 30),
    st.fractions(-1000, 1000),
    st.fractions(-1000, 1000),
    st.fractions(0, 1),
)
def test_who_walks_on_the_path_does_not_deviate(
    start: int, span: int, base: Fraction, target: Fraction, share: Fraction
) -> None:
    path = target_path((start, base), (start + span, target))
    year = start + share * span
    if base == target:
        return
    assert path.deviation(year, path.at(year)) == 0
    assert path.attainment(path.at(year)) == share
