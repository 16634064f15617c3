"""Keys for addresses, made from German names."""

from collections.abc import Iterable

from django.utils.text import slugify

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})

# Words that stand in addresses where a key may stand: the empty form, and pages beside those of campaigns.
RESERVED = ("neu", "karte", "folgen", "abmelden", "pruefung", "moderation", "vorlagen", "register")


def free_key(name: str, taken: Iterable[str]) -> str:
    """A key of at most 50 characters from `name`, numbered when it is already taken: "tour", "tour-2"."""
    stem = slugify(name.translate(_LETTERS))[:44].strip("-") or "ohne-namen"
    used = {*taken, *RESERVED}
    number = 1
    while (key := stem if number == 1 else f"{stem}-{number}") in used:
        number += 1
    return key
