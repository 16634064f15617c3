"""The job worker: starts what is due, carries out what waits, and takes up what a killed worker left."""

import logging
import os
import secrets
import socket
import time
from datetime import datetime, timedelta

from django.db import Error, connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from soesmart.core import clock, jobs

logger = logging.getLogger("soesmart.jobs")

PAUSE = 0.5  # seconds between two looks at the queue
LONGEST_JOB = timedelta(hours=1)  # a job that has run for longer is taken to be dead, whoever ran it
MOST_DEATHS = 5  # a job that killed so many workers is given up


def work() -> None:
    """Work until SIGTERM or Ctrl-C."""
    jobs.discover()
    worker = new_worker()
    worker.configure_signals()
    first = True
    while worker.running:
        try:
            if first:
                take_up_left(at=clock.now(), starting=True)
                first = False
            jobs.start_due(at=clock.now())
            if DBTaskResult.objects.ready().exists():  # looks without locking the database against writers
                worker.run()
        except Error:
            logger.exception("Die Datenbank antwortet nicht; neuer Versuch in fünf Sekunden")
            connection.close()
            time.sleep(5)
        time.sleep(PAUSE)


def new_worker() -> Worker:
    """A worker that returns when nothing waits; its name tells where it runs."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}",
    )


def take_up_left(*, at: datetime, starting: bool = False) -> int:
    """Put jobs back into the queue whose worker is gone; returns how many. `starting`: this process runs none yet."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return sum(_take_up(row, at) for row in running if _is_left(row, at, starting))


def _is_left(row: DBTaskResult, at: datetime, starting: bool) -> bool:
    if row.started_at is None or row.started_at < at - LONGEST_JOB:
        return True
    host, _, rest = (row.worker_ids or [""])[-1].partition(":")
    pid = rest.partition(":")[0]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    return starting if int(pid) == os.getpid() else not _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


@transaction.atomic
def _take_up(row: DBTaskResult, at: datetime) -> bool:
    again = len(row.worker_ids) < MOST_DEATHS
    # Only if it is still the same run: another worker may have taken it up, or the slow one may have finished.
    same = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)
    if again:
        return bool(same.update(status=TaskResultStatus.READY, started_at=None))
    given_up = {"status": TaskResultStatus.FAILED, "finished_at": at, "traceback": "Der Arbeiter starb mehrfach daran."}
    if same.update(**given_up):
        logger.error("Aufgegeben nach %s Versuchen: %s", MOST_DEATHS, row.args_kwargs["args"])
    return False
