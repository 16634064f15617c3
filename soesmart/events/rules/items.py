"""What can be asked in an evening, and the bounds of each kind of question."""

from dataclasses import dataclass
from enum import StrEnum


class ItemKind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    RANKING = "ranking"
    POINTS = "points"
    ESTIMATE = "estimate"
    WORDS = "words"
    QUESTIONS = "questions"
    NEXT_IDEA = "next_idea"

    @property
    def label(self) -> str:
        return _KINDS[self]


_KINDS = {
    ItemKind.SINGLE: "Eine Antwort",
    ItemKind.MULTIPLE: "Mehrere Antworten",
    ItemKind.SCALE: "Skala",
    ItemKind.RANKING: "Reihenfolge",
    ItemKind.POINTS: "Punkte verteilen",
    ItemKind.ESTIMATE: "Schätzen",
    ItemKind.WORDS: "Wortwolke",
    ItemKind.QUESTIONS: "Fragen aus dem Publikum",
    ItemKind.NEXT_IDEA: "Welche Idee als Nächstes?",
}

WITH_OPTIONS = frozenset({ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.RANKING, ItemKind.POINTS, ItemKind.NEXT_IDEA})
# Questions are asked and supported, not voted on: they have no ballots and no rounds.
WITHOUT_BALLOTS = frozenset({ItemKind.QUESTIONS})
MOST_OPTIONS = 30


@dataclass(frozen=True)
class Bounds:
    """What a ballot of an item may say.

    options: how many there are to choose from (numbered from 1). least, most: how many answers (MULTIPLE, WORDS), the
    ends of a scale or of an estimate. points: to be handed out in all. All whole numbers.
    """

    options: int = 0
    least: int = 1
    most: int = 1
    points: int = 0
