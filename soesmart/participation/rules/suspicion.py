"""How doubtful a new text looks: 0 to 100, as a sum of signs, each with points and a German sentence.

Computed here, sent nowhere. It removes nothing: from `HOLD_AT` on a text waits for a person, everything else is live at
once. What the signs are worth is explained in docs/concepts/moderation.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from soesmart.methods.german_stems import clean, stems
from soesmart.participation.rules.contact_data import contact_data_in
from soesmart.participation.rules.insults import insults_in
from soesmart.participation.rules.learned_words import Learned, learned_points
from soesmart.participation.rules.links import links_in
from soesmart.participation.rules.repetition import Recent, likeness, print_of
from soesmart.participation.rules.word_lists import ADVERTISING

HOLD_AT = 60
NEW_VOICE = timedelta(minutes=15)
FEW_MINUTES = timedelta(minutes=10)
LONGEST = 6000  # letters that are looked at

Sign = tuple[str, int, str]


@dataclass(frozen=True)
class Around:
    """What is known beside the text. recent: other texts of the campaign; voice_age: None for an unknown voice."""

    own_hosts: frozenset[str] = frozenset()
    own_words: frozenset[str] = frozenset()
    recent: tuple[Recent, ...] = ()
    voice_age: timedelta | None = None
    learned: Learned = field(default_factory=Learned)


@dataclass(frozen=True)
class Suspicion:
    """score: sum of the points of all signs, 100 at most."""

    score: int
    signs: tuple[Sign, ...]

    @property
    def is_held(self) -> bool:
        return self.score >= HOLD_AT


def suspicion(text: str, around: Around) -> Suspicion:
    """Look at a text of a resident."""
    text = text[:LONGEST]
    signs = [
        *_links(text, around),
        *_repetition(text, around),
        *_speed(around),
        *_words(text, around),
        *_shouting(text),
        *_contact(text, around),
    ]
    points = learned_points(around.learned, stems(clean(text)))
    if points:
        signs.append(("learned", points, "Die Wörter ähneln Texten, die hier schon entfernt wurden."))
    if signs and around.voice_age is not None and around.voice_age <= NEW_VOICE:
        signs.append(("new", 10, "Wer das schreibt, macht hier erst seit wenigen Minuten mit."))
    return Suspicion(min(100, sum(sign[1] for sign in signs)), tuple(signs))


def _links(text: str, around: Around) -> Iterator[Sign]:
    links = links_in(text, around.own_hosts)
    if links.foreign:
        points = min(60, 20 + 15 * (len(links.foreign) - 1))
        names = ", ".join(sorted(set(links.foreign))[:3])
        yield "links", points, f"Links zu fremden Seiten: {len(links.foreign)} ({names})."
    if links.hidden:
        yield "hidden_link", 25, "Ein Link verbirgt, wohin er führt, oder hat eine Endung, die oft für Werbung steht."
    if links.foreign and links.is_nearly_all:
        yield "only_link", 20, "Der Text besteht fast nur aus Links."


def _repetition(text: str, around: Around) -> Iterator[Sign]:
    mine = print_of(text)
    alike = [(one, likeness(mine, one.print)) for one in around.recent]
    same = [one for one, value in alike if value >= 1]
    near = [one for one, value in alike if 0.8 <= value < 1]
    own = [one for one in same + near if one.is_same_voice]
    if own and (mine.is_long or len(own) >= 2):
        yield "repetition", 60, "Dieselbe Person hat diesen Text hier schon geschrieben."
    elif same and mine.is_long:
        points = 45 if len(same) == 1 else 60
        yield "repetition", points, f"Derselbe Text steht hier schon {_times(len(same))}."
    elif near and mine.is_long:
        yield "repetition", 35 if len(near) == 1 else 60, f"Fast derselbe Text steht hier schon {_times(len(near))}."


def _times(number: int) -> str:
    return "einmal" if number == 1 else f"{number}-mal"


def _speed(around: Around) -> Iterator[Sign]:
    before = sum(1 for one in around.recent if one.is_same_voice and one.age <= FEW_MINUTES)
    points = 60 if before >= 12 else 40 if before >= 8 else 20 if before >= 5 else 0
    if points:
        yield "speed", points, f"{before + 1} Texte einer Person in zehn Minuten."


def _words(text: str, around: Around) -> Iterator[Sign]:
    found = insults_in(text, around.own_words)
    if found.abuse:
        yield "abuse", 60, f"Beschimpfung: {_quoted(found.abuse)}."
    if found.insults:
        points = 60 if found.is_addressed else 35
        whom = "an jemanden gerichtet" if found.is_addressed else "ohne erkennbare Anrede"
        yield "insult", points, f"Beleidigendes Wort, {whom}: {_quoted(found.insults)}."
    if found.threats:
        yield "threat", 60, "Der Text klingt wie eine Drohung."
    if found.own:
        yield "own_word", 60, f"Wort von der Liste der Stadt: {_quoted(found.own)}."
    plain = f" {found.plain} "
    sold = [words for words in ADVERTISING if f" {words}" in plain]
    if sold:
        yield "advertising", min(60, 25 * len(sold)), f"Wendungen der Werbung: {_quoted(sold)}."


def _quoted(words: list[str]) -> str:
    return ", ".join(f"„{word}“" for word in sorted(set(words))[:3])


def _shouting(text: str) -> Iterator[Sign]:
    words = re.findall(r"[^\W\d_]{4,}", text)
    letters = sum(map(len, words))
    loud = sum(len(word) for word in words if word.isupper())
    if letters >= 20 and loud >= 0.7 * letters:
        yield "capitals", 45, "Fast alles ist in Großbuchstaben geschrieben."
    if re.search(r"[!?]{4,}", text) or text.count("!") >= 8:
        yield "marks", 15, "Viele Ausrufezeichen."
    if re.search(r"([^\W\d_])\1{5,}", text):
        yield "stretched", 15, "Ein Buchstabe steht sehr oft hintereinander."


def _contact(text: str, around: Around) -> Iterator[Sign]:
    found = contact_data_in(text, around.own_hosts)
    if found.accounts:
        yield "account", 60, "Eine Kontonummer (IBAN) steht im Text."
    if found.phones:
        yield "phone", 60, "Eine Telefonnummer steht im Text."
    if found.mails:
        yield "mail", 60, "Eine E-Mail-Adresse steht im Text."
    if found.homes:
        yield "home", 60, "Im Text steht, wo jemand wohnt."
    if found.public:
        yield "public_contact", 10, "Nummer oder Adresse, die nach einer öffentlichen Stelle aussieht."
