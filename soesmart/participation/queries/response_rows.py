"""Responses as rows of a table, without what is confidential and without what could name a person."""

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from soesmart.core.spreadsheets import Column
from soesmart.participation.models import Answer, Questionnaire, Response
from soesmart.participation.rules import Channel
from soesmart.participation.rules.question_results import QuestionResult
from soesmart.participation.rules.question_telling import answer_german, columns_german
from soesmart.participation.rules.questions import Option, QuestionKind, QuestionWords

CHUNK = 500
HIDDEN = "verborgen"
RESULT_COLUMNS = (
    Column("number", "Nr."),
    Column("question", "Frage"),
    Column("table", "Zeile"),
    Column("answer", "Antwort"),
    Column("people", "Personen"),
    Column("percent", "Anteil in %"),
)


def result_rows(results: Sequence[QuestionResult]) -> Iterator[dict[str, object]]:
    """The counted results as the page shows them; what is hidden there is hidden here."""
    for result in results:
        head: dict[str, object] = {"number": result.number, "question": result.words.text}
        yield head | {"answer": "beantwortet", "people": HIDDEN if result.people is None else result.people}
        for table in result.tables:
            for line in table.lines:
                people = HIDDEN if line.count is None else line.count
                row = {"table": table.title, "answer": line.label, "people": people, "percent": line.percent}
                yield head | row


def single_columns(questions: Sequence[QuestionWords]) -> list[Column]:
    """A column per question, a matrix has one per row. Left out: confidential questions and free texts."""
    columns = [Column("number", "Zeile"), Column("channel", "Weg")]
    for number, question in _told(questions):
        if question.kind == QuestionKind.MATRIX:
            titles = [(f"{question.key}|{row.key}", f"{number}. {question.text}: {row.label}") for row in question.rows]
        else:
            titles = [(question.key, f"{number}. {question.text}")]
        columns += [Column(key, title) for key, title in titles]
    return columns


def single_rows(
    questionnaire: Questionnaire, questions: Sequence[QuestionWords], districts: Sequence[Option], rng: random.Random
) -> Iterator[dict[str, object]]:
    """Every sent response in random order, so that no row tells when it came in. One query per 500 responses."""
    sent = Response.objects.filter(questionnaire=questionnaire, sent_at__isnull=False).order_by("pk")
    found = list(sent.values_list("pk", "channel"))
    rng.shuffle(found)
    told = {question.key: question for _, question in _told(questions)}
    labels = {option.key: option.label for option in districts}
    for start in range(0, len(found), CHUNK):
        chunk = found[start : start + CHUNK]
        answers = _answers([pk for pk, _ in chunk])
        for number, (pk, channel) in enumerate(chunk, start + 1):
            row: dict[str, object] = {"number": number, "channel": Channel(channel).label}
            for key, value in answers.get(pk, {}).items():
                if key in told:
                    row |= _said(told[key], value, labels)
            yield row


def written_texts(questionnaire: Questionnaire, questions: Sequence[QuestionWords]) -> list[tuple[str, str]]:
    """(key of the question, text) of all that was written freely, apart from the responses it came from.

    In the order of a random number, not of time. Texts beside confidential answers are nobody's to read.
    """
    told = {question.key: question for _, question in _told(questions, with_texts=True)}
    rows = Answer.objects.filter(question__questionnaire=questionnaire, response__sent_at__isnull=False)
    rows = rows.filter(question__key__in=told, question__kind__in=_WITH_TEXT).order_by("response__key")
    found = ((key, _text(value)) for key, value in rows.values_list("question__key", "value"))
    return [(key, text) for key, text in found if text]


_WITH_TEXT = (QuestionKind.TEXT, QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.PLACE)


def _text(value: Any) -> str:
    return str(value.get("other") or value.get("text") or "") if isinstance(value, dict) else str(value)


def _told(questions: Sequence[QuestionWords], *, with_texts: bool = False) -> list[tuple[int, QuestionWords]]:
    return [
        (number, question)
        for number, question in enumerate(questions, 1)
        if not question.confidential and (with_texts or question.kind != QuestionKind.TEXT)
    ]


def _answers(responses: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    rows = Answer.objects.filter(response__in=responses).values_list("response_id", "question__key", "value")
    for response, key, value in rows:
        found.setdefault(response, {})[key] = value
    return found


def _said(question: QuestionWords, value: Any, districts: dict[str, str]) -> dict[str, object]:
    if question.kind == QuestionKind.MATRIX:
        return {f"{question.key}|{row}": column for row, column in columns_german(question, value).items()}
    if question.kind == QuestionKind.NUMBER:
        return {question.key: Decimal(value)}
    return {question.key: answer_german(question, value, districts, with_words=False)}
