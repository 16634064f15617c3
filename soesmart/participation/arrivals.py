"""When people came: a curve that rises from none to all. Pure.

Nobody can read the number of a single day from it: it is drawn through at most sixty voices that stand evenly spread in
the row of arrivals, and only where there are many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date

ENOUGH = 5  # times the smallest group
WIDTH, HEIGHT, EDGE = 600, 130, 3


@dataclass(frozen=True)
class Arrivals:
    """points: of an SVG polyline; first, half, last: days on which the first, the middle and the last one came."""

    points: str
    first: date
    half: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - EDGE

    @property
    def sentence(self) -> str:
        if self.first == self.last:
            return f"Alle kamen am {format_date(self.first)}."
        return f"Die Hälfte war bis {format_date(self.half)} dabei."


def arrivals_of(moments: Sequence[datetime], voices: int, smallest: int) -> Arrivals | None:
    """moments: rising, evenly spread over all voices; None where there are too few voices to tell."""
    if voices < ENOUGH * max(smallest, 1) or len(moments) < 2:
        return None
    start, length = moments[0], (moments[-1] - moments[0]).total_seconds()
    last = len(moments) - 1
    places = [
        (WIDTH * (moment - start).total_seconds() / (length or 1), (HEIGHT - 2 * EDGE) * (1 - place / last) + EDGE)
        for place, moment in enumerate(moments)
    ]
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in places)
    first, half, end = (moment.astimezone(BERLIN).date() for moment in (start, moments[len(moments) // 2], moments[-1]))
    return Arrivals(points, first, half, end)
