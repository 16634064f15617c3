"""What a decision about a goal turns on: time that runs away, what measures bring, what would have to be true.

All numbers are in the indicator's unit; costs are whole cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from soesmart.methods import combined_effect
from soesmart.methods.combined_effect import Effect, Outlook, Part, Range
from soesmart.strategy.queries.measures import MeasureView
from soesmart.strategy.rating.aims import held_between, way_of
from soesmart.strategy.rating.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Waiting:
    """What it costs to begin a year later: in the year after `begins`.

    begins: the year of today, or of the latest value where that is newer. needed, later: change a year when one begins
    then, or a year after. percent: how much more that is. overshoot: for emissions what is emitted beside it, in units
    times years. Where the year that is lost is the last one, or none is left, what cannot be is None.
    """

    begins: int
    needed: Fraction | None
    later: Fraction | None
    percent: Fraction | None
    overshoot: Fraction | None


def waiting(assessment: Assessment, this_year: int) -> Waiting | None:
    """None where the target is reached, has no year, or its year is past.

    The value stays as it is known until one begins, and then goes straight to the target. The area between the line
    that begins now and the one that begins a year later is half the gap: for N years it is (N + 1)/2 - N/2 of it.
    """
    until, latest = assessment.target_year, assessment.latest
    if assessment.needed is None or assessment.gap is None or until is None or latest is None or until < this_year:
        return None
    gap, begins = Fraction(assessment.gap), max(latest.year, this_year)
    left = until - begins
    overshoot = abs(gap) / 2 if assessment.indicator.is_emission else None
    needed = gap / left if left > 0 else None
    if left <= 1:
        return Waiting(begins, needed, None, None, overshoot)
    return Waiting(begins, needed, gap / (left - 1), Fraction(100, left - 1), overshoot)


@dataclass(frozen=True, slots=True)
class Cost:
    """From low to high in whole cents; `open_ones` measures have no price yet."""

    low: int = 0
    high: int = 0
    open_ones: int = 0


def cost_of(measures: Sequence[MeasureView]) -> Cost:
    known = [(one.cost_low, one.cost_high) for one in measures if one.cost_low is not None]
    return Cost(sum(low or 0 for low, _ in known), sum(high or 0 for _, high in known), len(measures) - len(known))


def cost_per_unit(measure: MeasureView) -> tuple[int, int] | None:
    """Cheapest and dearest cents for a unit of the middle full effect; None without a price or an effect."""
    if measure.cost_low is None or measure.cost_high is None or not measure.estimate.middle:
        return None
    strength = abs(Fraction(measure.estimate.middle))
    return round(measure.cost_low / strength), round(measure.cost_high / strength)


@dataclass(frozen=True)
class Plan:
    """Measures that are carried out, each from its year on, and what that makes of the goal."""

    assessment: Assessment
    measures: tuple[MeasureView, ...]
    overlap: int
    starts: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        return tuple(one.effect(self.starts[one.key]) for one in self.measures)

    @property
    def since(self) -> int | None:
        """What was brought before the last value is in that value."""
        return self.assessment.latest.year if self.assessment.latest else None

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Each measure with full effect, the strongest first, and what the overlap leaves of it."""
        return combined_effect.parts(self.effects, self.overlap, since=self.since)

    @cached_property
    def full(self) -> Range:
        """All together once they work fully."""
        return combined_effect.combined(self.effects, self.overlap, since=self.since)

    @cached_property
    def in_target_year(self) -> Range | None:
        """All together in the target year; None without one."""
        year = self.assessment.target_year
        return combined_effect.combined(self.effects, self.overlap, year, since=self.since) if year else None

    @cached_property
    def path(self) -> tuple[Outlook, ...]:
        """Forecast plus effects, year by year up to the target year; empty without forecast or a year ahead."""
        found, year = self.assessment.forecast, self.assessment.target_year
        return combined_effect.path(found, self.effects, self.overlap, year) if found and year else ()

    @cached_property
    def shown(self) -> tuple[Outlook, ...]:
        """The path as people see it: cut where the indicator cannot go. The chance is computed without."""
        cut = self.assessment.bounds.cut
        return tuple(
            replace(
                one,
                low=cut(one.low),
                middle=cut(one.middle),
                high=cut(one.high),
                low80=cut(one.low80),
                high80=cut(one.high80),
            )
            for one in self.path
        )

    @property
    def last(self) -> Outlook | None:
        """The target year as it is shown."""
        return self.shown[-1] if self.shown else None

    @cached_property
    def chance(self) -> float | None:
        """The probability to be at the target in its year; None where the goal has no forecast for it."""
        found, target = self.assessment.forecast, self.assessment.indicator.target
        if found is None or target is None or target.year is None or not self.assessment.indicator.direction:
            return None
        year, effects, overlap = target.year, self.effects, self.overlap
        if self.assessment.is_held:
            low, high = held_between(target)
            return combined_effect.chance_within(found, low, high, year, effects, overlap)
        assert self.assessment.target is not None
        way = way_of(self.assessment.indicator.direction)
        return combined_effect.chance(found, way, self.assessment.target, year, effects, overlap)

    @property
    def missing(self) -> Fraction | None:
        """What is still missing to the target in its year by the middle path; None where nothing is, or nobody knows.

        Signed like the gap: target minus value.
        """
        return self.assessment.missing_at(self.last.middle) or None if self.last else None

    @cached_property
    def cost(self) -> Cost:
        return cost_of(self.measures)


def start_of(measure: MeasureView, this_year: int) -> int:
    """When a measure starts if nothing else is said: as planned, else next year."""
    return measure.starts if measure.starts is not None else this_year + 1


def plan(
    assessment: Assessment,
    measures: Sequence[MeasureView],
    *,
    overlap: int,
    this_year: int,
    starts: Mapping[str, int] | None = None,
) -> Plan:
    """Carry out `measures`; starts: the year of some by key, the others start as planned."""
    chosen = {one.key: (starts or {}).get(one.key, start_of(one, this_year)) for one in measures}
    return Plan(assessment, tuple(measures), overlap, chosen)


def decided_ones(measures: Sequence[MeasureView]) -> tuple[MeasureView, ...]:
    return tuple(one for one in measures if one.is_decided)
