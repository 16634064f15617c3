"""The only place that reads the clock. Everything else takes the time as a parameter `at`."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")

_fixed: ContextVar[datetime | None] = ContextVar("fixed clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _fixed.get() or datetime.now(UTC)


def today() -> date:
    """The present day in the towns' own time zone."""
    return now().astimezone(BERLIN).date()


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand still at `moment` (aware); for the demo's story and for tests."""
    token = _fixed.set(moment)
    try:
        yield
    finally:
        _fixed.reset(token)
