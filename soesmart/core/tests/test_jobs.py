"""Background jobs: queued with the change that wants them, tried again, started on time, taken up after a crash."""

import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from soesmart.core import clock, jobs, worker
from soesmart.core.jobs import Job

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def done() -> list[str]:
    """What the jobs of a test did."""
    return []


@pytest.fixture(autouse=True)
def only_own_jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(jobs, "JOBS", {})
    monkeypatch.setattr(jobs, "SCHEDULE", {})
    with clock.stopped_at(AT):
        yield


@pytest.fixture
def greet(done: list[str]) -> Job:
    @jobs.job(retries=2)
    def greet(name: str) -> None:
        done.append(name)

    return _importable(greet)


@pytest.fixture
def stumble(done: list[str]) -> Job:
    @jobs.job(retries=2)
    def stumble() -> None:
        done.append("stumbled")
        raise LookupError

    return _importable(stumble)


def _importable(job: Job) -> Job:
    """A job of a test lives in a function; give it the name of one in a module."""
    named = Job(f"{__name__}.{job.function.__name__}", job.function, job.retries)
    jobs.JOBS[named.name] = named
    return named


def run_queue() -> None:
    """Carry out what waits and may run, as the worker does."""
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.READY):
        row.claim("test:1:x")
        worker.new_worker().run_task(row)


def test_a_job_runs_with_its_arguments(greet: Job, done: list[str]) -> None:
    greet.later("Soest")
    assert done == []
    run_queue()
    assert done == ["Soest"]
    assert DBTaskResult.objects.successful().count() == 1


def test_a_job_of_a_change_that_failed_is_not_queued(greet: Job, done: list[str]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        greet.later("Soest")
        raise RuntimeError
    run_queue()
    assert done == []


def test_a_failed_job_is_tried_again_with_growing_waits(stumble: Job, done: list[str]) -> None:
    stumble.later()
    waits = []
    for _ in range(4):
        run_queue()
        planned = DBTaskResult.objects.filter(status=TaskResultStatus.READY).first()
        waits.append(planned and (planned.run_after - AT).total_seconds())
    assert waits == [10, 40, None, None]
    assert done == ["stumbled"] * 3
    assert DBTaskResult.objects.failed().count() == 3


def test_a_repeating_job_starts_at_once_and_then_at_its_interval(done: list[str]) -> None:
    _repeat(done)
    assert len(jobs.start_due(at=AT)) == 1
    assert jobs.start_due(at=AT + MINUTE / 2) == []
    assert len(jobs.start_due(at=AT + MINUTE)) == 1
    assert DBTaskResult.objects.count() == 2


def test_two_clocks_start_a_repeating_job_once(done: list[str]) -> None:
    name = _repeat(done).name
    assert jobs._claim(name, None, AT)
    assert not jobs._claim(name, None, AT), "both saw no mark"
    assert jobs._claim(name, AT, AT + MINUTE)
    assert not jobs._claim(name, AT, AT + MINUTE), "both saw the same mark"
    assert DBTaskResult.objects.count() == 2


def test_a_repeating_job_with_nothing_to_do_leaves_no_trace() -> None:
    jobs.every(MINUTE, when=lambda at: False)(lambda: None)
    assert jobs.start_due(at=AT) == []
    assert DBTaskResult.objects.count() == 0


def _repeat(done: list[str]) -> Job:
    return jobs.every(MINUTE)(lambda: done.append("ran"))


def test_the_queue_is_as_old_as_its_oldest_job_that_may_run(greet: Job) -> None:
    assert jobs.queue_age(at=AT) == timedelta(0)
    greet.later("late", after=clock.now() - timedelta(hours=2))
    DBTaskResult.objects.update(enqueued_at=AT - timedelta(hours=5))
    assert jobs.queue_age(at=AT) == timedelta(hours=2), "it could not run before"
    greet.later("at once")
    DBTaskResult.objects.filter(run_after__gt=AT).update(enqueued_at=AT - timedelta(hours=3))
    assert jobs.queue_age(at=AT) == timedelta(hours=3)


GONE = f"{socket.gethostname()}:999999999:abc"
ELSEWHERE = "another-machine:7:abc"
OURSELVES = f"{socket.gethostname()}:{os.getpid()}:abc"


@pytest.mark.parametrize(
    ("worker_id", "minutes", "starting", "taken_up"),
    [
        (GONE, 1, False, True),
        (ELSEWHERE, 1, False, False),
        (ELSEWHERE, 61, False, True),
        (OURSELVES, 1, False, False),
        (OURSELVES, 1, True, True),  # a container that restarts has the same number again
    ],
    # The names carry no process number: both test processes must collect the same tests.
    ids=["gone", "elsewhere", "elsewhere, long ago", "ourselves", "ourselves, starting"],
)
def test_a_job_whose_worker_died_is_taken_up_again(
    greet: Job, done: list[str], worker_id: str, minutes: int, starting: bool, taken_up: bool
) -> None:
    greet.later("Soest")
    row = DBTaskResult.objects.get()
    row.claim(worker_id)
    DBTaskResult.objects.update(started_at=AT - timedelta(minutes=minutes))
    assert worker.take_up_left(at=AT, starting=starting) == int(taken_up)
    run_queue()
    assert done == (["Soest"] if taken_up else [])


def test_a_job_that_kills_every_worker_is_given_up(greet: Job) -> None:
    greet.later("Soest")
    for _ in range(worker.MOST_DEATHS):
        DBTaskResult.objects.get().claim(GONE)
        worker.take_up_left(at=AT)
    assert DBTaskResult.objects.failed().count() == 1
