"""An indicator as a report shows it: values, targets, rating and forecast. No Django.

Dates are ISO texts, numbers Decimal in the indicator's unit, shares whole percent.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property


@dataclass(frozen=True)
class ValuePart:
    """A measured value as known on the day of the report."""

    year: int | None
    value: Decimal
    state: str
    invented: bool
    has_break: bool
    is_baseline: bool
    source: str
    source_name: str
    licence: str
    note: str
    recorded_on: str


@dataclass(frozen=True)
class TargetPart:
    """A target as known on the day of the report; `replaced_on` is empty for those that are valid."""

    value: Decimal
    upper: Decimal | None
    year: int | None
    kind: str
    is_milestone: bool
    decision: str
    decided: str
    replaced_on: str
    source: str
    invented: bool


@dataclass(frozen=True)
class ForecastPart:
    """The forecast of a year with its 80 % band."""

    year: int
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class StatusPart:
    """The symbol that was or would have been given in a year; empty words where there was none."""

    year: int
    symbol: str
    label: str
    reason: str


@dataclass(frozen=True)
class RatingPart:
    """How an indicator was rated: weather symbol, light of the house, forecast and chance of reaching the target."""

    symbol: str
    label: str
    reason: str
    light: str
    light_label: str
    light_sentence: str
    disagreement: str
    chance: int | None
    chance_words: str
    gap: Decimal | None
    needed: Decimal | None
    got_worse: bool
    forecast: tuple[ForecastPart, ...]
    history: tuple[StatusPart, ...]


@dataclass(frozen=True)
class IndicatorPart:
    """A number of the town with its values, targets and rating. frame: field of the reporting frame, 1-18."""

    key: str
    name: str
    unit: str
    said_unit: str
    decimals: int
    direction: str
    method: str
    interval: str
    frame: int | None
    source: str
    note: str
    invented: bool
    values: tuple[ValuePart, ...]
    targets: tuple[TargetPart, ...]
    rating: RatingPart

    @cached_property
    def latest(self) -> ValuePart | None:
        """The value of the newest year; an undated one where there is no other."""
        return self.values[-1] if self.values else None

    @cached_property
    def target(self) -> TargetPart | None:
        """The valid final target."""
        return next((one for one in self.targets if not one.replaced_on and not one.is_milestone), None)

    @property
    def earlier_targets(self) -> tuple[TargetPart, ...]:
        return tuple(one for one in self.targets if one.replaced_on and not one.is_milestone)

    @property
    def dated(self) -> tuple[ValuePart, ...]:
        return tuple(value for value in self.values if value.year is not None)
