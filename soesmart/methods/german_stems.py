"""Words and their German stems; the same for documents and queries.

A document's stems keep the order of its words, so that the n-th stem is the n-th word of the text.
Stems: Snowball's German algorithm (https://snowballstem.org/algorithms/german/stemmer.html), which folds umlauts
("Häuser", "Haeuser" and "Haus" become "haus").
"""

import re
import unicodedata
from functools import lru_cache
from threading import Lock

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
_GERMAN = snowballstemmer.stemmer("german")
# The stemmer keeps the word it works on in itself, and pages are served by several threads.
_lock = Lock()
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Stands where nothing is left of a word, so that later words keep their place.
NOTHING = "-"


def clean(text: str) -> str:
    """The text without what a database refuses (NUL, lone surrogates), composed, white space as single blanks."""
    printable = text.replace("\x00", " ").encode("utf-8", "ignore").decode()
    return " ".join(unicodedata.normalize("NFC", printable).split())


def words(text: str) -> list[str]:
    """The words of a cleaned text, folded: "Straße" is "strasse", "Mühle" is "muehle"."""
    return [fold(match[0]) for match in WORD.finditer(text)]


def stems(text: str) -> list[str]:
    """The stems of a cleaned text, one per word."""
    return [stem(match[0]) for match in WORD.finditer(text)]


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    return _letters(_lower(word).translate(_UMLAUTS))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    with _lock:
        found = _GERMAN.stemWord(_lower(word))
    return _letters(found.translate(_UMLAUTS))


def _lower(word: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())


def _letters(word: str) -> str:
    return "".join(WORD.findall(word)) or NOTHING
