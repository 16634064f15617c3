"""Short ways to write a series in a test, and drawn ones for properties."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from soesmart.methods.series import Point, Points

numbers = st.decimals(-(10**6), 10**6, places=3, allow_nan=False, allow_infinity=False)
factors = st.decimals("0.001", 1000, places=3)


def course(*values: str, start: int = 2019) -> Points:
    """A value a year; "|" before a value is a break, "" a missing year."""
    return tuple(
        Point(start + place, Decimal(value.removeprefix("|")), value.startswith("|"))
        for place, value in enumerate(values)
        if value
    )


def steps_to(last: str, step: str, count: int = 5) -> Points:
    """A straight line that ends with `last` in 2024 after `count` equal yearly steps."""
    values = [Decimal(last) - Decimal(step) * back for back in range(count, -1, -1)]
    return tuple(Point(2024 - count + place, value) for place, value in enumerate(values))


def times(points: Points, factor: Decimal, shift: Decimal = Decimal(0)) -> Points:
    return tuple(replace(point, value=point.value * factor + shift) for point in points)


@st.composite
def courses(draw: st.DrawFn) -> Points:
    """Up to ten values in rising years with holes, sometimes with a break."""
    years = sorted(draw(st.sets(st.integers(2005, 2024), min_size=1, max_size=10)))
    broken = draw(st.sampled_from([None, None, *years]))
    return tuple(Point(year, draw(numbers), year == broken) for year in years)
