"""The end of rounds where no live engine runs, or where it was killed between closing and counting."""

from datetime import datetime, timedelta

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.events.live import closing

# The engine is given this long before the job does its work.
GRACE = timedelta(seconds=5)


def _is_due(at: datetime) -> bool:
    return bool(closing.overdue(at, GRACE))


@every(timedelta(seconds=5), when=_is_due)
def end_rounds() -> None:
    """Close and count the rounds whose time is over."""
    at = clock.now()
    for round_ in closing.overdue(at, GRACE):
        closing.close_if_over(round_, at)
        closing.count(round_, at)
