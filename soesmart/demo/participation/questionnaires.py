"""Two questionnaires of December 2020 and a short one of today, with made-up answers."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from soesmart.demo.participation.campaigns import MADE_UP, NOW_KEY, WINTER_KEY
from soesmart.demo.participation.questions import LIVING, MOBILITY, TODAY
from soesmart.demo.story import SEED
from soesmart.demo.towns import ACTOR
from soesmart.participation.credentials import Credential, Kind
from soesmart.participation.models import Campaign, Questionnaire
from soesmart.participation.rules import Channel
from soesmart.participation.rules.question_conditions import holds
from soesmart.participation.rules.questions import QuestionKind, QuestionWords
from soesmart.participation.services.questionnaires import (
    QuestionnaireWords,
    found_questionnaire,
    publish_questionnaire,
    set_questions,
)
from soesmart.participation.services.response_batches import Filled, record_responses
from soesmart.region.models import District, Municipality

TEXTS = ("Weiter so.", "Bitte an die Dörfer denken.", "Mehr Schatten in der Stadt!", "Ich finde die Karten gut.", "")


@dataclass(frozen=True)
class Sheet:
    """A questionnaire of the demo. campaign: key; people: how many answered."""

    key: str
    campaign: str
    title: str
    summary: str
    minutes: int
    questions: Sequence[QuestionWords]
    people: int


SHEETS = (
    Sheet("unterwegs", WINTER_KEY, "Wie sind Sie unterwegs?", "Fragen zum Verkehrsplan.", 8, MOBILITY, 170),
    Sheet("wohnen", WINTER_KEY, "Energie zu Hause", "Fragen zum Masterplan Klimapakt.", 6, LIVING, 140),
    Sheet("mitreden", NOW_KEY, "Wie möchten Sie mitreden?", "Fünf kurze Fragen.", 2, TODAY, 60),
)


def build_questionnaires(town: Municipality, at: datetime) -> None:
    """Those that are missing; the campaigns must stand."""
    known = set(Questionnaire.objects.values_list("key", flat=True))
    for sheet in SHEETS:
        if sheet.key not in known:
            _build(town, sheet, at)


def _build(town: Municipality, sheet: Sheet, at: datetime) -> None:
    campaign = Campaign.objects.select_related("phase").get(key=sheet.campaign)
    opens, closes = campaign.opens_at, campaign.closes_at
    assert opens, "the campaign has a window"
    assert closes, "the campaign has a window"
    words = QuestionnaireWords(
        title=sheet.title,
        summary=sheet.summary,
        text=MADE_UP,
        thanks="Die Antworten werden zusammen ausgewertet. Das Ergebnis steht nach dem Ende auf dieser Seite.",
        minutes=sheet.minutes,
        campaign=campaign,
        phase=campaign.phase,
        opens_at=opens,
        closes_at=closes,
        invented=True,
    )
    before = opens - timedelta(days=1)
    made = found_questionnaire(actor=ACTOR, municipality=town, key=sheet.key, words=words, at=before)
    set_questions(actor=ACTOR, questionnaire=made, questions=sheet.questions, at=before)
    made = publish_questionnaire(actor=ACTOR, questionnaire=made, at=before)
    rng = random.Random(SEED + sheet.people)  # noqa: S311  # a story, not a secret
    districts = list(District.objects.values_list("slug", flat=True))
    filled = [
        Filled(
            Credential(Kind.CARD, f"demo-{sheet.key}-{place}"),
            _answers(sheet.questions, districts, rng),
            Channel.PAPER if sheet.campaign == WINTER_KEY and place % 3 == 0 else Channel.ONLINE,
            opens + (min(closes, at) - opens) * rng.random(),
        )
        for place in range(sheet.people)
    ]
    record_responses(actor=ACTOR, questionnaire=made, filled=filled, at=min(closes, at))


def _answers(questions: Sequence[QuestionWords], districts: Sequence[str], rng: random.Random) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    by_key = {question.key: question for question in questions}
    for question in questions:
        is_asked = not question.condition or holds(question.condition, by_key, answers)
        if is_asked and (question.required or rng.random() < 0.85):
            answers[question.key] = _answer(question, districts, rng)
    return {key: value for key, value in answers.items() if value not in ("", [], {})}


def _answer(question: QuestionWords, districts: Sequence[str], rng: random.Random) -> Any:
    settings = question.settings
    options = [option["key"] for option in settings.get("options", [])]
    match question.kind:
        case QuestionKind.SINGLE:
            return {"is": [rng.choices(options, range(len(options), 0, -1))[0]]}
        case QuestionKind.MULTIPLE:
            return {"is": sorted({rng.choice(options) for _ in range(rng.randint(1, 3))})}
        case QuestionKind.SCALE:
            return rng.choices(range(1, 6), (1, 2, 4, 5, 3))[0]
        case QuestionKind.MATRIX:
            columns = [column["key"] for column in settings["columns"]]
            return {row["key"]: rng.choice(columns) for row in settings["rows"]}
        case QuestionKind.RANKING:
            return rng.sample(options, settings["top"])
        case QuestionKind.NUMBER:
            return str(round(rng.expovariate(1 / 8), 1))
        case QuestionKind.PLACE:
            return {"district": rng.choice(districts)}
        case _:
            return rng.choice(TEXTS)
