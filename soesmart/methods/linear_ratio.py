"""House rule B: the pace so far against the pace that the target asks for.

R = [(x_t - x_b) / (t - b)] / [(T - x_b) / (y - b)] with base year b, latest year t, target T of year y. It depends on
differences only, so neither the unit nor the zero of a scale changes it, and T may be zero (climate neutrality).
The thresholds 0.95, 0.60 and 0 are those of Eurostat ("Sustainable development in the European Union", annex on the
assessment of indicator trends); Eurostat compares compound growth rates, which are not defined for a target of zero.

A target to be kept ("hold") has no way to go: it is met while the value stays within `TOLERANCE` of the target.
All numbers are exact fractions; nothing is rounded before it is compared.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

ON_TRACK = Fraction(95, 100)
MODERATE = Fraction(60, 100)
TOLERANCE = Fraction(5, 100)

Way = Literal["up", "down", "hold"]


@dataclass(frozen=True)
class Reading:
    """A value of a year, in the unit of the indicator."""

    year: int
    value: Decimal


class Grade(StrEnum):
    """What the ratio says."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    MODERATE = "moderate"
    INSUFFICIENT = "insufficient"
    AWAY = "away"


class Gap(StrEnum):
    """Why there is no grade."""

    NO_LATER_VALUE = "no_later_value"
    NO_WAY_TO_GO = "no_way_to_go"
    WRONG_SIDE = "wrong_side"
    NO_TIME = "no_time"


@dataclass(frozen=True)
class LinearRatio:
    """Inputs, intermediate numbers and outcome. Exactly one of `grade` and `gap` is set.

    needed, actual: change a year in the indicator's unit; attained: share of the way that is done (1 is all of it);
    deviation: for "hold" the distance from the target as a share of the target.
    """

    way: Way
    base: Reading
    latest: Reading
    target: Reading
    actual: Fraction | None = None
    needed: Fraction | None = None
    attained: Fraction | None = None
    ratio: Fraction | None = None
    deviation: Fraction | None = None
    grade: Grade | None = None
    gap: Gap | None = None


def linear_ratio(*, way: Way, base: Reading, latest: Reading, target: Reading) -> LinearRatio:
    """Compare the pace from `base` to `latest` with the pace from `base` to `target`; "reached" is tested first."""
    if way == "hold":
        return _kept(base, latest, target)
    sign = 1 if way == "up" else -1
    done, whole = _difference(latest, base), _difference(target, base)
    years, span = latest.year - base.year, target.year - base.year
    is_reached = sign * _difference(latest, target) >= 0
    if years <= 0 and not is_reached:
        return LinearRatio(way, base, latest, target, gap=Gap.NO_LATER_VALUE)
    actual = done / years if years > 0 else None
    needed = whole / span if span > 0 else None
    ratio = actual / needed if actual is not None and needed else None
    attained = done / whole if whole else None
    if is_reached:
        return LinearRatio(way, base, latest, target, actual, needed, attained, ratio, grade=Grade.REACHED)
    if gap := _gap(sign * whole, span):
        return LinearRatio(way, base, latest, target, actual, needed, gap=gap)
    assert ratio is not None
    return LinearRatio(way, base, latest, target, actual, needed, attained, ratio, grade=grade_of(ratio))


def grade_of(ratio: Fraction) -> Grade:
    """From 0.95 on track, from 0.60 moderate, from 0 insufficient, below moving away."""
    if ratio >= ON_TRACK:
        return Grade.ON_TRACK
    if ratio >= MODERATE:
        return Grade.MODERATE
    return Grade.INSUFFICIENT if ratio >= 0 else Grade.AWAY


def _kept(base: Reading, latest: Reading, target: Reading) -> LinearRatio:
    if latest.year <= base.year:
        return LinearRatio("hold", base, latest, target, gap=Gap.NO_LATER_VALUE)
    if not target.value:
        return LinearRatio("hold", base, latest, target, gap=Gap.NO_WAY_TO_GO)
    now, before = abs(_difference(latest, target)), abs(_difference(base, target))
    deviation = now / abs(Fraction(target.value))
    missed = Grade.INSUFFICIENT if now < before else Grade.AWAY
    grade = Grade.REACHED if deviation <= TOLERANCE else missed
    return LinearRatio("hold", base, latest, target, deviation=deviation, grade=grade)


def _gap(whole: Fraction, span: int) -> Gap | None:
    if whole == 0:
        return Gap.NO_WAY_TO_GO
    if whole < 0:
        return Gap.WRONG_SIDE
    return Gap.NO_TIME if span <= 0 else None


def _difference(one: Reading, other: Reading) -> Fraction:
    return Fraction(one.value) - Fraction(other.value)
