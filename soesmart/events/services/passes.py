"""Passes for the hall: where a ticket is needed, a checked-in one opens the vote, and all its devices are one voter.

Tickets hand in a code that stands on the ticket; what is stored of it is only a keyed hash, with a key that is not in
the database.
"""

import hmac
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from soesmart.core.audit import audit
from soesmart.events.models import Event, HallPass

_KEY = hmac.digest(settings.SECRET_KEY.encode(), b"soesmart.events.pass", sha256)


def tidy_ticket(code: str) -> str:
    """Letters and digits alone, small ones."""
    return "".join(sign for sign in code if sign.isascii() and sign.isalnum()).lower()


def pass_digest(event: Event, code: str) -> str:
    """64 hex digits. Blanks, hyphens and the case of letters say nothing: people copy codes from paper.

    ValueError for a code without letters and digits.
    """
    tidy = tidy_ticket(code)
    if not tidy:
        raise ValueError("a code of a ticket has letters or digits")
    return hmac.digest(_KEY, f"{event.pk}:{tidy}".encode(), sha256).hex()


@transaction.atomic
def grant_pass(*, event: Event, code: str, at: datetime) -> HallPass:
    """Open the vote in the hall for a ticket that was checked in. A second time changes nothing."""
    row, is_new = HallPass.objects.get_or_create(
        event=event, digest=pass_digest(event, code), defaults={"enabled_at": at}
    )
    if row.revoked_at is not None:
        row.enabled_at, row.revoked_at = at, None
        row.save(update_fields=["enabled_at", "revoked_at"])
    elif not is_new:
        return row
    audit("system:door", "events.pass.granted", row, town=event.municipality.slug, at=at)
    return row


@transaction.atomic
def revoke_pass(*, event: Event, code: str, at: datetime) -> bool:
    """Nobody joins with this ticket any more, say when its check-in was a mistake. Ballots already cast stay."""
    rows = HallPass.objects.filter(event=event, digest=pass_digest(event, code), revoked_at=None)
    row = rows.first()
    if row is None or not rows.update(revoked_at=at):
        return False
    audit("system:door", "events.pass.revoked", row, town=event.municipality.slug, at=at)
    return True


def pass_for(event: Event, code: str) -> HallPass | None:
    """The pass of a ticket, None when it was not checked in (or no longer is). One query."""
    if not tidy_ticket(code):
        return None
    return HallPass.objects.filter(event=event, digest=pass_digest(event, code), revoked_at=None).first()
