"""The outbox: mails are written where the change is made and sent by a job.

No mail is lost and none is sent twice, but for one case that no mail server lets us exclude: a crash between handing a
mail over and noting that. It then goes out again with the same Message-ID, by which mail programs know it.
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, QuerySet

from soesmart.core.models import OutboxMessage

LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 10
TOWN_HEADER = "X-Soesmart-Town"


def queue_mail(*, key: str, to: str, subject: str, text: str, at: datetime, town: str = "") -> None:
    """Put a mail into the outbox; the same `key` twice is one mail. Call it inside the service's transaction.

    key: event, person and channel, at most 200 characters, like "strategy.version.published:12:<person>:mail".
    """
    if len(key) > 200:
        raise ValueError(f"key longer than 200 characters: {key}")
    subject = " ".join(subject.split())[:200]  # one line: it may hold what a person typed
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(key=key, town=town, recipient=to, subject=subject, text=text, due_at=at, created_at=at)],
        ignore_conflicts=True,
    )


def is_due(at: datetime) -> bool:
    """Whether a mail waits to be sent."""
    return _due(at).exists()


def _due(at: datetime) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING, due_at__lte=at).order_by("due_at", "pk")


def send_due(*, at: datetime, most: int = 100) -> int:
    """Send up to `most` waiting mails that are due; returns how many went out."""
    return sum(_send(message, at) for message in _due(at)[:most])


def forget_failed(*, before: datetime) -> None:
    """Drop address and text of mails that could not be sent and were written before a moment."""
    failed = OutboxMessage.objects.filter(state=OutboxMessage.State.FAILED, created_at__lt=before)
    failed.update(recipient="", text="")


def forget_recipient(address: str) -> None:
    """Drop what waits for an address, when its owner leaves."""
    OutboxMessage.objects.filter(recipient__iexact=address).delete()


def _send(message: OutboxMessage, at: datetime) -> bool:
    # Claimed by moving it into the future: a second worker, or a crash after sending, does not send it at once again.
    wait = min(timedelta(minutes=2**message.attempts), LONGEST_WAIT)
    claimed = OutboxMessage.objects.filter(
        pk=message.pk, attempts=message.attempts, state=OutboxMessage.State.WAITING
    ).update(attempts=F("attempts") + 1, due_at=at + wait)
    if not claimed:
        return False
    try:
        _mail(message).send()
    except (OSError, ValueError) as error:  # SMTPException is an OSError, an impossible address a ValueError
        _fail(message, error)
        return False
    _note_sent(message, at)
    return True


def _mail(message: OutboxMessage) -> EmailMessage:
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
    headers = {"Message-ID": f"<{name}@{domain}>", "Auto-Submitted": "auto-generated", TOWN_HEADER: message.town}
    return EmailMessage(message.subject, message.text, to=[message.recipient], headers=headers)


def _note_sent(message: OutboxMessage, at: datetime) -> None:
    OutboxMessage.objects.filter(pk=message.pk).update(
        state=OutboxMessage.State.SENT, sent_at=at, recipient="", text="", last_error=""
    )


def _fail(message: OutboxMessage, error: Exception) -> None:
    changes: dict[str, str] = {"last_error": type(error).__name__}
    if message.attempts + 1 >= MOST_ATTEMPTS:
        changes["state"] = OutboxMessage.State.FAILED
    OutboxMessage.objects.filter(pk=message.pk).update(**changes)
