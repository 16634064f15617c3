"""Comparison line C: the compound annual growth rate so far against the one that the target asks for.

o = (x_t/x_b)^(1/(t-b)) - 1, r = (T/x_b)^(1/(y-b)) - 1, R = s o / |r| (x_b is positive, so its sign adds nothing).
Source: Eurostat, "Sustainable development in the European Union", annex on the assessment of indicator trends; the
thresholds are those of rule B. Growth rates are not defined for a baseline or target of zero or below, nor where the
sign changes; a zero target is never replaced by a small number, for the rating would then depend on the unit.

"Reached" is tested first, also where no rate is defined.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import expm1, log

from soesmart.methods.linear_ratio import MODERATE, ON_TRACK, Grade, Reading
from soesmart.methods.weather_symbols import UpOrDown

# Roots are irrational: a ratio that is exactly at a threshold may miss it by the last digits of a float.
SLACK = 1e-12


class NoGrowth(StrEnum):
    """Why no growth rates can be compared."""

    NO_LATER_VALUE = "no_later_value"
    NO_TIME = "no_time"
    ZERO_BASE = "zero_base"
    NEGATIVE_BASE = "negative_base"
    ZERO_TARGET = "zero_target"
    SIGN_CHANGES = "sign_changes"
    NO_WAY_TO_GO = "no_way_to_go"


@dataclass(frozen=True)
class GrowthRatio:
    """Inputs and outcome. observed, needed: growth a year as a share (0.02 is two percent); None where not defined.

    grade: None where the rates are not defined and the target is not reached; `gap` says why there is no ratio.
    """

    way: UpOrDown
    base: Reading
    latest: Reading
    target: Reading
    observed: float | None = None
    needed: float | None = None
    ratio: float | None = None
    grade: Grade | None = None
    gap: NoGrowth | None = None


def growth_ratio(*, way: UpOrDown, base: Reading, latest: Reading, target: Reading) -> GrowthRatio:
    """Compare the growth from `base` to `latest` with the growth from `base` to `target`."""
    sign = 1 if way == "up" else -1
    is_reached = sign * (latest.value - target.value) >= 0
    if gap := _gap(base, latest, target):
        grade = Grade.REACHED if is_reached else None
        return GrowthRatio(way, base, latest, target, grade=grade, gap=gap)
    observed, needed = growth(base, latest), growth(base, target)
    ratio = sign * observed / abs(needed)
    grade = Grade.REACHED if is_reached else _grade_of(ratio)
    return GrowthRatio(way, base, latest, target, observed, needed, ratio, grade)


def growth(base: Reading, later: Reading) -> float:
    """The compound annual growth rate from one value to a later one; both years and signs as `growth_ratio` asks."""
    if later.value == 0:
        return -1.0
    return expm1(log(Fraction(later.value) / Fraction(base.value)) / (later.year - base.year))


def _gap(base: Reading, latest: Reading, target: Reading) -> NoGrowth | None:
    faults = {
        NoGrowth.ZERO_BASE: base.value == 0,
        NoGrowth.NEGATIVE_BASE: base.value < 0,
        NoGrowth.ZERO_TARGET: target.value == 0,
        NoGrowth.SIGN_CHANGES: target.value < 0 or latest.value < 0,
        NoGrowth.NO_LATER_VALUE: latest.year <= base.year,
        NoGrowth.NO_TIME: target.year <= base.year,
        NoGrowth.NO_WAY_TO_GO: target.value == base.value,
    }
    return next((gap for gap, is_so in faults.items() if is_so), None)


def _grade_of(ratio: float) -> Grade:
    if ratio + SLACK >= ON_TRACK:
        return Grade.ON_TRACK
    if ratio + SLACK >= MODERATE:
        return Grade.MODERATE
    return Grade.INSUFFICIENT if ratio >= 0 else Grade.AWAY
