"""Background jobs on django-tasks, with what it lacks: a retry with growing waits, and a schedule.

    @job(retries=5)
    def refresh(town: str) -> None: ...

    refresh.later("soest")             # in the worker, once the present transaction is stored
    refresh("soest")                   # here and now

    @every(timedelta(minutes=1))
    def recount() -> None: ...

Apps put their jobs into `jobs.py`, where the worker finds them. Jobs are idempotent: after a crash one may run twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

from django.db import transaction
from django.db.models import Min, Q
from django.utils.module_loading import autodiscover_modules
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from soesmart.core import clock
from soesmart.core.models import ScheduleMark

logger = logging.getLogger("soesmart.jobs")

JOBS: dict[str, "Job"] = {}
SCHEDULE: dict[str, "Repeat"] = {}


@dataclass(frozen=True)
class Job:
    """A function that the worker can run by its name."""

    name: str
    function: Callable[..., None]
    retries: int

    def __call__(self, *args: str | int) -> None:
        self.function(*args)

    def later(self, *args: str | int, after: datetime | None = None) -> None:
        """Run it in the worker, not before `after`. Its row is stored, or not, with the present transaction."""
        _enqueue(self.name, list(args), 0, after)


@dataclass(frozen=True)
class Repeat:
    """A job that starts by itself every `interval`, if `when(at)` says that there is something to do."""

    job: Job
    interval: timedelta
    when: Callable[[datetime], bool] | None


def job(*, retries: int = 5) -> Callable[[Callable[..., None]], Job]:
    """Make a function a job; `retries`: how often it is tried again, after 10 s, 40 s, 160 s and so on."""

    def register(function: Callable[..., None]) -> Job:
        made = Job(f"{function.__module__}.{function.__qualname__}", function, retries)
        JOBS[made.name] = made
        return made

    return register


def every(
    interval: timedelta, *, when: Callable[[datetime], bool] | None = None
) -> Callable[[Callable[[], None]], Job]:
    """Make a function a job that repeats; its retry is its next turn. `when` saves the turns with nothing to do."""

    def register(function: Callable[[], None]) -> Job:
        made = job(retries=0)(function)
        SCHEDULE[made.name] = Repeat(made, interval, when)
        return made

    return register


def discover() -> None:
    """Load the jobs of every app, so that JOBS and SCHEDULE are complete."""
    autodiscover_modules("jobs", "chores")


def _enqueue(name: str, args: list[str | int], attempt: int, after: datetime | None) -> None:
    run_job.using(run_after=after).enqueue(name, args, attempt)


@task()
def run_job(name: str, args: list[str | int], attempt: int) -> None:
    """The one task that django-tasks knows: runs a job by name and plans its next try when it fails."""
    import_module(name.rpartition(".")[0])
    found = JOBS[name]
    try:
        found(*args)
    except Exception:
        if attempt < found.retries:
            _enqueue(name, args, attempt + 1, clock.now() + timedelta(seconds=10 * 4**attempt))
        raise  # recorded as failed by the worker, with its traceback


def start_due(*, at: datetime) -> list[str]:
    """Start every repeating job whose interval has passed; returns their names. Safe with several clocks."""
    marks = dict(ScheduleMark.objects.values_list("name", "last_started_at"))
    return [
        name
        for name, repeat in SCHEDULE.items()
        if _is_due(repeat, marks.get(name), at) and _claim(name, marks.get(name), at)
    ]


def _is_due(repeat: Repeat, last: datetime | None, at: datetime) -> bool:
    if last is not None and last > at - repeat.interval:
        return False
    return repeat.when is None or repeat.when(at)


@transaction.atomic
def _claim(name: str, last: datetime | None, at: datetime) -> bool:
    """Move the mark from `last` to `at` and queue the job; False when another clock was faster."""
    if last is None:
        _, claimed = ScheduleMark.objects.get_or_create(name=name, defaults={"last_started_at": at})
    else:
        claimed = bool(ScheduleMark.objects.filter(name=name, last_started_at=last).update(last_started_at=at))
    if claimed:
        _enqueue(name, [], 0, None)
    return claimed


def queue_age(*, at: datetime) -> timedelta:
    """How long the oldest job waits that could run; zero when none does."""
    since = DBTaskResult.objects.ready().aggregate(
        at_once=Min("enqueued_at", filter=Q(run_after__gt=at)),  # "at once" is stored as the year 9999
        planned=Min("run_after", filter=Q(run_after__lte=at)),
    )
    return max((at - moment for moment in since.values() if moment), default=timedelta(0))
