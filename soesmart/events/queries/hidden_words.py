"""Which words of a word cloud the screens leave out."""

from soesmart.events.models import HiddenWord, Item


def hidden_words(item: Item) -> frozenset[str]:
    """In lower case. One query."""
    return frozenset(HiddenWord.objects.filter(item=item).values_list("word", flat=True))
