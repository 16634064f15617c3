"""All that is computed about one indicator: rules A, B and C, forecast, chance, gap, budget. No Django.

Every part is computed when it is asked for, and only once: a list of goals pays for no history and no backtest.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from soesmart.methods import weather_symbols
from soesmart.methods.backtest import Backtest, backtest
from soesmart.methods.emission_budget import Budget, emission_budget
from soesmart.methods.forecast import Forecast, Step, forecast
from soesmart.methods.growth_rate import GrowthRatio, growth_ratio
from soesmart.methods.linear_ratio import LinearRatio, Reading, linear_ratio
from soesmart.methods.series import Point, Points, yearly_changes
from soesmart.methods.target_path import TargetPath, target_path
from soesmart.methods.weather_symbols import Aim, Kind, Symbol, UpOrDown, WeatherRating
from soesmart.strategy.queries.measured import IndicatorView
from soesmart.strategy.rating import words
from soesmart.strategy.rating.aims import Asked, asked, beyond, held_between, points_of, way_of
from soesmart.strategy.rating.bounds import Bounds, bounds_of
from soesmart.strategy.rating.disagreement import against_forecast, disagreement
from soesmart.strategy.rating.light import NO_DIRECTION, NO_TARGET, NO_TARGET_YEAR, NO_VALUE, WAYS
from soesmart.strategy.rules import Direction

NO_FORECAST = "Eine Prognose braucht vier zusammenhängende Werte."


@dataclass(frozen=True, slots=True)
class HistoryYear:
    """The symbol as it would have been given with the values up to a year, and why."""

    year: int
    symbol: Symbol | None
    reason: str


@dataclass(frozen=True)
class Assessment:
    """An indicator with its values up to a year (all without one), and all that follows from them."""

    indicator: IndicatorView
    up_to: int | None = None

    @cached_property
    def points(self) -> Points:
        """The dated values up to `up_to`, in order of years."""
        return points_of(self.indicator, self.up_to)

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @cached_property
    def target(self) -> Decimal | None:
        """What the final target asks for; of a range the weaker bound, to hold the place in it next to the value."""
        aim, latest = self.indicator.target, self.latest
        return aim.asked(self.indicator.direction, latest.value if latest else None) if aim else None

    @property
    def target_year(self) -> int | None:
        return self.indicator.target.year if self.indicator.target else None

    @cached_property
    def is_reached(self) -> bool | None:
        """Whether the latest value is where the target wants it; None without value, target or direction."""
        missing = self.missing_at(self.latest.value) if self.latest else None
        return None if missing is None else not missing

    def missing_at(self, value: Decimal | float) -> Fraction | None:
        """What `value` lacks, signed like the gap; 0 where it is at the target, None without one."""
        aim, number = self.indicator.target, Fraction(value)
        if aim is None or self.target is None or not self.indicator.direction:
            return None
        if self.is_held:
            return beyond(aim, number)
        rest = Fraction(self.target) - number
        return rest if rest * self._sign > 0 else Fraction(0)

    @property
    def is_held(self) -> bool:
        return self.indicator.direction == Direction.HOLD

    @cached_property
    def weather(self) -> WeatherRating:
        """Rule A with every intermediate number."""
        return self._weather(self._asked.points)

    @cached_property
    def linear(self) -> LinearRatio | None:
        """Rule B, from the baseline to the latest value; None with the reason in `linear_reason`."""
        if self._ends is None:
            return None
        base, latest, target = self._ends
        return linear_ratio(way=WAYS[self.indicator.direction], base=base, latest=latest, target=target)

    @cached_property
    def linear_reason(self) -> str:
        """Rule B in a sentence, or why it says nothing."""
        if self.linear is None:
            return self._missing
        breaks = tuple(point.year for point in self.points if point.has_break)
        broken = words.broken_between(breaks, self.linear.base, self.linear.latest)
        return words.linear_sentence(self.linear, self._say, broken)

    @cached_property
    def growth(self) -> GrowthRatio | None:
        """Line C; None with the reason in `growth_reason`."""
        if self._ends is None or self.is_held:
            return None
        base, latest, target = self._ends
        return growth_ratio(way=self._way, base=base, latest=latest, target=target)

    @cached_property
    def growth_reason(self) -> str:
        """Line C in a sentence, or why it is not defined."""
        if self.is_held:
            return "Für einen Wert, der gehalten werden soll, wird kein Wachstum verglichen."
        return words.growth_sentence(self.growth, self._say) if self.growth else self._missing

    @cached_property
    def disagreement(self) -> str:
        """Sentences where the rules, or the rules and the forecast, come to different outcomes, else nothing."""
        rules = disagreement(self.weather, self.linear, self.growth)
        ahead = against_forecast(self.weather, self.linear, self.chance, self.target_year, is_held=self.is_held)
        return f"{rules} {ahead}".strip()

    @cached_property
    def forecast(self) -> Forecast | None:
        return forecast(self.points)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The forecast year by year up to the target year, five years without one; empty where there is none."""
        return self.forecast.steps(self.target_year) if self.forecast else ()

    @cached_property
    def bounds(self) -> Bounds:
        return bounds_of(self.indicator, self.points)

    @cached_property
    def shown(self) -> tuple[Step, ...]:
        """The steps as people see them: cut where the indicator cannot go. The chance is computed without."""
        return tuple(map(self.bounds.step, self.steps))

    @property
    def is_cut(self) -> bool:
        """Whether what is shown differs from what was computed."""
        return self.shown != self.steps

    @cached_property
    def chance(self) -> float | None:
        """The probability to be at the target in its year; None without forecast, target or a year ahead."""
        return self.chance_with(0.0)

    def chance_with(self, shift: float) -> float | None:
        """The chance when measures add `shift` to the value of the target year."""
        aim = self.indicator.target
        if self.forecast is None or aim is None or aim.year is None or not self.indicator.direction:
            return None
        if self.is_held:
            return self.forecast.chance_within(*held_between(aim), aim.year, shift)
        assert self.target is not None
        return self.forecast.chance(self._way, self.target, aim.year, shift)

    @property
    def chance_words(self) -> str:
        return words.chance_words(self.chance)

    @cached_property
    def backtest(self) -> Backtest | None:
        return backtest(self.points)

    @cached_property
    def history(self) -> tuple[HistoryYear, ...]:
        """For each year with a value the symbol of that time, against today's target."""
        ratings = [self._weather(self._asked.points[: place + 1]) for place in range(len(self.points))]
        return tuple(
            HistoryYear(point.year, rating.symbol, rating.reason)
            for point, rating in zip(self.points, ratings, strict=True)
        )

    @cached_property
    def before(self) -> Symbol | None:
        """The symbol as it would have been given with the values up to the one before the latest."""
        aim = self._asked.aim
        return weather_symbols.weather(self._asked.points[:-1], aim).symbol if aim else None

    @property
    def got_worse(self) -> bool:
        """Whether the symbol is worse than with the value before."""
        now = self.weather.symbol
        return now is not None and self.before is not None and now.rank > self.before.rank

    @cached_property
    def gap(self) -> Decimal | None:
        """Target minus latest value, in units; to hold the distance beyond what counts as held."""
        aim, latest = self.indicator.target, self.latest
        if aim is None or self.target is None or latest is None:
            return None
        if self.is_held:
            rest = beyond(aim, Fraction(latest.value))
            return Decimal(rest.numerator) / Decimal(rest.denominator)
        return self.target - latest.value

    @cached_property
    def needed(self) -> Fraction | None:
        """The change a year from the latest value to the target; None where it is reached or no time is left."""
        if self.gap is None or self.latest is None or self.target_year is None or self.is_reached:
            return None
        left = self.target_year - self.latest.year
        return Fraction(self.gap) / left if left > 0 else None

    @cached_property
    def best(self) -> Decimal | None:
        """The best yearly change so far in the wanted direction, no change over a break; None where none was."""
        if self.is_held or not self.indicator.direction:
            return None
        later = zip(self.points[1:], yearly_changes(self.points), strict=True)
        changes = [change for point, change in later if not point.has_break]
        good = max((change * self._sign for change in changes), default=Fraction(0)) * self._sign
        return Decimal(good.numerator) / Decimal(good.denominator) if good * self._sign > 0 else None

    @cached_property
    def path(self) -> TargetPath | None:
        """From the baseline over the milestones to the target; None where there is no way."""
        if self._ends is None or self.is_held:
            return None
        base, _, target = self._ends
        between = [(one.year, one.value) for one in self.indicator.milestones if one.year is not None]
        stops = sorted((year, value) for year, value in between if base.year < year < target.year)
        if base.year >= target.year:
            return None
        return target_path((base.year, base.value), *stops, (target.year, target.value))

    @cached_property
    def budget(self) -> Budget | None:
        """Emissions as a budget with the cumulated overshoot; None for other indicators."""
        if not self.indicator.is_emission or self.path is None:
            return None
        return emission_budget(self.points, self.path)

    @cached_property
    def _asked(self) -> Asked:
        return asked(self.indicator, self.points)

    def _weather(self, points: Points) -> WeatherRating:
        aim = self._asked.aim
        if aim is None:
            return WeatherRating(Aim(Kind.DIRECTION, "up"), (), reason=self._asked.reason)
        found = weather_symbols.weather(points, aim)
        return replace(found, reason=words.weather_sentence(found, self._say, held=self.is_held))

    @cached_property
    def _ends(self) -> tuple[Reading, Reading, Reading] | None:
        """Baseline, latest value and target; None where one is missing."""
        if self._missing:
            return None
        base = self._base
        assert base is not None
        assert self.latest is not None
        assert self.target is not None
        assert self.target_year is not None
        return base, Reading(self.latest.year, self.latest.value), Reading(self.target_year, self.target)

    @cached_property
    def _missing(self) -> str:
        """Why there is no rule B, in the order in which an office would fill in; nothing where all is there."""
        faults = {
            NO_DIRECTION: not self.indicator.direction,
            NO_TARGET: self.target is None,
            NO_TARGET_YEAR: self.target_year is None,
            NO_VALUE: self._base is None or self.latest is None,
        }
        return next((sentence for sentence, is_so in faults.items() if is_so), "")

    @cached_property
    def _base(self) -> Reading | None:
        base = self.indicator.baseline
        return Reading(base.year, base.value) if base and base.year is not None else None

    @cached_property
    def _say(self) -> words.Say:
        return words.Say(self.indicator.decimals, self.indicator.said_unit)

    @property
    def _way(self) -> UpOrDown:
        return way_of(self.indicator.direction)

    @property
    def _sign(self) -> int:
        return 1 if self._way == "up" else -1


def assess(indicator: IndicatorView, *, up_to: int | None = None) -> Assessment:
    """Assess an indicator with its values up to a year."""
    return Assessment(indicator, up_to)
