"""Student's t against published tables, closed forms, and its own inverse."""

from math import atan, pi, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.methods.student_t import cdf, pdf, quantile


@pytest.mark.parametrize(
    ("p", "df", "value"),
    [
        (0.75, 1, 1.000), (0.75, 4, 0.741), (0.75, 10, 0.700), (0.75, 120, 0.677),
        (0.90, 2, 1.886), (0.90, 3, 1.638), (0.90, 4, 1.533), (0.90, 7, 1.415), (0.90, 30, 1.310),
        (0.975, 1, 12.706), (0.975, 2, 4.303), (0.975, 5, 2.571), (0.975, 10, 2.228), (0.975, 30, 2.042),
        (0.995, 1, 63.657), (0.995, 9, 3.250), (0.9995, 6, 5.959),
    ],
)  # fmt: skip
def test_the_quantiles_are_those_of_the_printed_tables(p: float, df: int, value: float) -> None:
    assert quantile(p, df) == pytest.approx(value, abs=5.1e-4)


@pytest.mark.parametrize("x", [-30.0, -1.5, 0.0, 0.3, 1.0, 4.0, 1e9])
def test_one_two_and_three_degrees_have_closed_forms(x: float) -> None:
    assert cdf(x, 1) == pytest.approx(0.5 + atan(x) / pi, abs=1e-15)
    assert cdf(x, 2) == pytest.approx(0.5 + x / (2 * sqrt(2 + x * x)), abs=1e-15)
    third = 0.5 + (atan(x / sqrt(3)) + x * sqrt(3) / (3 + x * x)) / pi
    assert cdf(x, 3) == pytest.approx(third, abs=1e-15)


@settings(max_examples=60)
@given(st.floats(0.001, 0.999), st.integers(1, 60))
def test_the_quantile_is_the_inverse(p: float, df: int) -> None:
    assert cdf(quantile(p, df), df) == pytest.approx(p, abs=1e-11)
    assert quantile(1 - p, df) == pytest.approx(-quantile(p, df), rel=1e-9, abs=1e-11)


@settings(max_examples=40)
@given(st.floats(-8, 8), st.integers(1, 60))
def test_the_density_is_the_slope(x: float, df: int) -> None:
    assert (cdf(x + 1e-5, df) - cdf(x - 1e-5, df)) / 2e-5 == pytest.approx(pdf(x, df), abs=1e-8)
    assert cdf(-x, df) == pytest.approx(1 - cdf(x, df), abs=1e-15)


def test_it_stays_finite_far_out() -> None:
    assert (cdf(1e200, 4), cdf(-1e200, 4)) == (1.0, 0.0)


def test_impossible_questions_are_errors() -> None:
    with pytest.raises(ValueError, match="degrees"):
        cdf(1, 0)
    with pytest.raises(ValueError, match="probability"):
        quantile(1, 3)
