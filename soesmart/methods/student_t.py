"""Student's t distribution for whole degrees of freedom, without a library.

The distribution function is the finite series of Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964),
26.7.3 and 26.7.4: exact up to the rounding of floats. The quantile is its inverse by Newton's method, kept inside a
bracket that halves where a step would leave it.
"""

from functools import lru_cache
from math import atan2, exp, hypot, lgamma, log, log1p, pi, sqrt

CLOSE = 1e-13


def cdf(x: float, df: int) -> float:
    """The probability of a value up to `x`. Raises ValueError for fewer than one degree of freedom."""
    if df < 1:
        raise ValueError("degrees of freedom are one or more")
    return 0.5 + 0.5 * _between(x, df)


def pdf(x: float, df: int) -> float:
    """The density at `x`."""
    scale = lgamma((df + 1) / 2) - lgamma(df / 2) - 0.5 * log(df * pi)
    return exp(scale - (df + 1) / 2 * log1p(x * x / df))


@lru_cache(maxsize=1000)
def quantile(p: float, df: int) -> float:
    """The value that is not exceeded with probability `p`, 0 < p < 1. Raises ValueError outside."""
    if not 0 < p < 1:
        raise ValueError("a probability lies between 0 and 1")
    if p < 0.5:
        return -quantile(1 - p, df)
    low, high = 0.0, 1.0
    while cdf(high, df) < p:
        low, high = high, 2 * high
    x = (low + high) / 2
    while high - low > CLOSE * max(1.0, high):
        off = cdf(x, df) - p
        low, high = (low, x) if off > 0 else (x, high)
        step = off / pdf(x, df)
        inside = low < x - step < high
        if inside and abs(step) <= CLOSE * max(1.0, x):
            return x - step
        x = x - step if inside else (low + high) / 2
    return x


def _between(x: float, df: int) -> float:
    """The probability of a value between -x and x; negative for a negative x."""
    length = hypot(x, sqrt(df))
    angle, sine, cosine = atan2(x, sqrt(df)), x / length, sqrt(df) / length
    squared = cosine * cosine
    term = cosine if df % 2 else 1.0
    total = 0.0
    for place in range(3 if df % 2 else 2, df + 1, 2):
        total += term
        term *= squared * (place - 1) / place
    return 2 / pi * (angle + sine * total) if df % 2 else sine * total
