"""The delay of the stream: the same time to vote for hall and stream, and how late the stream is.

Whoever watches the stream sees the question `delay` later than the hall. Her vote opens and closes later by as much, so
both have the same time. The delay of a round is the one at its opening, whatever is measured later.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

LONGEST_DELAY = 300_000
ENOUGH_READINGS = 3


@dataclass(frozen=True, slots=True)
class Window:
    """When ballots are taken, by the server's clock. closes: None while no end is set."""

    opens: datetime
    closes: datetime | None = None

    @property
    def length(self) -> timedelta | None:
        return None if self.closes is None else self.closes - self.opens


def opening(at: datetime, delay: timedelta) -> tuple[Window, Window]:
    """The windows of hall and stream for a vote that is opened at `at`."""
    return Window(at), Window(at + delay)


def closing(hall: Window, stream: Window, closes: datetime) -> tuple[Window, Window]:
    """Both windows with an end: of the hall at `closes`, of the stream later by as much as it opened later."""
    return Window(hall.opens, closes), Window(stream.opens, closes + (stream.opens - hall.opens))


@dataclass(frozen=True, slots=True)
class Measured:
    """What the taps on the stream say. All in milliseconds; spread: between the quarter and three quarters of them."""

    readings: int
    delay: int
    spread: int

    @property
    def seconds(self) -> float:
        return self.delay / 1000

    @property
    def spread_seconds(self) -> float:
        return self.spread / 1000

    @property
    def is_enough(self) -> bool:
        return self.readings >= ENOUGH_READINGS


def measured(readings: Iterable[int]) -> Measured | None:
    """The median of the readings (milliseconds), for one who taps much too late moves it little; None without any.

    Readings below nothing or above five minutes are no delays and left out.
    """
    known = sorted(reading for reading in readings if 0 <= reading <= LONGEST_DELAY)
    if not known:
        return None
    last = len(known) - 1
    return Measured(len(known), round(median(known)), known[round(last * 0.75)] - known[round(last * 0.25)])
