"""Where a value stands on paper, and at which round values the axis is marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


@dataclass(frozen=True)
class Scale:
    """Maps `low`..`high` to `start`..`end` (user units of the drawing)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float | Decimal) -> float:
        return round(self.start + (float(value) - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def nice_ticks(values: Sequence[Decimal], count: int = 4) -> list[Decimal]:
    """About `count` round values that enclose all `values`; zero is among them when it is near.

    Steps are 1, 2, 2.5 or 5 times a power of ten. Raises ValueError for an empty sequence.
    """
    low, high = min(values), max(values)
    if (low >= 0 and low <= (high - low)) or low == high == 0:
        low = min(low, Decimal(0))
    if high == low:
        spread = abs(high) / 10 or Decimal(1)
        low, high = low - spread, high + spread
    step = _nice_step((high - low) / count)
    first, last = floor(low / step), ceil(high / step)
    return [(index * step).normalize() for index in range(first, last + 1)]


def year_ticks(first: float, last: float, count: int) -> list[int]:
    """At most about `count` round years from `first` to `last`, the last one always among them."""
    span = max(ceil(last) - floor(first), 1)
    step = next((step for step in (1, 2, 5, 10, 20, 50, 100) if span / step <= count), 200)
    return sorted(year for year in range(floor(last), floor(first) - 1, -step) if first <= year <= last)


def _nice_step(rough: Decimal) -> Decimal:
    magnitude = Decimal(1).scaleb(rough.adjusted())
    return next(step * magnitude for step in STEPS if step * magnitude >= rough)
