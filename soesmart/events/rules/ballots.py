"""From the fields of a form to a ballot: checked, and in the one spelling that is stored, counted and hashed.

A choice is a tuple: numbers of options (SINGLE, MULTIPLE, NEXT_IDEA; RANKING from first to last), one point per option
(POINTS), one number (SCALE, ESTIMATE), or words (WORDS).
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence

from soesmart.core.refusals import Refused
from soesmart.events.rules.items import Bounds, ItemKind

Choice = tuple[int, ...] | tuple[str, ...]
Fields = Mapping[str, Sequence[str]]
LONGEST_WORD = 30


def choice_of(kind: ItemKind, bounds: Bounds, fields: Fields) -> Choice:
    """The ballot in `fields`: `choice` (repeated), for RANKING and POINTS `option-<number>`.

    Refused("ballot.…") with words that say what is missing or too much.
    """
    match kind:
        case ItemKind.SINGLE | ItemKind.NEXT_IDEA:
            return _options(fields, bounds, least=1, most=1)
        case ItemKind.MULTIPLE:
            return _options(fields, bounds, least=bounds.least, most=bounds.most)
        case ItemKind.SCALE | ItemKind.ESTIMATE:
            return _number(fields, bounds)
        case ItemKind.RANKING:
            return _ranking(fields, bounds)
        case ItemKind.POINTS:
            return _points(fields, bounds)
        case ItemKind.WORDS:
            return _words(fields, bounds)
        case ItemKind.QUESTIONS:
            raise Refused("ballot.not_here", "Hier wird nicht abgestimmt, hier werden Fragen gestellt.")


def canonical(choice: Choice) -> str:
    """A choice as it is stored: JSON without blanks."""
    return json.dumps(choice, ensure_ascii=False, separators=(",", ":"))


def choice_from(stored: str) -> Choice:
    """Back from what was stored."""
    return tuple(json.loads(stored))


def _options(fields: Fields, bounds: Bounds, *, least: int, most: int) -> Choice:
    chosen = sorted({_whole(text) for text in fields.get("choice", ())})
    if any(not 1 <= number <= bounds.options for number in chosen):
        raise Refused("ballot.unknown_option", "Diese Antwort gibt es nicht. Bitte laden Sie die Seite neu.")
    if len(chosen) < least:
        words = "Bitte wählen Sie eine Antwort." if most == 1 else f"Bitte wählen Sie mindestens {least}."
        raise Refused("ballot.too_few", words)
    if len(chosen) > most:
        raise Refused("ballot.too_many", f"Bitte wählen Sie höchstens {most}.")
    return tuple(chosen)


def _number(fields: Fields, bounds: Bounds) -> Choice:
    texts = [text for text in fields.get("choice", ()) if text.strip()]
    if len(texts) != 1:
        raise Refused("ballot.too_few", "Bitte geben Sie eine Zahl an.")
    number = _whole(texts[0])
    if not bounds.least <= number <= bounds.most:
        raise Refused("ballot.out_of_range", f"Bitte geben Sie eine Zahl von {bounds.least} bis {bounds.most} an.")
    return (number,)


def _ranking(fields: Fields, bounds: Bounds) -> Choice:
    places = [_place(fields, number) for number in range(1, bounds.options + 1)]
    if sorted(places) != list(range(1, bounds.options + 1)):
        raise Refused("ballot.places", "Bitte geben Sie jeder Antwort einen eigenen Platz.")
    return tuple(sorted(range(1, bounds.options + 1), key=lambda number: places[number - 1]))


def _points(fields: Fields, bounds: Bounds) -> Choice:
    points = tuple(_place(fields, number) for number in range(1, bounds.options + 1))
    if any(given < 0 for given in points) or not 1 <= sum(points) <= bounds.points:
        raise Refused("ballot.points", f"Bitte verteilen Sie insgesamt 1 bis {bounds.points} Punkte.")
    return points


def _words(fields: Fields, bounds: Bounds) -> Choice:
    words = list(dict.fromkeys(tidy for text in fields.get("choice", ()) if (tidy := tidy_word(text))))
    if not words:
        raise Refused("ballot.too_few", "Bitte schreiben Sie ein Wort.")
    if len(words) > bounds.most:
        raise Refused("ballot.too_many", f"Bitte schreiben Sie höchstens {bounds.most} Wörter.")
    # Words are hidden by their small letters, which may be more: of "İ" there are two.
    if any(max(len(word), len(word.lower())) > LONGEST_WORD for word in words):
        raise Refused("ballot.long_word", f"Ein Wort darf höchstens {LONGEST_WORD} Zeichen haben.")
    return tuple(words)


def tidy_word(text: str) -> str:
    """One spelling for what is the same word: composed signs, one blank, nothing invisible."""
    seen = "".join(sign for sign in unicodedata.normalize("NFC", text) if unicodedata.category(sign)[0] not in "CM")
    return unicodedata.normalize("NFC", " ".join(seen.split()))  # what stood between two signs is gone


def _place(fields: Fields, number: int) -> int:
    texts = fields.get(f"option-{number}", ())
    return _whole(texts[0]) if texts and texts[0].strip() else 0


def _whole(text: str) -> int:
    tidy = text.strip()
    if len(tidy) > 12 or not (tidy.isascii() and tidy.removeprefix("-").isdigit()):
        raise Refused("ballot.no_number", "Bitte geben Sie ganze Zahlen an.")
    return int(tidy)
