"""Inside or outside, and how large."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.methods.polygons import area_km2, bounds, contains, grown_to

SQUARE = [(8.0, 51.5), (8.1, 51.5), (8.1, 51.6), (8.0, 51.6)]
# A horseshoe, open to the north.
SHOE = [(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (2.0, 3.0), (2.0, 1.0), (1.0, 1.0), (1.0, 3.0), (0.0, 3.0)]


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ((8.05, 51.55), True),
        ((8.15, 51.55), False),
        ((8.05, 51.45), False),
        ((7.95, 51.5), False),
        ((8.05, 91.0), False),
    ],
)
def test_a_point_is_inside_or_outside(point: tuple[float, float], inside: bool) -> None:
    assert contains(SQUARE, point) is inside
    assert contains(SQUARE[::-1], point) is inside, "whichever way round the border is drawn"


@pytest.mark.parametrize(
    ("point", "inside"), [((0.5, 2), True), ((1.5, 2), False), ((2.5, 2), True), ((1.5, 0.5), True)]
)
def test_a_bay_is_outside(point: tuple[float, float], inside: bool) -> None:
    assert contains(SHOE, point) is inside


def test_the_area_is_that_of_a_box_on_the_earth() -> None:
    across = 0.1 * 111.195 * math.cos(math.radians(51.55))
    assert area_km2(SQUARE) == pytest.approx(across * 0.1 * 111.195, rel=1e-6)


def test_a_ring_is_drawn_larger_until_it_has_the_wanted_area() -> None:
    assert area_km2(grown_to(SQUARE, 85.81)) == pytest.approx(85.81, rel=1e-3)
    assert bounds(SQUARE) == ((8.0, 51.5), (8.1, 51.6))


@given(st.floats(-0.5, 3.5), st.floats(-0.5, 3.5))
def test_a_horseshoe_is_a_square_without_its_bay(x: float, y: float) -> None:
    edges = {0.0, 1.0, 2.0, 3.0}
    if x in edges or y in edges:  # on the border either answer is right
        return
    whole = 0 < x < 3 and 0 < y < 3
    bay = 1 < x < 2 and y > 1
    assert contains(SHOE, (x, y)) is (whole and not bay)
