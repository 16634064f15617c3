"""What was known on a day: the same indicators with the rows that were there by its end. `?stand=2025-06-30`.

A value is known from the moment of its approval, a target from the moment it was recorded until its end was recorded. A
target that was set before such moments were kept has none: it has been known ever since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from soesmart.core.clock import BERLIN
from soesmart.core.dates import parse_date
from soesmart.strategy.queries.measured import IndicatorView, TargetView, ValueView, in_order_of_recording, one_per_year
from soesmart.strategy.queries.shapes import StrategyView

PARAMETER = "stand"
FIRST_YEAR = 1990
NO_DATE = "Mit dem Datum in der Adresse ließ sich nichts anfangen. Hier steht, was heute bekannt ist."
TOO_EARLY = "Der Tag in der Adresse liegt vor 1990 und damit zu früh. Hier steht, was heute bekannt ist."
NOT_YET = "Der Tag in der Adresse liegt in der Zukunft. Hier steht, was heute bekannt ist."


@dataclass(frozen=True, slots=True)
class Asked:
    """The day that a reader asked for, or None for the present; problem: why a typed day was not taken."""

    day: date | None = None
    problem: str = ""

    @property
    def query(self) -> str:
        """What to put behind addresses so that they speak of the same day: `?stand=2025-06-30`, or nothing."""
        return f"?{PARAMETER}={self.day.isoformat()}" if self.day else ""

    @property
    def suffix(self) -> str:
        """What to add to the name of a file that speaks of that day."""
        return f"-stand-{self.day.isoformat()}" if self.day else ""

    @property
    def end(self) -> datetime | None:
        """The first moment that is no longer known; None for the present."""
        return _end_of(self.day) if self.day else None

    def of(self, indicator: IndicatorView) -> IndicatorView:
        """The indicator as it was known on that day."""
        return as_known(indicator, self.day) if self.day else indicator

    def of_strategy(self, strategy: StrategyView) -> StrategyView:
        """The same for all goals of a strategy. The words stay those of its version."""
        return strategy_as_known(strategy, self.day) if self.day else strategy


def day_asked(given: Mapping[str, str], today: date) -> Asked:
    """The day in the query of an address. Nonsense and the future are the present with a sentence, never an error."""
    text = given.get(PARAMETER, "").strip()
    if not text:
        return Asked()
    try:
        day = parse_date(text)
    except ValueError:
        return Asked(problem=NO_DATE)
    if day > today:
        return Asked(problem=NOT_YET)
    return Asked(day) if day.year >= FIRST_YEAR else Asked(problem=TOO_EARLY)


def as_known(indicator: IndicatorView, on: date) -> IndicatorView:
    """The indicator with the values, parts and targets that were known at the end of that day in Berlin."""
    end = _end_of(on)
    rows = (value for value in _values(indicator) if value.recorded_at < end)
    counted = one_per_year(in_order_of_recording(rows))
    targets = [target for target in _targets(indicator) if target.recorded_at is None or target.recorded_at < end]
    valid = [replace(target, replaced_on="", ended_at=None) for target in targets if not _has_ended(target, end)]
    return replace(
        indicator,
        values=counted.values,
        corrected=counted.corrected,
        days=counted.days,
        withdrawn=counted.withdrawn,
        parts=tuple(part for part in indicator.parts if part.recorded_at < end),
        target=next((target for target in valid if not target.is_milestone), None),
        milestones=tuple(sorted((one for one in valid if one.is_milestone), key=lambda one: one.year or 0)),
        earlier_targets=tuple(target for target in targets if _has_ended(target, end)),
    )


def strategy_as_known(strategy: StrategyView, on: date) -> StrategyView:
    """All goals of a strategy with their numbers as known on that day."""
    fields = (
        replace(
            field,
            goals=tuple(
                replace(goal, indicator=as_known(goal.indicator, on)) if goal.indicator else goal
                for goal in field.goals
            ),
        )
        for field in strategy.fields
    )
    return replace(strategy, fields=tuple(fields))


def days_of_change(indicator: IndicatorView) -> tuple[date, ...]:
    """The days (in Berlin) on which a value, a part or a target became known or ended; the newest first."""
    values = (*_values(indicator), *indicator.parts)
    moments: Iterable[datetime | None] = (
        *(value.recorded_at for value in values),
        *(moment for target in _targets(indicator) for moment in (target.recorded_at, target.ended_at)),
    )
    days = {moment.astimezone(BERLIN).date() for moment in moments if moment}
    return tuple(sorted(days, reverse=True))


def _values(indicator: IndicatorView) -> tuple[ValueView, ...]:
    """All rows of the whole, whatever became of them."""
    return *indicator.values, *indicator.corrected, *indicator.days, *indicator.withdrawn


def _targets(indicator: IndicatorView) -> list[TargetView]:
    valid = [indicator.target] if indicator.target else []
    return [*valid, *indicator.milestones, *indicator.earlier_targets]


def _has_ended(target: TargetView, end: datetime) -> bool:
    if not target.replaced_on:
        return False
    return target.ended_at is None or target.ended_at < end


def _end_of(day: date) -> datetime:
    """The first moment after the day in Berlin."""
    return datetime.combine(day + timedelta(days=1), time(), BERLIN)
