"""Emissions as a budget: the area under the path, and what was emitted beyond it."""

from fractions import Fraction

from soesmart.methods.emission_budget import emission_budget
from soesmart.methods.target_path import target_path
from soesmart.methods.tests.courses import course

PATH = target_path((2020, 100), (2030, 0))


def test_the_overshoot_adds_up_year_by_year() -> None:
    found = emission_budget(course("100", "95", "90", start=2020), PATH)
    assert found is not None
    assert [year.overshoot for year in found.years] == [0, 5, 10]
    assert [year.cumulated for year in found.years] == [0, 5, 15]
    assert [found.total, found.used, found.left, found.overshoot] == [550, 285, 265, 15]
    assert found.lasts_until == 2024  # 90 twice is 180, a third year would need 270


def test_a_missing_year_lies_on_the_line_and_says_so() -> None:
    found = emission_budget(course("100", "", "90", start=2020), PATH)
    assert found is not None
    assert [year.value for year in found.years] == [100, 95, 90]
    assert [year.is_estimated for year in found.years] == [False, True, False]
    assert found.overshoot == PATH.overshoot([(2020, 100), (2021, 95), (2022, 90)])


def test_a_budget_that_is_spent_lasts_no_longer() -> None:
    found = emission_budget(course("100", "200", "300", start=2020), PATH)
    assert found is not None
    assert found.left == -50
    assert found.lasts_until is None


def test_values_outside_the_path_belong_to_no_budget() -> None:
    assert emission_budget(course("100", start=2019), PATH) is None
    found = emission_budget(course("500", "100", start=2019), PATH)
    assert found is not None
    assert [year.year for year in found.years] == [2020]


def test_milestones_bend_what_is_allowed() -> None:
    bent = target_path((2020, 100), (2022, 50), (2030, 0))
    found = emission_budget(course("100", "75", "50", start=2020), bent)
    assert found is not None
    assert found.overshoot == 0
    assert found.total == 100 + 75 + 50 + sum(Fraction(50 * left, 8) for left in range(8))
