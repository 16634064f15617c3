"""House rule B: hand-computed cases, and what must hold whatever the numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.methods.linear_ratio import Gap, Grade, LinearRatio, Reading, Way, linear_ratio


def rated(way: Way, *readings: tuple[int, str]) -> LinearRatio:
    base, latest, target = (Reading(year, Decimal(value)) for year, value in readings)
    return linear_ratio(way=way, base=base, latest=latest, target=target)


@pytest.mark.parametrize(
    ("way", "readings", "ratio", "grade"),
    [
        # (5.7 - 7.4)/6 against (2 - 7.4)/12
        ("down", [(2018, "7.4"), (2024, "5.7"), (2030, "2")], Fraction(34, 54), Grade.MODERATE),
        # (8.4 - 0)/3 against (30 - 0)/9
        ("up", [(2021, "0"), (2024, "8.4"), (2030, "30")], Fraction(84, 100), Grade.MODERATE),
        # a target of zero needs no special rule: (40 - 100)/5 against (0 - 100)/10
        ("down", [(2020, "100"), (2025, "40"), (2030, "0")], Fraction(12, 10), Grade.ON_TRACK),
        ("up", [(2020, "0"), (2025, "9.5"), (2030, "20")], Fraction(95, 100), Grade.ON_TRACK),
        ("up", [(2020, "0"), (2025, "6"), (2030, "20")], Fraction(60, 100), Grade.MODERATE),
        ("up", [(2020, "0"), (2025, "5.99"), (2030, "20")], Fraction(599, 1000), Grade.INSUFFICIENT),
        ("up", [(2020, "5"), (2025, "5"), (2030, "20")], Fraction(0), Grade.INSUFFICIENT),
        ("up", [(2020, "5"), (2025, "4"), (2030, "20")], Fraction(-2, 15), Grade.AWAY),
        ("up", [(2020, "5"), (2025, "20"), (2030, "20")], Fraction(2), Grade.REACHED),
    ],
)
def test_the_ratio_of_two_paces(way: Way, readings: list[tuple[int, str]], ratio: Fraction, grade: Grade) -> None:
    found = rated(way, *readings)
    assert (found.ratio, found.grade, found.gap) == (ratio, grade, None)


def test_a_value_may_pass_the_target_of_a_year_that_is_still_to_come() -> None:
    assert rated("down", (2020, "10"), (2022, "3"), (2030, "4")).grade is Grade.REACHED


def test_a_target_already_reached_at_the_start_stays_reached_without_a_new_value() -> None:
    found = rated("up", (2024, "120"), (2024, "120"), (2030, "100"))
    assert (found.grade, found.ratio, found.actual) == (Grade.REACHED, None, None)


@pytest.mark.parametrize(
    ("way", "readings", "gap"),
    [
        ("up", [(2024, "14"), (2024, "14"), (2030, "40")], Gap.NO_LATER_VALUE),
        ("up", [(2020, "10"), (2024, "9"), (2030, "10")], Gap.NO_WAY_TO_GO),
        ("up", [(2020, "10"), (2024, "7"), (2030, "8")], Gap.WRONG_SIDE),
        ("up", [(2020, "10"), (2024, "12"), (2020, "20")], Gap.NO_TIME),
        ("hold", [(2025, "100"), (2025, "100"), (2030, "100")], Gap.NO_LATER_VALUE),
        ("hold", [(2020, "5"), (2024, "6"), (2030, "0")], Gap.NO_WAY_TO_GO),
    ],
)
def test_what_cannot_be_rated_says_why(way: Way, readings: list[tuple[int, str]], gap: Gap) -> None:
    found = rated(way, *readings)
    assert (found.grade, found.ratio, found.gap) == (None, None, gap)


@pytest.mark.parametrize(
    ("latest", "grade", "deviation"),
    [
        ("100", Grade.REACHED, Fraction(0)),
        ("105", Grade.REACHED, Fraction(5, 100)),
        ("95", Grade.REACHED, Fraction(5, 100)),
        ("92", Grade.INSUFFICIENT, Fraction(8, 100)),
        ("85", Grade.AWAY, Fraction(15, 100)),
    ],
)
def test_a_value_to_hold_may_stray_by_five_percent(latest: str, grade: Grade, deviation: Fraction) -> None:
    found = rated("hold", (2020, "90"), (2024, latest), (2030, "100"))
    assert (found.grade, found.deviation) == (grade, deviation)


values = st.decimals(-(10**6), 10**6, places=3, allow_nan=False, allow_infinity=False)
years = st.integers(2000, 2040)
factors = st.decimals("0.001", 1000, places=3)
ways = st.sampled_from(["up", "down"])
readings = st.builds(Reading, years, values)
triples = st.tuples(readings, readings, readings)
Triple = tuple[Reading, Reading, Reading]


def rate(way: Way, triple: Triple) -> LinearRatio:
    return linear_ratio(way=way, base=triple[0], latest=triple[1], target=triple[2])


@given(ways, triples, factors, values)
def test_neither_unit_nor_zero_of_the_scale_changes_the_rating(
    way: Way, triple: Triple, factor: Decimal, shift: Decimal
) -> None:
    base, latest, target = (Reading(one.year, one.value * factor + shift) for one in triple)
    found, other = rate(way, triple), rate(way, (base, latest, target))
    assert (found.ratio, found.grade, found.gap) == (other.ratio, other.grade, other.gap)


@given(triples)
def test_the_other_direction_is_the_mirror_image(triple: Triple) -> None:
    base, latest, target = (Reading(one.year, -one.value) for one in triple)
    up, down = rate("up", triple), rate("down", (base, latest, target))
    assert (up.ratio, up.grade, up.gap, up.attained) == (down.ratio, down.grade, down.gap, down.attained)


@given(st.sampled_from(["up", "down", "hold"]), triples)
def test_there_is_a_grade_or_a_reason_never_both(way: Way, triple: Triple) -> None:
    found = rate(way, triple)
    assert (found.grade is None) != (found.gap is None)
    assert (found.base, found.latest, found.target) == triple
