"""Between which values an indicator can lie at all, so that no page shows a forecast of 142 percent. No Django.

Only what is shown is cut: the forecast itself and the chance stay as the method computes them.
"""

from dataclasses import dataclass

from soesmart.methods.forecast import Step
from soesmart.methods.series import Points
from soesmart.strategy.queries.measured import IndicatorView

SHARE = "%"


@dataclass(frozen=True, slots=True)
class Bounds:
    """In the indicator's unit; None is open."""

    low: float | None = None
    high: float | None = None

    def cut(self, value: float) -> float:
        value = value if self.low is None else max(value, self.low)
        return value if self.high is None else min(value, self.high)

    def step(self, step: Step) -> Step:
        values = (step.value, step.low50, step.high50, step.low80, step.high80)
        return Step(step.year, *map(self.cut, values))


def bounds_of(indicator: IndicatorView, points: Points) -> Bounds:
    """What the values and targets so far do not contradict.

    Nothing is below zero where nothing was; a share is at most 100 percent where none was more; the plausible range of
    the indicator.
    """
    known = [float(point.value) for point in points]
    for target in filter(None, (indicator.target, *indicator.milestones)):
        known += [float(target.value), float(target.value if target.upper is None else target.upper)]
    if not known:
        return Bounds()
    lows = [0.0, *(float(one) for one in (indicator.lowest,) if one is not None)]
    highs = [
        *([100.0] if indicator.unit.strip() == SHARE and min(known) >= 0 else []),
        *(float(one) for one in (indicator.highest,) if one is not None),
    ]
    low = max((one for one in lows if one <= min(known)), default=None)
    return Bounds(low, min((one for one in highs if one >= max(known)), default=None))
