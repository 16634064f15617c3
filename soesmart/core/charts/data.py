"""What can be drawn."""

from dataclasses import dataclass, field
from decimal import Decimal

from soesmart.core.numbers import format_number, with_unit


@dataclass(frozen=True)
class Point:
    """A value at a time; `year` may have a fraction (2024.5 is the middle of 2024). What is invented looks open.

    has_break: it cannot be compared with the value before, so no line joins the two.
    """

    year: float
    value: Decimal
    is_invented: bool = False
    has_break: bool = False


@dataclass(frozen=True)
class Series:
    """Values of one name and unit in the order of time."""

    name: str
    unit: str
    points: tuple[Point, ...]
    decimals: int | None = None

    def say(self, value: Decimal) -> str:
        return with_unit(format_number(value, self.decimals), self.unit)


@dataclass(frozen=True)
class Band:
    """Lower and upper bound at a time, for the range of a forecast."""

    year: float
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class LineChart:
    """A series on its way from a baseline to a target; `path` overrides the straight line between the two.

    milestones: targets on the way. forecast: what follows the series, with `band` around it and `inner_band` in that;
    what of a band lies beyond the rest of the drawing by more than its height is cut off. alternative: another course
    that follows the series, to which the bands then belong; alternative_name: what the legend calls it.
    """

    series: Series
    target: Point | None = None
    baseline: Point | None = None
    path: tuple[Point, ...] = ()
    band: tuple[Band, ...] = ()
    inner_band: tuple[Band, ...] = ()
    forecast: tuple[Point, ...] = ()
    alternative: tuple[Point, ...] = ()
    alternative_name: str = ""
    milestones: tuple[Point, ...] = ()
    description: str = ""
    is_invented: bool = False

    @property
    def shows_examples(self) -> bool:
        """Whether anything drawn is an example; `is_invented` says so for the whole."""
        known = (*self.series.points, *self.milestones, *(point for point in (self.target, self.baseline) if point))
        return self.is_invented or any(point.is_invented for point in known)


@dataclass(frozen=True)
class Sparkline:
    """The course of a series in the height of a line of text."""

    series: Series
    target: Point | None = None


@dataclass(frozen=True)
class Bar:
    """One horizontal bar from 0 to `maximum`, on request with a mark at `limit`."""

    name: str
    value: Decimal
    maximum: Decimal
    unit: str = ""
    limit: Decimal | None = None
    decimals: int | None = field(default=None)


Chart = LineChart | Sparkline | Bar
