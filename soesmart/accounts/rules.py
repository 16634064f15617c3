"""Pure rules of accounts: names under which people appear, and versions of the texts they agree to."""

import random
import re
import unicodedata

SHORTEST_PSEUDONYM, LONGEST_PSEUDONYM = 3, 30
# Folding makes some characters longer (one may be "ffi"); the column ends here.
LONGEST_KEY = 60
# Scripts that share shapes: a Cyrillic letter makes another "Rathaus". As Unicode names their letters.
LOOK_ALIKE = {"LATIN", "CYRILLIC", "GREEK"}

# Raised whenever the meaning of a text changes; people are then asked again.
PRIVACY_VERSION = "2026-11"
NEWSLETTER_VERSION = "2026-11"

# Things of the Börde and its neighbours that belong to nobody: no person, no party, no quarter of a town.
WORDS = (
    "Ahorn", "Amsel", "Birke", "Bussard", "Dachs", "Distel", "Eiche", "Eisvogel", "Erle", "Esche", "Falter", "Feldhase",
    "Fink", "Fuchs", "Ginster", "Grünsand", "Hainbuche", "Hasel", "Heckenrose", "Holunder", "Hummel", "Igel", "Kamille",
    "Kastanie", "Kiebitz", "Kirsche", "Klee", "Kornblume", "Kranich", "Lerche", "Libelle", "Linde", "Löwenzahn",
    "Luchs",
    "Mohn", "Nachtigall", "Otter", "Pappel", "Quelle", "Reiher", "Rotkehlchen", "Salbei", "Schlehe", "Schwalbe",
    "Sperling", "Storch", "Teichrose", "Ulme", "Veilchen", "Wacholder", "Walnuss", "Weide", "Wiesel", "Zaunkönig",
)  # fmt: skip

# Names that would let a resident pass for the town hall. Compared with the folded form.
RESERVED = (
    "admin", "amt", "bürgermeister", "kreis", "moderation", "moderator", "polizei", "presse", "rat", "rathaus",
    "redaktion", "soesmart", "stadt", "stadtverwaltung", "support", "verwaltung",
)  # fmt: skip


def invent_pseudonym(rng: random.Random, tries: int = 0) -> str:
    """A friendly name such as "Linde 27". The number grows with `tries`, so that a full town still finds one."""
    return f"{rng.choice(WORDS)} {rng.randint(2, 99 * 10 ** (tries // 5))}"


def tidy_pseudonym(text: str) -> str:
    """The name as it is shown: composed characters (NFC), single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def key_of_pseudonym(text: str) -> str:
    """The form in which names are compared: "Linde 27", "LINDE-27" and "ｌｉｎｄｅ27" are the same name."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(character for character in folded if character.isalnum())


def fault_of_pseudonym(text: str, town_name: str = "") -> str:
    """Why `text` cannot be a pseudonym, as a German sentence; empty when it can."""
    if not SHORTEST_PSEUDONYM <= len(text) <= LONGEST_PSEUDONYM:
        return f"Der Name braucht {SHORTEST_PSEUDONYM} bis {LONGEST_PSEUDONYM} Zeichen."
    if not all(character.isalnum() or character in " -" for character in text):
        return "Bitte nur Buchstaben, Ziffern, Leerzeichen und Bindestriche verwenden."
    key = key_of_pseudonym(text)
    if len(key) > LONGEST_KEY:
        return "Dieser Name enthält Zeichen, die für ganze Wörter stehen. Bitte einen anderen wählen."
    if len(LOOK_ALIKE & {unicodedata.name(letter, "").partition(" ")[0] for letter in key}) > 1:
        return "Bitte Buchstaben nur einer Schrift verwenden: Gleich aussehende ließen sich sonst verwechseln."
    if len(key) < SHORTEST_PSEUDONYM or key.isdigit():
        return "Bitte einen Namen mit mindestens drei Buchstaben wählen."
    words = {key_of_pseudonym(word) for word in re.split(r"[ -]", text)} | {key}
    if words & {*RESERVED, key_of_pseudonym(town_name) or "-"}:
        return "Dieser Name klingt nach der Stadtverwaltung. Bitte einen anderen wählen."
    return ""
