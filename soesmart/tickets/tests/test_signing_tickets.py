"""What a QR code says can be checked without the server, and nobody else can make one."""

import base64
import uuid

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from soesmart.tickets.signing import SignedTicket, public_key, purpose, read_ticket, ticket_text

SERIAL = uuid.UUID("6f9619ff-8b86-4d01-b42d-00c04fc964ff")


def raw_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_a_code_names_event_and_ticket_in_114_signs() -> None:
    text = ticket_text(2030, SERIAL)
    assert len(text) == 114
    assert read_ticket(text) == read_ticket(f" {text}\n") == SignedTicket(2030, SERIAL)


def test_a_device_checks_it_with_the_public_key_alone() -> None:
    raw = raw_of(ticket_text(2030, SERIAL))
    Ed25519PublicKey.from_public_bytes(public_key()).verify(raw[21:], purpose() + raw[:21])


@pytest.mark.parametrize("place", [0, 4, 20, 21, 84], ids=["version", "event", "serial", "signature", "its end"])
def test_whoever_changes_a_sign_holds_no_ticket(place: int) -> None:
    raw = bytearray(raw_of(ticket_text(2030, SERIAL)))
    raw[place] ^= 1
    assert read_ticket(text_of(bytes(raw))) is None


def test_another_key_signs_no_tickets() -> None:
    body = raw_of(ticket_text(2030, SERIAL))[:21]
    assert read_ticket(text_of(body + Ed25519PrivateKey.generate().sign(purpose() + body))) is None


def test_a_signature_for_another_purpose_is_none() -> None:
    from soesmart.tickets import signing

    body = raw_of(ticket_text(2030, SERIAL))[:21]
    assert read_ticket(text_of(body + signing._key().sign(body))) is None


@pytest.mark.parametrize(
    "text",
    ["", "https://example.org", "A" * 114, "Ä" * 114, "=" * 114, ticket_text(2030, SERIAL)[:-2]],
    ids=["nothing", "an address", "letters", "umlauts", "padding", "cut off"],
)
def test_other_texts_are_no_tickets(text: str) -> None:
    assert read_ticket(text) is None
