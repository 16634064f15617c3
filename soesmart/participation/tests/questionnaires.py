"""A questionnaire on paper: what tests of questionnaires start from."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Questionnaire
from soesmart.participation.rules import Channel
from soesmart.participation.rules.questions import QuestionKind, QuestionWords
from soesmart.participation.services.questionnaires import (
    QuestionnaireWords,
    found_questionnaire,
    publish_questionnaire,
    set_questions,
)
from soesmart.participation.services.response_batches import Filled, record_responses
from soesmart.region.models import District, Municipality

TEST = "system:test"

WAYS = QuestionWords(
    "wege",
    QuestionKind.MULTIPLE,
    "Wie sind Sie unterwegs?",
    section="Unterwegs",
    required=True,
    settings={
        "options": [
            {"key": "rad", "label": "Mit dem Rad"},
            {"key": "fuss", "label": "Zu Fuß"},
            {"key": "auto", "label": "Mit dem Auto"},
        ],
        "other": True,
    },
)
BIKE = QuestionWords(
    "sicher",
    QuestionKind.SCALE,
    "Wie sicher fühlen Sie sich auf dem Rad?",
    settings={"from": 1, "to": 5, "from_label": "unsicher", "to_label": "sicher", "dont_know": True},
    condition={"question": "wege", "is": ["rad"]},
)
WHY = QuestionWords(
    "warum",
    QuestionKind.TEXT,
    "Was fehlt Ihnen?",
    settings={"long": True, "max": 200},
    condition={"question": "sicher", "is": ["1", "2"]},
)
AGE = QuestionWords(
    "alter",
    QuestionKind.NUMBER,
    "Wie alt sind Sie?",
    section="Über Sie",
    confidential=True,
    settings={"min": "10", "max": "110", "unit": "Jahre"},
)
PLACES = QuestionWords(
    "orte",
    QuestionKind.MATRIX,
    "Wie gefallen Ihnen diese Orte?",
    settings={
        "rows": [{"key": "markt", "label": "Markt"}, {"key": "park", "label": "Park"}],
        "columns": [{"key": "gut", "label": "gut"}, {"key": "geht", "label": "geht so"}],
    },
)
FIRST = QuestionWords(
    "zuerst",
    QuestionKind.RANKING,
    "Was soll zuerst kommen?",
    settings={
        "options": [
            {"key": "baeume", "label": "Bäume"},
            {"key": "baenke", "label": "Bänke"},
            {"key": "licht", "label": "Licht"},
        ],
        "top": 2,
    },
)
HOME = QuestionWords("wohnort", QuestionKind.PLACE, "Wo wohnen Sie?", settings={"point": True})
YES_NO = QuestionWords("ja", QuestionKind.SINGLE, "Kommen Sie wieder?", settings={"options": ["Ja", "Nein"]})
ALL = (WAYS, BIKE, WHY, AGE, PLACES, FIRST, HOME, YES_NO)


def a_draft(
    town: Municipality, at: datetime, key: str = "wege", questions: Sequence[QuestionWords] = ALL, **words: Any
) -> Questionnaire:
    """A questionnaire that could be published: open from ten days before `at` to ten days after."""
    District.objects.get_or_create(municipality=town, slug="ampen", defaults={"name": "Ampen"})
    facts: dict[str, Any] = {
        "title": "Wege in Soest",
        "summary": "Wie Soest unterwegs ist.",
        "thanks": "Im Januar stehen die Ergebnisse hier.",
        "opens_at": at - timedelta(days=10),
        "closes_at": at + timedelta(days=10),
    } | words
    questionnaire = found_questionnaire(
        actor=TEST, municipality=town, key=key, words=QuestionnaireWords(**facts), at=at
    )
    set_questions(actor=TEST, questionnaire=questionnaire, questions=questions, at=at)
    return questionnaire


def a_questionnaire(
    town: Municipality, at: datetime, key: str = "wege", questions: Sequence[QuestionWords] = ALL, **words: Any
) -> Questionnaire:
    """The same, published."""
    draft = a_draft(town, at, key, questions, **words)
    return publish_questionnaire(actor=TEST, questionnaire=draft, at=at)


def card(number: int) -> Credential:
    return Credential(Kind.CARD, f"Bogen {number}")


def fill(
    questionnaire: Questionnaire,
    answers: Sequence[Mapping[str, Any]],
    at: datetime,
    channel: Channel = Channel.PAPER,
    start: int = 0,
) -> None:
    """One response per row of answers."""
    rows = [Filled(card(start + number), row, channel) for number, row in enumerate(answers)]
    record_responses(actor=TEST, questionnaire=questionnaire, filled=rows, at=at)
    questionnaire.refresh_from_db()
