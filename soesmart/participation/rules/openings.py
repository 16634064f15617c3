"""When something is open, in words that people use. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.participation.rules.dates import clock_german
from soesmart.participation.rules.formats import Span


class Stage(StrEnum):
    """Where a moment lies as seen from a window, or from the windows of one right."""

    OPEN = "open"
    COMING = "coming"
    ENDED = "ended"

    @property
    def label(self) -> str:
        return {"open": "offen", "coming": "kommt", "ended": "beendet"}[self.value]


@dataclass(frozen=True)
class Opening:
    """text: like "offen bis 5. August 2020", "öffnet am 18. Juli 2020, 10 Uhr", "endete am 5. August 2020"."""

    stage: Stage
    text: str

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN


def opening_of(spans: Iterable[Span], at: datetime) -> Opening | None:
    """The window that matters at a moment: the open one, else the next, else the last; None without windows."""
    rows = sorted(spans, key=lambda span: span.opens_at)
    if now := next((span for span in rows if span.is_open(at)), None):
        return Opening(Stage.OPEN, f"offen bis {end_german(now.closes_at)}")
    if coming := next((span for span in rows if span.opens_at > at), None):
        return Opening(Stage.COMING, f"öffnet am {_moment_german(coming.opens_at)}")
    return Opening(Stage.ENDED, f"endete am {end_german(rows[-1].closes_at)}") if rows else None


def _moment_german(moment: datetime) -> str:
    local = moment.astimezone(BERLIN)
    day = format_date(local.date())
    return day if local.time() == time() else f"{day}, {clock_german(local.time())} Uhr"


def end_german(moment: datetime) -> str:
    """A window that closes at midnight was open until the day before."""
    local = moment.astimezone(BERLIN)
    if local.time() == time():
        return format_date(local.date() - timedelta(days=1))
    return _moment_german(moment)
