"""Recognise a text that was sent before, also when a few words were changed."""

import re
from dataclasses import dataclass
from datetime import timedelta

LOOKED_AT = 400  # letters: enough to know a text again
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Print:
    """words: what stands in the text, folded; order does not count."""

    words: frozenset[str]
    number: int

    @property
    def is_long(self) -> bool:
        """Short texts ("Finde ich gut!") are written by many people."""
        return self.number >= 10


@dataclass(frozen=True)
class Recent:
    """A text of the same campaign, and how long ago it was written."""

    print: Print
    age: timedelta
    is_same_voice: bool


def print_of(text: str) -> Print:
    words = _WORD.findall(text[:LOOKED_AT].casefold())
    return Print(frozenset(words), len(words))


def likeness(one: Print, other: Print) -> float:
    """Share of words that two texts have in common (Jaccard index), 0 to 1; 0 when one of them is empty."""
    if not one.words or not other.words:
        return 0.0
    common = len(one.words & other.words)
    return common / (len(one.words) + len(other.words) - common)
