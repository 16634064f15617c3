"""All goals of the town at one look: how likely each is reached, what is missing, what got worse."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache

from django.utils.safestring import SafeString

from soesmart.core.charts import Point, Series, Sparkline, render_chart
from soesmart.methods.weather_symbols import Symbol
from soesmart.strategy.queries.known import Asked
from soesmart.strategy.queries.remembered import remembered
from soesmart.strategy.queries.shapes import GoalView, StrategyView
from soesmart.strategy.queries.tree import read_version
from soesmart.strategy.queries.versions import current_version
from soesmart.strategy.rating.assessment import Assessment, assess
from soesmart.strategy.rating.words import CHANCES

NO_CHANCE = "ohne Prognose"
GROUPS = (*(word for _, word in CHANCES), NO_CHANCE)


class Order(StrEnum):
    """By what the goals are sorted: the value of `?nach=`."""

    CHANCE = "chance"
    GAP = "luecke"
    CHANGE = "veraenderung"
    FIELD = "feld"

    @property
    def label(self) -> str:
        return {
            "chance": "nach Aussicht",
            "luecke": "nach Lücke",
            "veraenderung": "nach Veränderung",
            "feld": "nach Feld",
        }[self]


@dataclass(frozen=True)
class Row:
    """A goal with what is computed about it; place: in the town's own order. No assessment without an indicator."""

    goal: GoalView
    field_name: str
    place: int
    assessment: Assessment | None

    @property
    def chance(self) -> float | None:
        return self.assessment.chance if self.assessment else None

    @property
    def group(self) -> str:
        """The chance in words."""
        return (self.assessment.chance_words if self.assessment else "") or NO_CHANCE

    @property
    def symbol(self) -> Symbol | None:
        return self.assessment.weather.symbol if self.assessment else None

    @property
    def before(self) -> Symbol | None:
        """The symbol with the values up to the one before the latest."""
        return self.assessment.before if self.assessment else None

    @cached_property
    def change(self) -> int | None:
        """By how many steps the symbol got worse (above zero) or better; None where one of the two is missing."""
        return self.symbol.rank - self.before.rank if self.symbol and self.before else None

    @property
    def got_worse(self) -> bool:
        return (self.change or 0) > 0

    @cached_property
    def missing_share(self) -> Fraction | None:
        """What is missing of the way from the baseline to the target (0 is there, 1 is all); the same in any unit."""
        found = self.assessment
        if found is None or found.gap is None or found.target is None or found.is_reached is None:
            return None
        base = found.indicator.baseline
        whole = abs(Fraction(found.target) - Fraction(base.value)) if base else Fraction(0)
        if found.is_reached:
            return Fraction(0)
        return abs(Fraction(found.gap)) / (whole or abs(Fraction(found.target)) or 1)

    @property
    def measured_in(self) -> int | None:
        """The year of the latest value."""
        return self.assessment.latest.year if self.assessment and self.assessment.latest else None

    @cached_property
    def spark(self) -> SafeString:
        """The course as a small drawing; nothing without values."""
        if self.assessment is None:
            return SafeString("")
        own, target = self.assessment.indicator, self.assessment.indicator.target
        points = tuple(Point(value.year, value.value, value.invented) for value in own.dated if value.year is not None)
        aim = Point(target.year, target.value) if target and target.year else None
        return _drawn(Sparkline(Series(own.name, own.unit, points, own.decimals), aim))


@dataclass(frozen=True)
class Dashboard:
    """All goals in the town's order."""

    strategy: StrategyView
    rows: tuple[Row, ...]

    @cached_property
    def by_chance(self) -> dict[str, int]:
        """How many goals have which chance; all five groups."""
        return {group: sum(row.group == group for row in self.rows) for group in GROUPS}

    @cached_property
    def worse(self) -> tuple[Row, ...]:
        """What got worse with the latest value, the deepest fall first."""
        return tuple(sorted((row for row in self.rows if row.got_worse), key=lambda row: -(row.change or 0)))

    def old(self, before: int) -> tuple[Row, ...]:
        """Goals with an indicator whose latest value is of a year before, or that have none."""
        return tuple(row for row in self.rows if row.assessment and (row.measured_in or 0) < before)

    def sorted(self, order: Order) -> list[Row]:
        return sorted(self.rows, key=KEYS[order])


@lru_cache(maxsize=5_000)
def _drawn(spark: Sparkline) -> SafeString:
    """A write forgets the dashboard but changes one goal: the drawings of the others are kept."""
    return render_chart(spark)


def _by_chance(row: Row) -> tuple[float, ...]:
    return (-row.chance if row.chance is not None else 1.0, row.assessment is None, row.place)


def _by_gap(row: Row) -> tuple[float, ...]:
    return (-float(row.missing_share) if row.missing_share is not None else 1.0, row.assessment is None, row.place)


def _by_change(row: Row) -> tuple[float, ...]:
    return (-row.change if row.change is not None else 4.0, row.assessment is None, row.place)


KEYS: dict[Order, Callable[[Row], tuple[float, ...]]] = {
    Order.CHANCE: _by_chance,
    Order.GAP: _by_gap,
    Order.CHANGE: _by_change,
    Order.FIELD: lambda row: (row.place,),
}


def dashboard(at: datetime, asked: Asked) -> Dashboard | None:
    """The valid strategy as it is or was known; None where none is published. One query, four after a write."""
    version = current_version(at)
    if version is None:
        return None
    strategy = remembered(version, "strategy", lambda: read_version(version))
    if asked.day:  # days are many: what nobody asks twice is not kept
        return _assessed(asked.of_strategy(strategy))
    return remembered(version, "dashboard", lambda: _assessed(strategy))


def _assessed(strategy: StrategyView) -> Dashboard:
    goals = [(goal, field.name) for field in strategy.fields for goal in field.goals]
    rows = (
        Row(goal, name, place, assess(goal.indicator) if goal.indicator else None)
        for place, (goal, name) in enumerate(goals)
    )
    return Dashboard(strategy, tuple(rows))
