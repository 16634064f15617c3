"""Count the answers, and keep the counts.

What the public sees moves on in steps of at least the smallest group (and of a hundredth of all): who looked at the
page before and after one person answered must not see by the difference what she said. It also makes the page as cheap
for 5,000 responses as for five: counting happens once per step.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from soesmart.participation.models import Answer, Question, Questionnaire, Response, StoredResult
from soesmart.participation.rules.question_results import count_answers
from soesmart.participation.rules.questions import QuestionKind


@dataclass(frozen=True)
class Counted:
    """counts: by question, see rules/question_results.py; channels: responses by channel; at, changes: the state of
    when, and of which change of the questionnaire."""

    counts: dict[str, Any]
    channels: dict[str, int]
    responses: int
    changes: int
    at: datetime


def public_counts(*, questionnaire: Questionnaire, at: datetime) -> Counted:
    """The counts that everybody may see; one query, unless a step is due."""
    stored = StoredResult.objects.filter(questionnaire=questionnaire).first()
    if stored is None or _is_due(questionnaire, stored, at):
        return _store(questionnaire, at)
    return _counted(stored)


def _is_due(questionnaire: Questionnaire, stored: StoredResult, at: datetime) -> bool:
    if stored.changes == questionnaire.changes:
        return False
    step = max(questionnaire.smallest_group, questionnaire.responses_count // 100)
    if abs(questionnaire.responses_count - stored.responses) >= step:
        return True
    end = questionnaire.closes_at
    return end is not None and stored.counted_at < end <= at


@transaction.atomic
def _store(questionnaire: Questionnaire, at: datetime) -> Counted:
    counts, channels = _count(questionnaire)
    counted = Counted(counts, channels, sum(channels.values()), questionnaire.changes, at)
    StoredResult.objects.update_or_create(
        questionnaire=questionnaire,
        defaults={
            "responses": counted.responses,
            "changes": questionnaire.changes,
            "counted_at": at,
            "counts": {"questions": counts, "channels": channels},
        },
    )
    return counted


def _counted(stored: StoredResult) -> Counted:
    kept = stored.counts
    return Counted(kept["questions"], kept["channels"], stored.responses, stored.changes, stored.counted_at)


def _count(questionnaire: Questionnaire) -> tuple[dict[str, Any], dict[str, int]]:
    """Four queries, whatever the number of responses; equal answers are counted by the database."""
    sent = Response.objects.filter(questionnaire=questionnaire, sent_at__isnull=False)
    channels = dict(sent.order_by().values_list("channel").annotate(Count("pk")))
    questions = list(Question.objects.filter(questionnaire=questionnaire))
    answers = Answer.objects.filter(question__in=questions, response__sent_at__isnull=False).order_by()
    words = [question.words() for question in questions]
    is_text = {"question__kind": QuestionKind.TEXT}
    rows = answers.exclude(**is_text).values_list("question__key", "response__channel", "value").annotate(Count("pk"))
    texts = answers.filter(**is_text).values_list("question__key", "response__channel").annotate(Count("pk"))
    said = [*rows, *((key, channel, "", times) for key, channel, times in texts)]
    return count_answers(words, said), channels
