"""Secret links to what somebody booked: stored is only a keyed hash, and the key is not in the database.

The secret itself follows from the nonce of the row and the SECRET_KEY, so that later mails can name the link again,
though nobody who has a copy of the database can.
"""

import base64
import hmac
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from soesmart.participation.credentials import tidy_address

if TYPE_CHECKING:
    from soesmart.tickets.models import Booking, WaitingEntry

_KEY = hmac.digest(settings.SECRET_KEY.encode(), b"soesmart.tickets.links", sha256)
BOOKING, WAITING, DOOR = "booking", "waiting", "door"


def secret_for(kind: str, sale: int, nonce: UUID) -> str:
    """The secret of a row, 22 signs of base64url (128 bits)."""
    digest = hmac.digest(_KEY, f"secret:{kind}:{sale}:{nonce.hex}".encode(), sha256)
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def digest_of(kind: str, secret: str) -> str:
    """What is stored of a secret: 64 hex digits."""
    return hmac.digest(_KEY, f"stored:{kind}:{secret}".encode(), sha256).hex()


def mailbox_of(event_key: str, email: str) -> str:
    """By which the places of one mailbox are counted: 64 hex digits, others for every event; "" without address."""
    if not email:
        return ""
    return hmac.digest(_KEY, f"mailbox:{event_key}:{tidy_address(email)}".encode(), sha256).hex()


def path_of_booking(booking: "Booking") -> str:
    return reverse("booking", args=[secret_for(BOOKING, booking.sale_id, booking.nonce)])


def path_of_waiting(entry: "WaitingEntry") -> str:
    return reverse("waiting", args=[secret_for(WAITING, entry.sale_id, entry.nonce)])
