"""What makes somebody one voter at an event: a signed token in a cookie of the device, checked without a query.

The key follows from the SECRET_KEY, which is not in the database: a copy of the database can forge no token, and
links no voter of two events, for the event is part of what is hashed.
"""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings

from soesmart.events.rules import Channel

_KEY = hmac.digest(settings.SECRET_KEY.encode(), b"soesmart.events.credential", sha256)
_LETTER = {Channel.HALL: "h", Channel.STREAM: "s"}
_CHANNEL = {letter: channel for channel, letter in _LETTER.items()}


@dataclass(frozen=True, slots=True)
class Voter:
    """Who a token stands for. digest: 32 hex digits, the same for all tokens made from one secret at one event."""

    event: int
    channel: Channel
    digest: str


def cookie_name(event: int) -> str:
    return f"abend-{event}"


def token_for(event: int, channel: Channel, secret: str = "") -> str:
    """A token to be set as cookie. secret: of a ticket, so that all its devices are one voter; else drawn by chance."""
    seed = f"{event}:{secret}".encode() if secret else secrets.token_bytes(16)
    body = f"{event}.{_LETTER[channel]}.{_hex(b'seed:' + seed)}"
    return f"{body}.{_hex(body.encode())}"


def moved(token: str, channel: Channel) -> str:
    """The same voter in another place: whoever changes from hall to stream keeps one voice. token: a genuine one."""
    event, _, seed, _ = token.split(".")
    body = f"{event}.{_LETTER[channel]}.{seed}"
    return f"{body}.{_hex(body.encode())}"


def voter_of(token: str) -> Voter | None:
    """Whose token it is; None when it was forged or cut off."""
    body, _, seal = token.rpartition(".")
    if not body.isascii() or not seal.isascii() or not hmac.compare_digest(_hex(body.encode()), seal):
        return None
    if body.count(".") != 2:
        return None  # sealed with the same key, but no token: the key of a stage
    event, letter, seed = body.split(".")
    return Voter(int(event), _CHANNEL[letter], _hex(f"{event}:{seed}".encode()))


def receipt_for(round_: int, digest: str, nonce: str) -> str:
    """The receipt of a ballot: 16 letters and digits, the same for the same voter and nonce, told to nobody else."""
    number = int.from_bytes(hmac.digest(_KEY, f"receipt:{round_}:{digest}:{nonce}".encode(), sha256)[:12])
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in range(0, 80, 10)])


def stage_key(event: int) -> str:
    """What opens the projector, and the numbers it shows, on a machine where nobody is signed in: 32 hex digits."""
    return _hex(f"stage:{event}".encode())


def is_stage_key(event: int, key: str) -> bool:
    """Whether `key` is the one of this event; False for anything else."""
    return key.isascii() and hmac.compare_digest(stage_key(event), key)


# Crockford's base 32: no letter that could be read as a digit.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = [_SIGNS[pair & 31] + _SIGNS[pair >> 5] for pair in range(1024)]


def _hex(text: bytes) -> str:
    return hmac.digest(_KEY, text, sha256).hex()[:32]
