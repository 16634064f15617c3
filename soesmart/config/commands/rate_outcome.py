"""All that `soesmart rate` says about a series."""

from dataclasses import dataclass, replace

from soesmart.config.commands.rate_options import Options, WrongUse
from soesmart.methods import weather_symbols
from soesmart.methods.backtest import Backtest, backtest
from soesmart.methods.forecast import Forecast, Step, forecast
from soesmart.methods.growth_rate import GrowthRatio, growth_ratio
from soesmart.methods.linear_ratio import LinearRatio, Reading, linear_ratio
from soesmart.methods.series import Points, up_to
from soesmart.methods.weather_symbols import Aim, Kind, WeatherRating
from soesmart.strategy.rating import words
from soesmart.strategy.rating.disagreement import disagreement

NOT_FOR_DIRECTION = "Ohne Zielwert gibt es kein nötiges Tempo, mit dem sich das bisherige vergleichen ließe."
NOT_WITHOUT_YEAR = "Ohne Zieljahr gibt es kein nötiges Tempo, mit dem sich das bisherige vergleichen ließe."


@dataclass(frozen=True)
class Outcome:
    """Rules A, B and C, the forecast and the history of a series against an aim. say: writes its numbers."""

    points: Points
    aim: Aim
    say: words.Say
    weather: WeatherRating
    linear: LinearRatio | None
    growth: GrowthRatio | None
    linear_reason: str
    growth_reason: str
    forecast: Forecast | None
    history: tuple[WeatherRating, ...]
    backtest: Backtest | None

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(point.year for point in self.points)

    @property
    def disagreement(self) -> str:
        return disagreement(self.weather, self.linear, self.growth)

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.forecast.steps(self.aim.year) if self.forecast else ()

    @property
    def evidence(self) -> str | None:
        return None if self.forecast is None else "low" if self.forecast.is_low_evidence else "ok"

    @property
    def chance(self) -> float | None:
        if self.forecast is None or self.aim.target is None or self.aim.year is None:
            return None
        return self.forecast.chance(self.aim.way, self.aim.target, self.aim.year)


def outcome(series: Points, options: Options) -> Outcome:
    """Rate a series as the options ask. Raises WrongUse where they name a year that the series does not have."""
    points = up_to(series, options.at)
    if not points:
        raise WrongUse(f"Bis {options.at} steht kein Wert in der Datei; sie beginnt mit {series[0].year}.")
    say = words.Say(_decimals(points))
    history = tuple(_told(rating, say) for rating in weather_symbols.history(points, options.aim))
    linear, growth = _compared(points, options)
    breaks = tuple(point.year for point in points if point.has_break)
    broken = words.broken_between(breaks, linear.base, linear.latest) if linear else None
    missing = NOT_FOR_DIRECTION if options.aim.kind is Kind.DIRECTION else NOT_WITHOUT_YEAR
    return Outcome(
        points=points,
        aim=options.aim,
        say=say,
        weather=history[-1],
        linear=linear,
        growth=growth,
        linear_reason=words.linear_sentence(linear, say, broken) if linear else missing,
        growth_reason=words.growth_sentence(growth, say) if growth else missing,
        forecast=forecast(points),
        history=history,
        backtest=backtest(points),
    )


def _compared(points: Points, options: Options) -> tuple[LinearRatio | None, GrowthRatio | None]:
    """Rule B and line C; None where there is no target or no year for it."""
    base = _base(points, options.base_year)
    aim, last = options.aim, points[-1]
    if aim.target is None or aim.year is None:
        return None, None
    latest, target = Reading(last.year, last.value), Reading(aim.year, aim.target)
    return (
        linear_ratio(way=aim.way, base=base, latest=latest, target=target),
        growth_ratio(way=aim.way, base=base, latest=latest, target=target),
    )


def _base(points: Points, year: int | None) -> Reading:
    values = {point.year: point.value for point in points}
    wanted = points[0].year if year is None else year
    if wanted not in values:
        there = ", ".join(str(known) for known in values)
        raise WrongUse(f"Für das Ausgangsjahr {wanted} steht kein Wert in der Datei. Werte gibt es für: {there}.")
    return Reading(wanted, values[wanted])


def _told(rating: WeatherRating, say: words.Say) -> WeatherRating:
    return replace(rating, reason=words.weather_sentence(rating, say))


def _decimals(points: Points) -> int:
    """The most places behind the comma that a value has, six at most."""
    exponents = [point.value.normalize().as_tuple().exponent for point in points]
    return min(6, max(0, *(-exponent for exponent in exponents if isinstance(exponent, int))))
