"""What a QR code of a ticket says, signed with Ed25519 (RFC 8032): checked at the door without the server.

The key follows from the SECRET_KEY by HKDF (RFC 5869). The text is base64url of 85 bytes: version (1), number of the
event (4, big endian), serial of the ticket (16), signature (64). It names no person.
"""

import base64
import binascii
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = 1
# Of the QR codes: what is signed looks random, so any mask will do.
MASK = 4
_BODY, _WHOLE = 21, 85
# Signed along with the body, so that no signature of another purpose passes for a ticket.
_PURPOSE = b"soesmart.tickets.1:"


@dataclass(frozen=True)
class SignedTicket:
    """What a genuine code says. Whether the ticket still holds, only the database knows."""

    event: int
    serial: UUID


def ticket_text(event: int, serial: UUID) -> str:
    """The text of a QR code: 114 signs."""
    body = bytes([VERSION]) + event.to_bytes(4) + serial.bytes
    return base64.urlsafe_b64encode(body + _key().sign(_PURPOSE + body)).rstrip(b"=").decode()


def read_ticket(text: str) -> SignedTicket | None:
    """What a scanned text says; None when it was forged, cut off, or is no ticket at all."""
    try:
        raw = base64.b64decode(text.strip().encode("ascii") + b"==", altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    body, signature = raw[:_BODY], raw[_BODY:]
    if len(raw) != _WHOLE or body[0] != VERSION:
        return None
    try:
        _key().public_key().verify(signature, _PURPOSE + body)
    except InvalidSignature:
        return None
    return SignedTicket(int.from_bytes(body[1:5]), UUID(bytes=body[5:]))


def public_key() -> bytes:
    """32 bytes (RFC 8032), for devices that check codes on their own. Signed is `purpose()` followed by the body."""
    return _key().public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def purpose() -> bytes:
    """What stands before the body in what is signed."""
    return _PURPOSE


@cache
def _key() -> Ed25519PrivateKey:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"soesmart.tickets.signing")
    return Ed25519PrivateKey.from_private_bytes(derived.derive(settings.SECRET_KEY.encode()))
