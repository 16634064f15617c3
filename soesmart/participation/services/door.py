"""The letter that confirms an e-mail address, for whoever takes part without an account.

Nothing but the mail itself is written: the address stands in the outbox until it was sent and in the link, which is
signed and grows old. Hence no audit entry either: it would tell who wanted to take part.
"""

from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db import transaction

from soesmart.core.outbox import queue_mail
from soesmart.participation.models import Campaign

LIFETIME = 24 * 3600
_SALT = "soesmart.participation.address"


def token_for(campaign: Campaign, address: str) -> str:
    """What the link of the letter carries: that somebody who reads this address wants into this campaign."""
    return signing.dumps([campaign.pk, address.strip().lower()], salt=_SALT)


def address_of(campaign: Campaign, token: str) -> str | None:
    """The address that a token confirms; None for one that is forged, too old, or of another campaign."""
    try:
        pk, address = signing.loads(token, salt=_SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(address) if pk == campaign.pk else None


@transaction.atomic
def send_confirmation(*, campaign: Campaign, address: str, link: str, nonce: UUID, town: str, at: datetime) -> None:
    """Write the letter with the link. Sent twice (same nonce) it is one letter."""
    text = (
        f"Guten Tag,\n\ndieser Link bestätigt die Adresse für die Beteiligung „{campaign.title}“:\n\n{link}\n\n"
        "Bitte ihn in dem Browser öffnen, der mitmachen soll. Er gilt 24 Stunden. Gespeichert wird die Adresse nicht, "
        "nur ein Zeichen, an dem wir erkennen, ob sie schon mitgemacht hat.\n\n"
        "Wer keinen Link wollte, braucht nichts zu tun.\n"
    )
    queue_mail(
        key=f"participation.door:{campaign.pk}:{nonce}",
        to=address,
        subject=f"Mitmachen bei „{campaign.title}“",
        text=text,
        at=at,
        town=town,
    )
