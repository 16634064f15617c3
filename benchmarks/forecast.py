"""Promise: the 80 % band of the forecast holds 70 to 90 % of what comes; one year ahead never worse than "no change".

"band80" is the share over all three years ahead, "band80.year1" and so on of each alone.

Synthetic series of eight to twelve yearly values from a fixed seed: a random walk with drift, a trend with noise around
it, a slow approach to a limit, each with noise; the three years after the last value are what comes. The demo's series
are tested on their own history (rolling origin), all comparisons of a horizon together. Baseline of a coverage is what
the band promises; of an error in percent of the error of "no change" 100, so a ratio up to 1 keeps the promise.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import exp
from statistics import fmean, median

from benchmarks.measure import report
from soesmart.demo.series import demo_series
from soesmart.methods.backtest import HORIZONS, Horizon, backtest
from soesmart.methods.forecast import forecast
from soesmart.methods.series import Point, Points

SERIES, SEED = 1500, 2030
LEVELS = (50, 80)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came in a year: its error, that of "no change", and whether the bands held it."""

    horizon: int
    error: float
    naive: float
    inside: dict[int, bool]


def main() -> None:
    for name, draw in KINDS.items():
        rng = random.Random(f"{SEED}:{name}")
        tell(name, [one for _ in range(SERIES) for one in outcomes(draw(rng, rng.randint(8, 12) + 3))])
    tell_demo()


def tell(name: str, found: list[Outcome]) -> None:
    for level in LEVELS:
        held = 100 * fmean(one.inside[level] for one in found)
        report(f"forecast.{name}.band{level}", held, "% of the values inside", level)
    for horizon in HORIZONS:
        ahead = [one for one in found if one.horizon == horizon]
        for level in LEVELS:
            held = 100 * fmean(one.inside[level] for one in ahead)
            report(f"forecast.{name}.band{level}.year{horizon}", held, "% of the values inside", level)
    first = [one for one in found if one.horizon == 1]
    share = 100 * fmean(one.error for one in first) / fmean(one.naive for one in first)
    report(f"forecast.{name}.error.year1", share, "% of the error of no change", 100)


def outcomes(values: list[float]) -> Iterator[Outcome]:
    """The forecast from all but the last three values against those."""
    points = [Point(2000 + place, Decimal(f"{value:.3f}")) for place, value in enumerate(values)]
    made = forecast(points[:-3])
    assert made is not None
    for point in points[-3:]:
        error = abs(float(point.value) - made.value_in(point.year))
        naive = abs(float(point.value - made.last.value))
        inside = {level: error <= made.half_width(point.year, level / 100) for level in LEVELS}
        yield Outcome(point.year - made.last.year, error, naive, inside)


def tell_demo() -> None:
    """Coverage over all comparisons; the error is the median of the series, each with its own "no change"."""
    tested = [found.horizons for points in series() if (found := backtest(points))]
    every = [one for horizons in tested for one in horizons]
    for level in LEVELS:
        report(f"forecast.demo.band{level}", held_by(every, level), "% of the values inside", level)
    for horizon in HORIZONS:
        ahead = [one for horizons in tested for one in horizons if one.horizon == horizon]
        for level in LEVELS:
            report(f"forecast.demo.band{level}.year{horizon}", held_by(ahead, level), "% of the values inside", level)
        shares = [100 * one.mean_error / one.naive_error for one in ahead if one.naive_error]
        report(f"forecast.demo.error.year{horizon}", median(shares), "% of the error of no change, median series", 100)


def series() -> list[Points]:
    return [tuple(Point(*point) for point in points) for points in demo_series().values()]


def held_by(found: list[Horizon], level: int) -> float:
    """The share of all comparisons that the band held, in percent."""
    held = sum((one.coverage50 if level == 50 else one.coverage80) * one.n for one in found)
    return 100 * held / sum(one.n for one in found)


def walk(rng: random.Random, count: int) -> list[float]:
    """Every change is the drift and a step by chance."""
    drift, value = rng.uniform(-2, 2), rng.uniform(50, 150)
    values = [value]
    while len(values) < count:
        values.append(values[-1] + rng.gauss(drift, 1))
    return values


def trend(rng: random.Random, count: int) -> list[float]:
    """A straight line with noise around it."""
    start, slope = rng.uniform(50, 150), rng.uniform(-3, 3)
    return [start + slope * place + rng.gauss(0, 1) for place in range(count)]


def saturating(rng: random.Random, count: int) -> list[float]:
    """Ever smaller steps towards a limit, with noise."""
    start, way, pace = rng.uniform(20, 60), rng.choice([-1, 1]) * rng.uniform(10, 40), rng.uniform(0.05, 0.25)
    return [start + way * (1 - exp(-pace * place)) + rng.gauss(0, 0.8) for place in range(count)]


KINDS: dict[str, Callable[[random.Random, int], list[float]]] = {
    "random_walk": walk,
    "trend_and_noise": trend,
    "saturating": saturating,
}

if __name__ == "__main__":
    main()
