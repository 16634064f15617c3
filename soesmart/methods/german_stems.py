"""Words of a German text as stems, so that "Häuser" is found by "Haus".

Snowball's German stemmer (https://snowballstem.org/algorithms/german/stemmer.html); it also folds umlauts.
"""

import re
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"\w+")
_stemmer = snowballstemmer.stemmer("german")


def stem(text: str) -> list[str]:
    """The stems in the order of the text, lower case, repeated as often as the words."""
    return [_stem_word(word) for word in _WORD.findall(text.casefold())]


# A strategy's whole vocabulary fits; stemming in Python costs 20 times what looking up does.
@lru_cache(maxsize=50_000)
def _stem_word(word: str) -> str:
    return str(_stemmer.stemWord(word))
