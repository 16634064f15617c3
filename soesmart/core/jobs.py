"""Background jobs on django-tasks, with what it lacks: a retry with growing waits, and a schedule.

    @job(retries=5)
    def refresh(town: str) -> None: ...

    refresh.later("soest")             # in the worker, after the transaction is stored
    refresh("soest")                   # here and now

    @every(timedelta(minutes=1))
    def send_mails() -> None: ...

Jobs are idempotent: after a crash a job may run a second time.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

from django.db import transaction
from django_tasks import task

from soesmart.core import clock
from soesmart.core.models import ScheduleMark

logger = logging.getLogger("soesmart.jobs")

JOBS: dict[str, "Job"] = {}
SCHEDULE: dict[str, tuple[timedelta, "Job"]] = {}


@dataclass(frozen=True)
class Job:
    """A function that the worker can run by its name."""

    name: str
    function: Callable[..., None]
    retries: int

    def __call__(self, *args: str | int) -> None:
        self.function(*args)

    def later(self, *args: str | int, after: datetime | None = None) -> None:
        """Run it in the worker once the present transaction is stored, not before `after`."""
        transaction.on_commit(lambda: _enqueue(self.name, list(args), 0, after))


def job(*, retries: int = 5) -> Callable[[Callable[..., None]], Job]:
    def register(function: Callable[..., None]) -> Job:
        made = Job(f"{function.__module__}.{function.__qualname__}", function, retries)
        JOBS[made.name] = made
        return made

    return register


def every(interval: timedelta) -> Callable[[Callable[[], None]], Job]:
    def register(function: Callable[[], None]) -> Job:
        made = job(retries=0)(function)
        SCHEDULE[made.name] = (interval, made)
        return made

    return register


def _enqueue(name: str, args: list[str | int], attempt: int, after: datetime | None) -> None:
    run_job.using(run_after=after).enqueue(name, args, attempt)


@task()
def run_job(name: str, args: list[str | int], attempt: int) -> None:
    """The one task that django-tasks knows: runs a job by name and plans its next try when it fails."""
    import_module(name.rsplit(".", 1)[0])
    found = JOBS[name]
    try:
        found(*args)
    except Exception:
        if attempt < found.retries:
            _enqueue(name, args, attempt + 1, clock.now() + timedelta(seconds=10 * 4**attempt))
        raise  # recorded as failed by the worker, with its traceback


def start_due(*, at: datetime) -> list[str]:
    """Start every scheduled job whose interval has passed; returns their names. Safe with several clocks."""
    started = []
    for name, (interval, _) in SCHEDULE.items():
        mark, new = ScheduleMark.objects.get_or_create(name=name, defaults={"last_started_at": at})
        due = ScheduleMark.objects.filter(pk=mark.pk, last_started_at__lte=at - interval)
        if new or due.update(last_started_at=at):
            _enqueue(name, [], 0, None)
            started.append(name)
    return started
