"""Find abuse, insults and threats in a text, also behind digits and points that imitate or part letters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from soesmart.participation.rules.word_lists import ABUSE, ABUSE_BEGINS, INSULTS

_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_IMITATED = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_PARTED = re.compile(r"\b(?:[^\W\d_][.\-_* ]){4,}[^\W\d_]\b")
_WORD = re.compile(r"[^\W_]+")
# Somebody is spoken to, or the town's people are meant.
_ADDRESSED = re.compile(
    r"\b(?:du|dich|dir|deine?\w*|ihr seid|euch|eure?\w*|sie sind|sind sie|ihr|was sie|sie|herr|frau"
    r"|der (?:buerger)?meister\w*|die von der|der typ|die da)\b"
)
_REACH = 40  # letters between the address and the insult
_KILL = "aufhaengen|erschiessen|abknallen|verpruegeln|vergasen|anzuenden|abstechen"
_KILLED = "aufgehaengt|erschossen|vergast|abgeknallt|verpruegelt|an die wand gestellt"
_THREATS = re.compile(
    r"\b(?:bring\w* (?:dich|euch|sie|ihn) um"
    rf"|(?:dich|euch|ihn|sie alle|die alle|solche leute|solche) (?:sollte|muesste|koennte) man (?:\w+ )?(?:{_KILL})"
    rf"|(?:gehoeren?|gehoerst|gehoert) (?:\w+ )?(?:{_KILLED})|an die wand stellen"
    r"|schlag\w* (?:dir|euch|ihm|ihr) (?:\w+ )?(?:die )?(?:fresse|zaehne|schaedel)"
    r"|mach\w* (?:ich |wir )?(?:dich|euch) (?:fertig|kalt)"
    r"|(?:du wirst|ihr werdet) (?:\w+ ){0,3}(?:brennen|bluten|bereuen)"
    r"|(?:weiss|wissen) wo (?:du|ihr) wohn\w+)"
)


@dataclass(frozen=True)
class Found:
    """Words by kind. own: of the town's list. plain: the text folded, words parted by one blank."""

    plain: str
    abuse: list[str] = field(default_factory=list)
    insults: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    is_addressed: bool = False
    threats: bool = False


def insults_in(text: str, own_words: Iterable[str] = ()) -> Found:
    """Look for words of the lists; `own_words` of the town are folded and found as whole words."""
    text = _INVISIBLE.sub("", text)
    folded = _fold(_PARTED.sub(lambda match: re.sub(r"[^\w]|_", "", match[0]), text))
    words = _WORD.findall(folded)
    plain = " ".join(words)
    read = _WORD.findall(folded.translate(_IMITATED)) if re.search(r"\d|@|\$", folded) else []
    everything = {*words, *read}
    insults = sorted(everything & INSULTS)
    own = {_fold(word) for word in own_words}
    return Found(
        plain,
        sorted(word for word in everything if word in ABUSE or word.startswith(ABUSE_BEGINS)),
        insults,
        sorted(word for word in everything & own),
        bool(insults)
        and _is_addressed(
            " ".join([plain, *(word for word in read if word in INSULTS and word not in words)]), insults
        ),
        bool(_THREATS.search(plain)),
    )


def _fold(text: str) -> str:
    return text.casefold().translate(_FOLD)


def _is_addressed(plain: str, insults: list[str]) -> bool:
    for insult in insults:
        for found in re.finditer(rf"(?<!\bich )\b{insult}\b", plain):  # not of oneself
            if _ADDRESSED.search(plain[max(0, found.start() - _REACH) : found.end() + _REACH // 2]):
                return True
    return False
