"""The repeating jobs of core itself."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from soesmart.core import clock, outbox, worker
from soesmart.core.jobs import every

KEEP_DONE = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)


@every(timedelta(seconds=2), when=outbox.is_due)
def send_mails() -> None:
    """Send the mails that wait in the outbox."""
    outbox.send_due(at=clock.now())


@every(timedelta(minutes=10))
def take_up_left_jobs() -> None:
    """Put jobs back into the queue whose worker died."""
    worker.take_up_left(at=clock.now())


@every(timedelta(days=1))
def forget_old() -> None:
    """Delete finished jobs, expired sessions, and what failed mails still tell about people."""
    at = clock.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=at - KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=at - KEEP_FAILED).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    outbox.forget_failed(before=at - KEEP_FAILED)
