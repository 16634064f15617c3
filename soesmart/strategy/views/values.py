"""Values of an indicator with their pedigree, as lists and tables show them."""

from dataclasses import dataclass
from functools import cached_property

from soesmart.strategy.queries.measured import IndicatorView, ValueView
from soesmart.strategy.views.verdicts import way_in

MOST_DAYS = 60
FEW = 6


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value with how it came here, by place and never by name."""

    value: ValueView
    way_in: str


@dataclass(frozen=True)
class ShownValues:
    """What counts (newest first), what it replaced, and the newest single days."""

    counting: tuple[ShownValue, ...]
    corrected: tuple[ValueView, ...]
    days: tuple[ValueView, ...]
    more_days: int

    @cached_property
    def are_few(self) -> bool:
        """Whether the table is short enough to stand open."""
        return len(self.counting) <= FEW


def shown_values(indicator: IndicatorView) -> ShownValues:
    counting = tuple(ShownValue(value, way_in(value, indicator)) for value in reversed(indicator.values))
    days = tuple(reversed(indicator.days[-MOST_DAYS:]))
    return ShownValues(counting, indicator.corrected, days, max(len(indicator.days) - MOST_DAYS, 0))
