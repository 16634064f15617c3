"""Which words of a word cloud the screens leave out."""

from collections.abc import Collection, Mapping
from typing import Any

from soesmart.events.models import HiddenWord, Item


def hidden_words(item: Item) -> frozenset[str]:
    """In lower case. One query."""
    return frozenset(HiddenWord.objects.filter(item=item).values_list("word", flat=True))


def without_hidden(told: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """One part ("all", "hall", "stream") of a result of words without them; how many voted stays."""
    words = [[word, times] for word, times in told.get("words", []) if word.lower() not in hidden]
    gone = len(told.get("words", [])) - len(words)
    return {**told, "words": words, "distinct": max(told.get("distinct", len(words)) - gone, len(words))}
