"""The mails of a town as the demo shows them: waiting in the outbox, or written to the folder that takes them all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

from soesmart.core.models import OutboxMessage
from soesmart.core.outbox import TOWN_HEADER
from soesmart.region.models import Municipality

MOST = 30


@dataclass(frozen=True)
class Letter:
    at: datetime
    to: str
    subject: str
    text: str
    is_waiting: bool


def letters_of(town: Municipality) -> list[Letter]:
    """The newest letters of the town, newest first; thirty at most."""
    letters = [*_waiting(town), *_written(town)]
    return sorted(letters, key=lambda letter: letter.at, reverse=True)[:MOST]


def _waiting(town: Municipality) -> Iterator[Letter]:
    rows = OutboxMessage.objects.filter(town=town.slug, state=OutboxMessage.State.WAITING).order_by("-created_at")
    for row in rows[:MOST]:
        yield Letter(row.created_at, row.recipient, row.subject, row.text, is_waiting=True)


def _written(town: Municipality) -> Iterator[Letter]:
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    files = Path(folder).glob("*.log") if folder and Path(folder).is_dir() else ()
    newest = sorted(files, key=lambda file: file.name, reverse=True)
    for file in newest[: 4 * MOST]:
        for raw in file.read_bytes().split(b"-" * 79 + b"\n"):
            message = message_from_bytes(raw, policy=policy.default)
            if raw.strip() and message[TOWN_HEADER] == town.slug and message["Date"]:
                at = parsedate_to_datetime(message["Date"]).replace(tzinfo=UTC)  # Django writes it in UTC, as "-0000"
                yield Letter(at, str(message["To"]), str(message["Subject"]), message.get_content(), is_waiting=False)
