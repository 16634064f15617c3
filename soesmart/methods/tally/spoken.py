"""Words given: how many ballots name each, whatever its capitals."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Self

from soesmart.methods.tally.base import Counting

MOST_WORDS = 100


class Spoken(Counting):
    """Ballots of words. Two words are the same when they differ in capitals only; one ballot counts once for a word."""

    def __init__(self) -> None:
        self.ballots = 0
        self._spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._counts: Counter[str] = Counter()

    def bounds(self) -> tuple[int, ...]:
        return ()

    def add(self, choice: Sequence[Any]) -> None:
        if not choice or not all(isinstance(word, str) and word for word in choice):
            raise ValueError(f"not words: {choice}")
        for word in choice:
            self._spellings[word.lower()][word] += 1
        self._counts.update({word.lower() for word in choice})
        self.ballots += 1

    def result(self, hidden: Collection[str] = ()) -> dict[str, Any]:
        """words: [word, ballots], the most frequent first and at most MOST_WORDS, each in the spelling that most use.
        distinct: how many different words there are in all. hidden: words (in lower case) to leave out of both.
        """
        left_out = frozenset(hidden)
        kept = [(key, times) for key, times in self._counts.items() if key not in left_out]
        kept.sort(key=lambda one: (-one[1], one[0]))
        words = [[self._spelling(key), times] for key, times in kept[:MOST_WORDS]]
        return {"ballots": self.ballots, "words": words, "distinct": len(kept)}

    def _spelling(self, key: str) -> str:
        return min(self._spellings[key].items(), key=lambda one: (-one[1], one[0]))[0]

    def _with(self, other: Self) -> Self:
        both = type(self)()
        for one in (self, other):
            both._counts.update(one._counts)
            for key, spellings in one._spellings.items():
                both._spellings[key].update(spellings)
        both.ballots = self.ballots + other.ballots
        return both
