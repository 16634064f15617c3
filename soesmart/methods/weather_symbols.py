"""House rule A: the weather symbols of the German Sustainable Development Strategy.

Source: Destatis, "Indikatoren der Deutschen Nachhaltigkeitsstrategie", rules of the status,
https://dns-indikatoren.de/status. Notation: x_t the value of the last year t, T the target, y its year, s = +1 where
more is better and -1 where less is better; m the mean of the last five yearly changes, d the last one.

* Window: the last six points since the last break, at least four; missing years do not disconnect, a change over a
  gap is divided by its years.
* Target to be kept every year, or reached already: reached and s m >= 0 sun, reached and s m < 0 light clouds, missed
  and s m > 0 cloud, missed and s m <= 0 storm.
* Target to be reached: s m <= 0 storm; else the projection q = x_t + m (y - t) misses the share f = (T - q)/(T - x_t)
  of what is missing today: f <= 0.05 sun, f <= 0.20 light clouds, else cloud.
* Direction only: s m > 0 and s d > 0 sun, only s m > 0 light clouds, only s d > 0 cloud, neither storm.

All numbers are exact fractions in the indicator's unit; nothing is rounded before it is compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from soesmart.methods.series import Point, Points, connected, yearly_changes

LONGEST, SHORTEST = 6, 4
SUN_UP_TO = Fraction(5, 100)
LIGHT_CLOUDS_UP_TO = Fraction(20, 100)

UpOrDown = Literal["up", "down"]


class Symbol(StrEnum):
    """From best to worst."""

    SUN = "sun"
    LIGHT_CLOUDS = "light_clouds"
    CLOUD = "cloud"
    STORM = "storm"

    @property
    def label(self) -> str:
        return {"sun": "Sonne", "light_clouds": "leicht bewölkt", "cloud": "bewölkt", "storm": "Gewitter"}[self]

    @property
    def rank(self) -> int:
        """0 is the best, 3 the worst."""
        return tuple(Symbol).index(self)


class Kind(StrEnum):
    """What the target asks: a value by a year, a value every year, or only a direction."""

    VALUE = "value"
    CONSTANT = "constant"
    DIRECTION = "direction"


@dataclass(frozen=True)
class Aim:
    """What a series is rated against. Raises ValueError where the kind needs a target or a year that is missing."""

    kind: Kind
    way: UpOrDown
    target: Decimal | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        if self.kind is not Kind.DIRECTION and self.target is None:
            raise ValueError("a value to reach or to keep needs a target")
        if self.kind is Kind.VALUE and self.year is None:
            raise ValueError("a value to reach needs a year")

    @property
    def sign(self) -> int:
        return 1 if self.way == "up" else -1

    def is_reached(self, value: Decimal) -> bool | None:
        """Whether `value` is at the target or beyond; None without a target."""
        return None if self.target is None else self.sign * (Fraction(value) - Fraction(self.target)) >= 0


@dataclass(frozen=True)
class WeatherRating:
    """Inputs, intermediate numbers and outcome; m, d, q, f as above, None where the rule did not need them.

    symbol: None where the window has fewer than four points. broken: year of the break that the window begins with.
    reason: the outcome in a sentence, put in by whoever knows the unit.
    """

    aim: Aim
    window: Points
    symbol: Symbol | None = None
    reached: bool | None = None
    m: Fraction | None = None
    d: Fraction | None = None
    q: Fraction | None = None
    f: Fraction | None = None
    broken: int | None = None
    reason: str = ""


def weather(points: Sequence[Point], aim: Aim) -> WeatherRating:
    """Rate the series (in order of years) at its last point."""
    unbroken = connected(points)
    window = unbroken[-LONGEST:]
    broken = unbroken[0].year if unbroken and unbroken[0].has_break and unbroken[0] is not points[0] else None
    if len(window) < SHORTEST:
        return WeatherRating(aim, window, broken=broken)
    changes = yearly_changes(window)
    m, d = sum(changes, Fraction(0)) / len(changes), changes[-1]
    if aim.kind is Kind.DIRECTION:
        symbol = _of_direction(aim.sign * m, aim.sign * d)
        return WeatherRating(aim, window, symbol, m=m, d=d, broken=broken)
    reached = aim.is_reached(window[-1].value)
    if aim.kind is Kind.CONSTANT or reached:
        symbol = _of_kept(aim.sign * m, reached=bool(reached))
        return WeatherRating(aim, window, symbol, reached, m, d, broken=broken)
    q, f = _projected(window[-1], m, aim)
    symbol = _of_missed_share(f) if aim.sign * m > 0 else Symbol.STORM
    return WeatherRating(aim, window, symbol, reached, m, d, q, f, broken)


def history(points: Sequence[Point], aim: Aim) -> tuple[WeatherRating, ...]:
    """For each point the rating as it would have been given with the values up to it."""
    return tuple(weather(points[: place + 1], aim) for place in range(len(points)))


def worst(symbols: Iterable[Symbol | None]) -> Symbol | None:
    """The symbol of several targets at once: the worst; those without a symbol do not count."""
    return max((symbol for symbol in symbols if symbol is not None), key=lambda symbol: symbol.rank, default=None)


def nearest_year(years: Iterable[int], now: int) -> int | None:
    """Of several target years the nearest that is not past (`now` is not); the last one where all are; None of none."""
    known = sorted(years)
    return next((year for year in known if year >= now), known[-1] if known else None)


def weaker_bound(low: Decimal, high: Decimal, way: UpOrDown) -> Decimal:
    """What a target from `low` to `high` asks at least: the bound that is met first on the way."""
    return low if way == "up" else high


def _of_direction(mean: Fraction, last: Fraction) -> Symbol:
    if mean > 0:
        return Symbol.SUN if last > 0 else Symbol.LIGHT_CLOUDS
    return Symbol.CLOUD if last > 0 else Symbol.STORM


def _of_kept(mean: Fraction, *, reached: bool) -> Symbol:
    if reached:
        return Symbol.SUN if mean >= 0 else Symbol.LIGHT_CLOUDS
    return Symbol.CLOUD if mean > 0 else Symbol.STORM


def _projected(last: Point, m: Fraction, aim: Aim) -> tuple[Fraction, Fraction]:
    assert aim.target is not None
    assert aim.year is not None
    value, target = Fraction(last.value), Fraction(aim.target)
    q = value + m * (aim.year - last.year)
    return q, (target - q) / (target - value)


def _of_missed_share(f: Fraction) -> Symbol:
    if f <= SUN_UP_TO:
        return Symbol.SUN
    return Symbol.LIGHT_CLOUDS if f <= LIGHT_CLOUDS_UP_TO else Symbol.CLOUD
