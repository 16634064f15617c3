"""Which words of a word cloud the screens leave out."""

from soesmart.events.models import HiddenWord, Item


def hidden_words(item: Item) -> frozenset[str]:
    """In lower case. One query."""
    return frozenset(HiddenWord.objects.filter(item=item).values_list("word", flat=True))


def hidden_from(item: Item) -> frozenset[str]:
    """The same of an item whose hidden words are prefetched."""
    return frozenset(row.word for row in item.hidden_words.all())
