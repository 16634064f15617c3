"""What measures add up to, by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.methods.combined_effect import (
    Effect,
    Range,
    chance,
    chance_within,
    combined,
    outlook,
    parts,
    path,
)
from soesmart.methods.forecast import Forecast, forecast
from soesmart.methods.series import Point

BUS = Effect("bus", Decimal(-1), Decimal(-2), Decimal(-4), starts=2026, ramp_years=4)
HEAT = Effect("heat", Decimal(-4), Decimal(-10), Decimal(-12), starts=2027)


def series(*values: str) -> Forecast:
    found = forecast([Point(2018 + place, Decimal(value)) for place, value in enumerate(values)])
    assert found
    return found


def test_an_effect_is_nothing_in_its_first_year_and_whole_after_its_ramp() -> None:
    shares = [BUS.share(year) for year in (2020, 2026, 2027, 2029, 2030, 2040)]
    assert shares == [0, 0, Fraction(1, 4), Fraction(3, 4), 1, 1]
    assert [HEAT.share(year) for year in (2027, 2028)] == [0, 1]


def test_the_strongest_counts_whole_and_each_further_one_less() -> None:
    third = Effect("wind", Decimal(-1), Decimal(-1), Decimal(-1), starts=2026)
    found = parts([BUS, third, HEAT], overlap=20)
    assert [(part.effect.key, part.weight) for part in found] == [
        ("heat", 1),
        ("bus", Fraction(4, 5)),
        ("wind", Fraction(16, 25)),
    ]
    assert combined([BUS, third, HEAT], 20).middle == Fraction("-10") - Fraction("1.6") - Fraction("0.64")
    assert combined([BUS, HEAT], 20) == Range(Fraction("-4.8"), Fraction("-11.6"), Fraction("-15.2"))
    assert combined([], 20) == Range()


def test_a_measure_that_has_not_begun_takes_nothing_from_the_others() -> None:
    assert combined([BUS, HEAT], 50, 2027) == Range(Fraction("-0.25"), Fraction("-0.5"), Fraction(-1))
    assert combined([BUS, HEAT], 50, 2028).middle == -10 + Fraction("-1") / 2


def test_what_a_measure_brought_before_the_last_value_is_not_added_again() -> None:
    assert combined([BUS], 20, 2030, since=2028) == Range(Fraction("-0.5"), Fraction(-1), Fraction(-2))
    assert combined([BUS], 20, since=2030) == Range()
    old = Effect("old", Decimal(-1), Decimal(-2), Decimal(-4), starts=2015, ramp_years=3)
    found = series("10", "9.5", "9.7", "8", "8.2", "7.1")
    assert outlook(found, [old], 20, 2030).middle == pytest.approx(found.value_in(2030))


def test_harm_is_not_discounted_because_there_is_a_benefit() -> None:
    harm = Effect("road", Decimal(1), Decimal(3), Decimal(4), starts=2026)
    assert combined([HEAT, harm, BUS], 50).middle == -10 + 3 - 1


def test_without_measures_path_and_chance_are_those_of_the_forecast() -> None:
    found = series("10", "9.5", "9.7", "8", "8.2", "7.1")
    target = Decimal("6.5")
    assert chance(found, "down", target, 2030, [], 20) == pytest.approx(found.chance("down", target, 2030))
    assert chance(found, "up", target, 2030, [], 20) == pytest.approx(found.chance("up", target, 2030))
    within = found.chance_within(Decimal(5), Decimal(7), 2030)
    assert chance_within(found, Decimal(5), Decimal(7), 2030, [], 20) == pytest.approx(within)
    steps = {step.year: (step.value, step.low80, step.high80) for step in found.steps(2030)}
    for year in path(found, [], 20, 2030):
        assert (year.middle, year.low80, year.high80) == pytest.approx(steps[year.year])


def test_effects_shift_the_path_and_widen_its_band_in_squares() -> None:
    found = series("10", "9.5", "9.7", "8", "8.2", "7.1")
    plain, seen = found.step(2030), outlook(found, [BUS], 20, 2030)
    assert seen.middle == pytest.approx(plain.value - 2)
    assert (seen.low, seen.high) == pytest.approx((plain.value - 1, plain.value - 4))
    half = (plain.high80 - plain.low80) / 2
    assert seen.high80 - seen.middle == pytest.approx((half**2 + 1.5**2) ** 0.5)


def test_a_sure_effect_on_a_sure_course_gives_no_doubt() -> None:
    found = series("10", "9", "8", "7")  # falls by one a year, nothing scatters
    sure = Effect("sure", Decimal(-2), Decimal(-2), Decimal(-2), starts=2021)
    course = found.value_in(2022)
    assert chance(found, "down", Decimal(course) - 2, 2022, [sure], 20) == 1
    assert chance(found, "down", Decimal(course) - 3, 2022, [sure], 20) == 0
    assert chance_within(found, Decimal(4), Decimal(5), 2022, [sure], 20) == float(4 <= course - 2 <= 5)


def test_an_unsure_effect_leaves_doubt_even_on_a_sure_course() -> None:
    found = series("10", "9", "8", "7")
    half_way = Decimal(found.value_in(2027)) - 2
    assert chance(found, "down", half_way, 2027, [Effect("x", Decimal(-1), Decimal(-2), Decimal(-3), 2021)], 0) == (
        pytest.approx(0.5)
    )


def test_no_chance_is_given_for_a_year_that_is_past() -> None:
    found = series("10", "9", "8", "7")
    assert chance(found, "down", Decimal(1), 2021, [BUS], 20) is None
    assert chance_within(found, Decimal(1), Decimal(2), 2020, [BUS], 20) is None
    assert path(found, [BUS], 20, 2021) == ()


amounts = st.integers(0, 1000)
effects = st.lists(
    st.builds(
        lambda key, low, more, most, starts, ramp: Effect(
            str(key), Decimal(low), Decimal(low + more), Decimal(low + more + most), starts, ramp
        ),
        st.integers(0, 10**6), amounts, amounts, amounts, st.integers(2020, 2030), st.integers(1, 9),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(effects, st.integers(0, 90), st.integers(2020, 2040))
def test_together_they_bring_at_least_the_strongest_and_at_most_the_sum(
    chosen: list[Effect], overlap: int, year: int
) -> None:
    found = combined(chosen, overlap, year)
    single = [combined([one], overlap, year).middle for one in chosen]
    assert max(single, default=0) <= found.middle <= sum(single)
    assert found.low <= found.middle <= found.high


@settings(max_examples=60, deadline=None)
@given(effects, st.integers(0, 90), st.integers(2020, 2040))
def test_the_effect_never_shrinks_from_year_to_year(chosen: list[Effect], overlap: int, year: int) -> None:
    assert combined(chosen, overlap, year).middle <= combined(chosen, overlap, year + 1).middle
