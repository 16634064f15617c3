"""Usual processes to begin with: texts, way of voting and windows, seen from the first day. Pure.

The texts say "Sie" or nothing at all; the office rewrites what it likes. Square brackets mark what has to be filled in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from soesmart.participation.rules.formats import Right, Span
from soesmart.participation.rules.windows import Offset

_MIDNIGHT = time()


@dataclass(frozen=True)
class Template:
    """words: fields of CampaignWords by name; windows: from the first day; days: how long it all takes."""

    key: str
    name: str
    about: str
    words: Mapping[str, object]
    windows: tuple[Offset, ...]
    categories: tuple[str, ...] = ()

    @property
    def days(self) -> int:
        return max(window.closes_day for window in self.windows)

    def windows_from(self, start: date) -> list[tuple[Right, Span]]:
        return [window.on(start) for window in self.windows]

    def last_day(self, start: date) -> date:
        """The last whole day on which anything is open."""
        return start + timedelta(days=self.days - 1)


def _days(right: Right, first: int, after: int) -> Offset:
    """Open from the beginning of day `first` (0 is the start) to the beginning of day `after`."""
    return Offset(right, first, _MIDNIGHT, after, _MIDNIGHT)


_TOPICS = ("Wohnen und Quartiere", "Wege und Verkehr", "Grün und Klima", "Zusammenleben", "Wirtschaft und Innenstadt")

TEMPLATES = (
    Template(
        key="ideen",
        name="Ideen sammeln und bewerten",
        about="Drei Wochen Ideen einreichen, dabei und danach Meinungen dazu. Für den Anfang eines Wegs.",
        words={
            "title": "[Worum geht es?] Ihre Ideen",
            "summary": "Drei Wochen lang Ideen einreichen und sagen, was man von den Ideen der anderen hält.",
            "question": "Was halten Sie von dieser Idee?",
            "text": "[Was ist der Anlass, was ist schon entschieden, was noch offen?]\n\n"
            "Alle können Ideen einreichen, Ideen anderer bewerten und kommentieren. Nach dem Ende prüft die "
            "Verwaltung jede Idee. Jede bekommt eine Antwort mit Begründung, die hier nachzulesen ist.",
            "voting": "agree",
            "with_important": True,
            "with_map": True,
            "who": "anyone",
            "results": "always",
            "answer_days": 60,
        },
        windows=(
            _days(Right.SUBMIT, 0, 21),
            _days(Right.VOICE, 0, 35),
            _days(Right.COMMENT, 0, 35),
            _days(Right.MODERATE, 0, 42),
        ),
        categories=_TOPICS,
    ),
    Template(
        key="karten",
        name="Karten bewerten (Papier und online)",
        about="Die Verwaltung legt Ideen als Karten vor; vier Wochen lang werden sie online und auf Papier bewertet.",
        words={
            "title": "[Worum geht es?] Was meinen Sie dazu?",
            "summary": "Vier Wochen lang Ideen ansehen und bewerten: hier oder auf der Karte aus Papier.",
            "question": "Soll die Stadt diese Idee verfolgen?",
            "text": "[Woher stammen die Ideen, wer hat sie ausgearbeitet?]\n\n"
            "Zustimmen, ablehnen oder überspringen: mehr braucht es nicht. Wer lieber auf Papier antwortet, bekommt "
            "die Karten [an welchen Orten]. Beide Wege zählen gleich, die Ergebnisse zeigen sie auch getrennt.",
            "voting": "agree",
            "with_important": True,
            "who": "anyone",
            "results": "after_end",
            "answer_days": 45,
        },
        windows=(_days(Right.VOICE, 0, 28), _days(Right.COMMENT, 0, 28), _days(Right.MODERATE, 0, 42)),
        categories=_TOPICS,
    ),
    Template(
        key="spielgeld",
        name="Spielgeld verteilen",
        about="Jede Person verteilt zwei Millionen Euro Spielgeld auf die Ideen. Zeigt, was wichtig ist, wenn nicht "
        "alles geht.",
        words={
            "title": "[Worum geht es?] Zwei Millionen Spielgeld",
            "summary": "Zwei Wochen lang zwei Millionen Euro Spielgeld auf Ideen verteilen.",
            "question": "Wie viel geben Sie für diese Idee?",
            "text": "[Warum fragen wir so?]\n\n"
            "Jede Person hat zwei Millionen Euro Spielgeld und verteilt sie auf die Ideen, höchstens eine Million auf "
            "eine. Es ist kein echtes Geld: Es zeigt, was den Menschen wichtig ist, wenn nicht alles geht.",
            "voting": "budget",
            "limit": 200_000_000,
            "limit_each": 100_000_000,
            "with_important": False,
            "who": "code",
            "results": "after_end",
            "answer_days": 45,
        },
        windows=(_days(Right.VOICE, 0, 14), _days(Right.COMMENT, 0, 14), _days(Right.MODERATE, 0, 21)),
        categories=_TOPICS,
    ),
    Template(
        key="abend",
        name="Ein Abend zum Abstimmen vorbereiten",
        about="Eine Woche vor dem Abend lesen und fragen, am Abend selbst von 18 bis 21 Uhr Punkte vergeben.",
        words={
            "title": "[Worum geht es?] Der Abend zum Abstimmen",
            "summary": "Eine Woche vorher lesen und fragen, am Abend von 18 bis 21 Uhr Punkte vergeben.",
            "question": "Wie viele Punkte geben Sie dieser Idee?",
            "text": "[Wann und wo findet der Abend statt, wie kommt man online dazu?]\n\n"
            "Jede Person vergibt fünf Punkte, höchstens drei an eine Idee, im Saal und zu Hause gleich. Fragen lassen "
            "sich schon eine Woche vorher stellen. Am Ende des Abends steht das Ergebnis hier.",
            "voting": "points",
            "limit": 5,
            "limit_each": 3,
            "with_important": False,
            "who": "email",
            "results": "after_end",
            "answer_days": 30,
        },
        windows=(
            Offset(Right.VOICE, 7, time(18), 7, time(21)),
            Offset(Right.COMMENT, 0, _MIDNIGHT, 7, time(21)),
            _days(Right.MODERATE, 0, 10),
        ),
    ),
)


PLACEHOLDERS = frozenset(
    found
    for template in TEMPLATES
    for text in template.words.values()
    for found in re.findall(r"\[[^\]]+\]", str(text))
)


def template_of(key: str) -> Template | None:
    return next((template for template in TEMPLATES if template.key == key), None)
