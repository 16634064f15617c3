"""Questionnaires as readers see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from soesmart.participation.models import Answer, Question, Questionnaire, Response
from soesmart.participation.rules import FormatState
from soesmart.participation.rules.question_results import QuestionResult, results_of
from soesmart.participation.rules.questions import Option, QuestionKind, QuestionWords
from soesmart.region.models import District


@dataclass(frozen=True)
class Listed:
    """The public questionnaires of a town, by where they stand."""

    open: list[Questionnaire]
    coming: list[Questionnaire]
    ended: "QuerySet[Questionnaire]"


def questionnaire_of(key: str) -> Questionnaire | None:
    """One questionnaire with all that its page says of it; one query."""
    rows = Questionnaire.objects.select_related("municipality", "campaign", "phase")
    return rows.filter(key=key).first()


def public_questionnaires(at: datetime) -> Listed:
    """What can be answered now, soon, and what is over; one query, and those of the page of what is over."""
    is_running = Q(state=FormatState.PUBLISHED, closes_at__gt=at)
    running = list(Questionnaire.objects.filter(is_running).order_by("closes_at", "pk"))
    return Listed(
        open=[row for row in running if row.is_open(at)],
        coming=[row for row in running if not row.is_open(at)],
        ended=Questionnaire.objects.exclude(state=FormatState.DRAFT).exclude(is_running).order_by("-closes_at", "-pk"),
    )


def questions_of(questionnaire: Questionnaire) -> list[QuestionWords]:
    """In their order; one query."""
    return [row.words() for row in Question.objects.filter(questionnaire=questionnaire)]


def answers_of(response: Response | None) -> dict[str, Any]:
    """The stored answers by key of the question; one query, none without a response."""
    if response is None:
        return {}
    return dict(Answer.objects.filter(response=response).values_list("question__key", "value"))


def shown_results(questionnaire: Questionnaire, counts: Mapping[str, Any]) -> list[QuestionResult]:
    """The tables of a questionnaire, small groups hidden; one query, two with places."""
    questions = questions_of(questionnaire)
    return results_of(questions, counts, questionnaire.smallest_group, districts_for(questions))


def districts_for(questions: Sequence[QuestionWords]) -> list[Option]:
    """The parts of the town; one query when a question asks for a place."""
    if not any(question.kind == QuestionKind.PLACE for question in questions):
        return []
    return [Option(slug, name) for slug, name in District.objects.values_list("slug", "name")]
