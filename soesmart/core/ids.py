"""Identifiers: unguessable ones for addresses, short ones for people to type."""

import random
import secrets
import uuid

# Without 0/O, 1/I/L, 2/Z, 5/S, 8/B: readable from a letter and over the telephone.
CODE_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"


def new_id(rng: random.Random | None = None) -> uuid.UUID:
    """A random UUID (version 4). `rng` makes it repeatable for the demo."""
    return uuid.UUID(int=(rng or secrets.SystemRandom()).getrandbits(128), version=4)


def new_code(length: int, rng: random.Random | None = None) -> str:
    """A code of `length` letters and digits, about 4.6 bits each."""
    return "".join((rng or secrets.SystemRandom()).choice(CODE_ALPHABET) for _ in range(length))
