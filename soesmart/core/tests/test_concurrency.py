"""Several threads at once, with real transactions: no gap, no twin, nothing twice."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection

from soesmart.core import jobs, outbox
from soesmart.core.audit import audit, verify
from soesmart.core.models import AuditEntry

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 1, 11, tzinfo=UTC)


def at_once(work: Callable[[], object], threads: int = 6) -> None:
    """Run `work` in several threads that start together; the first error is raised here."""
    gate, errors = threading.Barrier(threads), []

    def run() -> None:
        gate.wait()
        try:
            work()
        except Exception as error:  # handed to the test
            errors.append(error)
        finally:
            connection.close()

    started = [threading.Thread(target=run) for _ in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    if errors:
        raise errors[0]


def test_entries_written_at_once_form_one_whole_chain() -> None:
    at_once(lambda: [audit("system:test", "test.done", "test:1", town="soest", at=AT) for _ in range(10)])
    assert list(AuditEntry.objects.values_list("number", flat=True)) == list(range(1, 61))
    assert [chain.breaks for chain in verify()] == [[]]


def test_a_mail_goes_out_once_though_several_workers_send(mailoutbox: list[mail.EmailMessage]) -> None:
    for number in range(20):
        outbox.queue_mail(key=f"mail:{number}", to="amira@example.org", subject="Hallo", text="Text", at=AT)
    at_once(lambda: outbox.send_due(at=AT))
    assert len(mailoutbox) == 20


def test_a_repeating_job_starts_once_though_several_clocks_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "SCHEDULE", {})
    monkeypatch.setattr(jobs, "JOBS", {})
    jobs.every(timedelta(minutes=1))(lambda: None)
    started: list[str] = []
    at_once(lambda: started.extend(jobs.start_due(at=AT)))
    assert len(started) == 1
