"""What an indicator is rated against: its points, and what its target asks. No Django.

* Several target years: rule A looks at the nearest that is not past as seen from the last value, so also at milestones.
* A target range asks for its weaker bound: the lower one where more is better, the upper one where less is.
* "Hold" is rated by the distance from the target (or the range): it should be at most 5 percent of the target, as in
  `linear_ratio`.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from soesmart.methods.linear_ratio import TOLERANCE
from soesmart.methods.series import Point, Points
from soesmart.methods.weather_symbols import Aim, Kind, UpOrDown, nearest_year
from soesmart.strategy.queries.measured import IndicatorView, TargetView
from soesmart.strategy.rating.light import NO_DIRECTION, NO_TARGET, NO_TARGET_YEAR
from soesmart.strategy.rules import Direction, TargetKind

SHARE = Decimal(TOLERANCE.numerator) / Decimal(TOLERANCE.denominator)


@dataclass(frozen=True, slots=True)
class Asked:
    """The points as rule A sees them (for "hold": distances), and the aim; without an aim the reason why."""

    points: Points
    aim: Aim | None = None
    reason: str = ""


def points_of(indicator: IndicatorView, up_to: int | None = None) -> Points:
    """The dated values as points in order of years, up to a year."""
    return tuple(
        Point(value.year, value.value, value.has_break)
        for value in indicator.dated
        if value.year is not None and (up_to is None or value.year <= up_to)
    )


def asked(indicator: IndicatorView, points: Points) -> Asked:
    """What rule A is asked about the indicator."""
    if not indicator.direction:
        return Asked(points, reason=NO_DIRECTION)
    target = _nearest(indicator, points)
    if indicator.direction == Direction.HOLD:
        return _held(target, points)
    way = way_of(indicator.direction)
    if target is None:
        return Asked(points, Aim(Kind.DIRECTION, way))
    if target.kind != TargetKind.KEEP and target.year is None:
        return Asked(points, reason=NO_TARGET_YEAR)
    kind = Kind.CONSTANT if target.kind == TargetKind.KEEP else Kind.VALUE
    return Asked(points, Aim(kind, way, target.asked(indicator.direction), target.year))


def way_of(direction: str) -> UpOrDown:
    """Up or down; "hold" and none count as down, for distances should shrink."""
    return "up" if direction == Direction.UP else "down"


def held_between(target: TargetView) -> tuple[Decimal, Decimal]:
    """From where to where a value to hold may stray: the range, else 5 percent to each side."""
    if target.upper is not None:
        return target.value, target.upper
    room = abs(target.value) * SHARE
    return target.value - room, target.value + room


def beyond(target: TargetView, value: Fraction) -> Fraction:
    """How far a value to hold is from what counts as held, signed like target minus value; 0 within it."""
    low, high = map(Fraction, held_between(target))
    return min(max(value, low), high) - value


def _nearest(indicator: IndicatorView, points: Points) -> TargetView | None:
    """Of target and milestones the one with the nearest year that is not past."""
    final = indicator.target
    if final is None or final.year is None or not indicator.milestones or not points:
        return final
    by_year = {target.year: target for target in (*indicator.milestones, final) if target.year is not None}
    return by_year[nearest_year(by_year, points[-1].year) or final.year]


def _held(target: TargetView | None, points: Points) -> Asked:
    if target is None:
        return Asked(points, reason=NO_TARGET)
    if target.upper is None:
        room = abs(target.value) * SHARE
        distances = [abs(point.value - target.value) for point in points]
    else:
        room = Decimal(0)
        distances = [max(target.value - point.value, point.value - target.upper, room) for point in points]
    moved = tuple(
        Point(point.year, distance, point.has_break) for point, distance in zip(points, distances, strict=True)
    )
    return Asked(moved, Aim(Kind.CONSTANT, "down", room, target.year))
