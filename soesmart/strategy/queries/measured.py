"""What was measured and what is aimed at: frozen rows of values, targets and indicators."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from soesmart.core.numbers import said_unit
from soesmart.methods.linear_ratio import Reading
from soesmart.methods.weather_symbols import weaker_bound
from soesmart.strategy.rating.light import Rating, rate
from soesmart.strategy.rules import REPORTING_FIELDS, Direction, TargetKind, ValueState


@dataclass(frozen=True, slots=True)
class ValueView:
    """A measured value with its pedigree. Of several for one time the latest recorded counts.

    came_by: kind of the delivery that brought it, else empty. hands: 2 where one person entered it and another one
    approved it, 1 where one did both, 0 where nobody is known. is_withdrawn: it takes back what counted for its time,
    and the note says why.
    """

    year: int | None
    value: Decimal
    state: str
    is_baseline: bool
    source: str
    note: str
    invented: bool
    recorded_at: datetime
    has_break: bool = False
    day: date | None = None
    sector: str = ""
    district: str = ""
    group: str = ""
    source_name: str = ""
    licence: str = ""
    method_version: str = ""
    pk: int | None = None
    came_by: str = ""
    hands: int = 0
    is_withdrawn: bool = False

    @property
    def part(self) -> str:
        """Which part of the whole it is, such as "Verkehr"; nothing for the whole."""
        return ", ".join(filter(None, (self.sector, self.district, self.group)))

    @property
    def state_label(self) -> str:
        """How sure the value is; nothing for an invented one, which nobody measured."""
        if self.is_withdrawn:
            return "zurückgezogen"
        return "" if self.invented else ValueState(self.state).label


@dataclass(frozen=True, slots=True)
class TargetView:
    """A value to reach or keep; `replaced_on` is empty for the one that is valid. With `upper` it is a range."""

    value: Decimal
    year: int | None
    decided: str
    replaced_on: str
    source: str
    note: str
    invented: bool
    kind: str = TargetKind.REACH
    upper: Decimal | None = None
    decision: str = ""
    is_milestone: bool = False
    recorded_at: datetime | None = None
    ended_at: datetime | None = None
    pk: int | None = None

    def asked(self, direction: str, value: Decimal | None = None) -> Decimal:
        """What it asks for at least: of a range the bound met first, to hold the place in it next to `value`."""
        if self.upper is None:
            return self.value
        if direction == Direction.HOLD and value is not None:
            return min(max(value, self.value), self.upper)
        return weaker_bound(self.value, self.upper, "up" if direction == Direction.UP else "down")


class Counted(NamedTuple):
    """Values by what they are good for; all by time, undated ones first.

    values: what counts, one a year. corrected: what a later row for the same time replaced or took back. days: what is
    right but does not stand for its year. withdrawn: the rows that took back.
    """

    values: tuple[ValueView, ...]
    corrected: tuple[ValueView, ...]
    days: tuple[ValueView, ...] = ()
    withdrawn: tuple[ValueView, ...] = ()


@dataclass(frozen=True)
class IndicatorView:
    """A number of the town: `values`, `corrected`, `days` and `withdrawn` as in Counted.

    milestones: the valid ones by year; earlier_targets: ended ones, milestones too, the last ended first. parts: all
    rows of sectors, districts or groups in the order of recording; they do not decide the rating. lowest, highest: the
    plausible range.
    """

    key: str
    name: str
    unit: str
    decimals: int
    direction: str
    method: str
    interval: str
    reporting_field: int | None
    source: str
    note: str
    invented: bool
    target: TargetView | None = None
    values: tuple[ValueView, ...] = ()
    corrected: tuple[ValueView, ...] = ()
    earlier_targets: tuple[TargetView, ...] = ()
    milestones: tuple[TargetView, ...] = ()
    parts: tuple[ValueView, ...] = ()
    is_emission: bool = False
    overlap: int = 20
    in_charge: str = ""
    days: tuple[ValueView, ...] = ()
    withdrawn: tuple[ValueView, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None

    @property
    def said_unit(self) -> str:
        """The unit as it is said behind a number: nothing for a count or a scale, "je Jahr" for "Anzahl je Jahr"."""
        return said_unit(self.unit)

    @property
    def direction_label(self) -> str:
        return Direction(self.direction).label if self.direction else ""

    @property
    def reporting_name(self) -> str:
        return REPORTING_FIELDS.get(self.reporting_field or 0, "")

    @cached_property
    def dated(self) -> tuple[ValueView, ...]:
        return tuple(value for value in self.values if value.year is not None)

    @cached_property
    def latest(self) -> ValueView | None:
        """The value of the newest year; an undated one where there is no other."""
        return self.values[-1] if self.values else None

    @cached_property
    def baseline(self) -> ValueView | None:
        """The dated value that is marked as the baseline, or whose year has a marked day; else the first dated one."""
        days = {value.year for value in self.days if value.is_baseline}
        marked = (value for value in self.dated if value.is_baseline or value.year in days)
        return next(marked, self.dated[0] if self.dated else None)

    @cached_property
    def lost_baseline(self) -> ValueView | None:
        """The baseline that was taken back last, where none was marked since: the rating begins elsewhere."""
        if any(value.is_baseline for value in (*self.dated, *self.days)):
            return None
        years = {value.year for value in self.values}
        gone = [value for value in self.withdrawn if value.is_baseline and value.year and value.year not in years]
        return in_order_of_recording(gone)[-1] if gone else None

    @cached_property
    def rating(self) -> Rating:
        base, latest = self.baseline, self.dated[-1] if self.dated else None
        return rate(
            direction=self.direction,
            base=Reading(base.year, base.value) if base and base.year else None,
            latest=Reading(latest.year, latest.value) if latest and latest.year else None,
            target=self.target.asked(self.direction, latest.value if latest else None) if self.target else None,
            target_year=self.target.year if self.target else None,
        )


def in_order_of_recording(values: Iterable[ValueView]) -> list[ValueView]:
    return sorted(values, key=lambda value: (value.recorded_at, value.pk or 0))


def one_per_year(values: Sequence[ValueView]) -> Counted:
    """Sort values (in the order in which they were recorded) into those that count and those that do not.

    A year counts with its yearly value, else with its newest day. A day corrects the same day and never a year; an
    undated value counts only while no later one follows. After a withdrawal its time has no value.
    """
    newest: dict[tuple[int | None, date | None], ValueView] = {}
    replaced: list[ValueView] = []
    withdrawn: list[ValueView] = []
    for value in values:
        time = value.year, value.day
        if before := newest.pop(time, None):
            replaced.append(before)
        if value.is_withdrawn:
            withdrawn.append(value)
        else:
            newest[time] = value
    standing: dict[int | None, ValueView] = {}
    for value in sorted(newest.values(), key=lambda value: value.day or date.max):
        standing[value.year] = value
    days = [value for value in newest.values() if standing[value.year] is not value]
    return Counted(*(tuple(sorted(some, key=_time)) for some in (standing.values(), replaced, days, withdrawn)))


def counting_parts(indicator: IndicatorView) -> tuple[ValueView, ...]:
    """Of each part and time the value that counts, in the order of recording."""
    newest: dict[tuple[object, ...], ValueView] = {}
    for part in indicator.parts:
        time = part.sector, part.district, part.group, part.year, part.day
        newest.pop(time, None)
        if not part.is_withdrawn:
            newest[time] = part
    return tuple(newest.values())


def replaced_parts(indicator: IndicatorView) -> tuple[ValueView, ...]:
    """The values of parts that a later row for the same part and time replaced or took back."""
    kept = {id(part) for part in counting_parts(indicator)}
    return tuple(part for part in indicator.parts if id(part) not in kept and not part.is_withdrawn)


def _time(value: ValueView) -> tuple[int, date]:
    return value.year or 0, value.day or date.max
