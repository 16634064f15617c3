"""A mail in the outbox goes out once: not twice, not never, and one bad mail does not hold up the others."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from soesmart.core import outbox
from soesmart.core.models import OutboxMessage

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 11, tzinfo=UTC)


def queue(key: str = "a", to: str = "amira@example.org", subject: str = "Hallo") -> None:
    outbox.queue_mail(key=key, to=to, subject=subject, text="Text", at=AT)


@pytest.fixture
def broken_server(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Errors that the mail server raises, one for each try; works once the list is empty."""
    errors: list[Exception] = []
    send = EmailBackend.send_messages

    def fail_first(backend: EmailBackend, messages: list[mail.EmailMessage]) -> int:
        if errors:
            raise errors.pop(0)
        return send(backend, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fail_first)
    return errors


def test_a_mail_goes_out_once(mailoutbox: list[mail.EmailMessage]) -> None:
    queue()
    assert outbox.is_due(AT)
    assert outbox.send_due(at=AT) == 1
    assert outbox.send_due(at=AT + timedelta(days=1)) == 0
    assert [message.to for message in mailoutbox] == [["amira@example.org"]]
    assert not outbox.is_due(AT + timedelta(days=1))


def test_the_same_key_is_the_same_mail(mailoutbox: list[mail.EmailMessage]) -> None:
    queue()
    queue(subject="Noch einmal")
    outbox.send_due(at=AT)
    queue()
    outbox.send_due(at=AT)
    assert [message.subject for message in mailoutbox] == ["Hallo"]


def test_a_mail_of_a_change_that_failed_is_never_sent(mailoutbox: list[mail.EmailMessage]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        queue()
        raise RuntimeError
    outbox.send_due(at=AT)
    assert mailoutbox == []


def test_a_sent_mail_keeps_no_address_and_no_text(mailoutbox: list[mail.EmailMessage]) -> None:
    queue()
    outbox.send_due(at=AT)
    row = OutboxMessage.objects.get()
    assert (row.state, row.recipient, row.text, row.sent_at) == ("sent", "", "", AT)


def test_a_mail_is_tried_again_later_when_the_server_is_away(
    broken_server: list[Exception], mailoutbox: list[mail.EmailMessage]
) -> None:
    broken_server.append(SMTPServerDisconnected("gone"))
    queue()
    assert outbox.send_due(at=AT) == 0
    assert outbox.send_due(at=AT + timedelta(seconds=59)) == 0
    assert OutboxMessage.objects.get().last_error == "SMTPServerDisconnected"
    assert outbox.send_due(at=AT + timedelta(seconds=60)) == 1
    assert len(mailoutbox) == 1


def test_a_mail_that_never_goes_out_is_given_up_and_forgotten(broken_server: list[Exception]) -> None:
    broken_server.extend([SMTPRecipientsRefused({})] * outbox.MOST_ATTEMPTS)
    queue()
    for day in range(outbox.MOST_ATTEMPTS + 1):
        outbox.send_due(at=AT + timedelta(days=day))
    row = OutboxMessage.objects.get()
    assert (row.state, row.attempts, row.recipient) == ("failed", outbox.MOST_ATTEMPTS, "amira@example.org")
    outbox.forget_failed(before=AT + timedelta(days=40))
    assert OutboxMessage.objects.get().recipient == ""


def test_an_impossible_address_does_not_hold_up_the_others(mailoutbox: list[mail.EmailMessage]) -> None:
    queue(key="bad", to="amira\n@example.org")
    queue(key="good")
    assert outbox.send_due(at=AT) == 1
    assert OutboxMessage.objects.get(key="bad").last_error == "BadHeaderError"


def test_a_crash_after_sending_sends_again_under_the_same_id(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: list[mail.EmailMessage]
) -> None:
    queue()
    with monkeypatch.context() as crash:
        crash.setattr(outbox, "_note_sent", lambda message, at: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            outbox.send_due(at=AT)
    assert outbox.send_due(at=AT + timedelta(seconds=30)) == 0, "not at once"
    assert outbox.send_due(at=AT + timedelta(minutes=1)) == 1
    first, second = (message.message()["Message-ID"] for message in mailoutbox)
    assert first == second


def test_a_mail_that_another_worker_has_claimed_is_left_to_it(mailoutbox: list[mail.EmailMessage]) -> None:
    queue()
    seen_by_both = OutboxMessage.objects.get()
    assert outbox._send(seen_by_both, AT)
    assert not outbox._send(seen_by_both, AT)
    assert len(mailoutbox) == 1


def test_a_subject_that_somebody_typed_stays_one_line(mailoutbox: list[mail.EmailMessage]) -> None:
    queue(subject="Ihre Idee:\r\nBcc: alle@example.org " + "x" * 300)
    outbox.send_due(at=AT)
    assert mailoutbox[0].subject.startswith("Ihre Idee: Bcc:")
    assert len(mailoutbox[0].subject) == 200


def test_who_leaves_gets_no_more_mail(mailoutbox: list[mail.EmailMessage]) -> None:
    queue()
    outbox.forget_recipient("Amira@example.org")
    outbox.send_due(at=AT)
    assert mailoutbox == []
