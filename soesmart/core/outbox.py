"""The outbox: mails are written where the change is made and sent by a job, each exactly once."""

from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from soesmart.core.models import OutboxMessage

LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 10


def queue_mail(*, key: str, to: str, subject: str, text: str, at: datetime, town: str = "") -> None:
    """Put a mail into the outbox; the same `key` twice is one mail. Call it inside the service's transaction."""
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(key=key, town=town, recipient=to, subject=subject, text=text, due_at=at, created_at=at)],
        ignore_conflicts=True,
    )


def send_due(*, at: datetime, most: int = 100) -> int:
    """Send up to `most` waiting mails that are due; returns how many went out."""
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING, due_at__lte=at).order_by("due_at", "pk")
    return sum(_send(message, at) for message in waiting[:most])


def _send(message: OutboxMessage, at: datetime) -> bool:
    # Claimed by moving it into the future: a second worker, or a crash after sending, does not send it at once again.
    wait = min(timedelta(minutes=2**message.attempts), LONGEST_WAIT)
    claimed = OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts, state="waiting").update(
        attempts=F("attempts") + 1, due_at=at + wait
    )
    if not claimed:
        return False
    try:
        EmailMessage(message.subject, message.text, to=[message.recipient]).send()
    except OSError as error:  # SMTPException is an OSError
        _fail(message, error)
        return False
    with transaction.atomic():
        OutboxMessage.objects.filter(pk=message.pk).update(
            state="sent", sent_at=at, recipient="", text="", last_error=""
        )
    return True


def _fail(message: OutboxMessage, error: OSError) -> None:
    changes: dict[str, str] = {"last_error": type(error).__name__}
    if message.attempts + 1 >= MOST_ATTEMPTS:
        changes["state"] = OutboxMessage.State.FAILED
    OutboxMessage.objects.filter(pk=message.pk).update(**changes)
