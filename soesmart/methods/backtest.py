"""How the forecast would have done on the series' own history: rolling origin.

Every year with at least four connected points up to it is an origin: the forecast from there is compared with the
values one, two and three years later, and so is "no change". Source: Tashman 2000, "Out-of-sample tests of forecasting
accuracy: an analysis and review", International Journal of Forecasting 16(4). Errors are means of absolute errors.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from soesmart.methods.forecast import SHORTEST, Forecast, forecast
from soesmart.methods.series import Point, connected

HORIZONS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Horizon:
    """n comparisons so many years ahead; errors in the indicator's unit, coverages as shares of the n."""

    horizon: int
    n: int
    mean_error: float
    naive_error: float
    coverage50: float
    coverage80: float


@dataclass(frozen=True, slots=True)
class Backtest:
    """origins: how many were compared with at least one later value; horizons without any comparison are left out."""

    origins: int
    horizons: tuple[Horizon, ...]


def backtest(points: Sequence[Point]) -> Backtest | None:
    """Test the forecast on a series in order of years; None where no forecast can be compared with a later value."""
    used = connected(points)
    values = {point.year: float(point.value) for point in used}
    made = [forecast(used[:count]) for count in range(SHORTEST, len(used))]
    told = [one for one in made if one and any(one.last.year + h in values for h in HORIZONS)]
    if not told:
        return None
    found = (_horizon(h, told, values) for h in HORIZONS)
    return Backtest(len(told), tuple(one for one in found if one))


def _horizon(h: int, told: Sequence[Forecast], values: dict[int, float]) -> Horizon | None:
    pairs = [(one, one.last.year + h) for one in told if one.last.year + h in values]
    if not pairs:
        return None
    errors = [abs(values[year] - one.value_in(year)) for one, year in pairs]
    return Horizon(
        horizon=h,
        n=len(pairs),
        mean_error=fmean(errors),
        naive_error=fmean(abs(values[year] - values[one.last.year]) for one, year in pairs),
        coverage50=_coverage(0.5, pairs, errors),
        coverage80=_coverage(0.8, pairs, errors),
    )


def _coverage(level: float, pairs: Sequence[tuple[Forecast, int]], errors: Sequence[float]) -> float:
    return fmean(error <= one.half_width(year, level) for (one, year), error in zip(pairs, errors, strict=True))
