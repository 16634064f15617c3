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
    """What counts (newest first), what it replaced, the newest single days, and what was taken back and why.

    examples: invented ones that were replaced, which is no correction.
    """

    counting: tuple[ShownValue, ...]
    corrected: tuple[ValueView, ...]
    days: tuple[ValueView, ...]
    more_days: int
    withdrawn: tuple[ValueView, ...] = ()
    examples: tuple[ValueView, ...] = ()

    @cached_property
    def are_few(self) -> bool:
        """Whether the table is short enough to stand open."""
        return len(self.counting) <= FEW


def shown_values(indicator: IndicatorView) -> ShownValues:
    counting = tuple(ShownValue(value, way_in(value, indicator)) for value in reversed(indicator.values))
    days = tuple(reversed(indicator.days[-MOST_DAYS:]))
    more = max(len(indicator.days) - MOST_DAYS, 0)
    replaced = _corrected(indicator)
    return ShownValues(
        counting,
        tuple(value for value in replaced if not value.invented),
        days,
        more,
        indicator.withdrawn,
        tuple(value for value in replaced if value.invented),
    )


def _corrected(indicator: IndicatorView) -> tuple[ValueView, ...]:
    """What a later measurement replaced; what was taken back stands in the row that says why."""
    gone = set()
    for back in indicator.withdrawn:
        same_time = (value for value in indicator.corrected if (value.year, value.day) == (back.year, back.day))
        before = [(value.recorded_at, value.pk or 0) for value in same_time if value.recorded_at <= back.recorded_at]
        gone.add(max(before, default=None))
    return tuple(value for value in indicator.corrected if (value.recorded_at, value.pk or 0) not in gone)
