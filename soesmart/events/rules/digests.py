"""The digest that seals a result: what is published of every ballot, so that anybody can compute it again. Pure.

A line is "receipt channel choice", with "-" for the channel where hall or stream are too few to be told apart: were
the channel hashed but not published, it could be found by trying. The lines are sorted and each ends with a line feed.
Of a word cloud the choice is itself hashed ("sha256:" and hex digits): so a ballot with an insult can be published as
its hash alone, and the digest still holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from soesmart.events.rules.items import ItemKind

UNTOLD = "-"
HASHED = "sha256:"


@dataclass(frozen=True, slots=True)
class Line:
    """What is published of a ballot. channel: "hall", "stream" or UNTOLD; choice: as `sealed_choice` gives it."""

    receipt: str
    channel: str
    choice: str

    def __str__(self) -> str:
        return f"{self.receipt} {self.channel} {self.choice}\n"


def sealed_choice(kind: ItemKind | str, choice: str) -> str:
    """A canonical choice as it stands in its line."""
    return HASHED + sha256(choice.encode()).hexdigest() if kind == ItemKind.WORDS else choice


def digest_of(lines: Iterable[Line]) -> str:
    """SHA-256 (hex) over the sorted lines in UTF-8, in whatever order they come."""
    hashed = sha256()
    for text in sorted(str(line).encode() for line in lines):
        hashed.update(text)
    return hashed.hexdigest()


def tidy_receipt(typed: str) -> str:
    """A receipt as somebody typed it: without blanks and dashes, letters that are read as digits as such."""
    signs = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return signs.translate(_READ_AS)


# Crockford's base 32 has no letter that could be read as a digit, so these were digits.
_READ_AS = str.maketrans("OIL", "011")
