"""Enter many filled-in questionnaires at once: paper, a workshop, the demo. All or nothing."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.ids import new_id
from soesmart.core.refusals import Refused
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import AccessCode, Answer, Question, Questionnaire, Response
from soesmart.participation.rules import Channel
from soesmart.participation.rules.question_answers import Checked, check_answers
from soesmart.participation.services.responses import surroundings_of

CHUNK = 500


@dataclass(frozen=True)
class Filled:
    """A questionnaire as somebody filled it in. answers: by key, shapes as in rules/question_answers.py; at: when."""

    credential: Credential
    answers: Mapping[str, Any]
    channel: Channel = Channel.PAPER
    at: datetime | None = None


@dataclass(frozen=True)
class RowFault:
    """row: number in the list, from 1; question: key, or "" for the response as a whole; text: German."""

    row: int
    question: str
    text: str


class FaultyRows(Refused):
    """Nothing was stored; `faults` says why, row by row."""

    def __init__(self, faults: Sequence[RowFault]) -> None:
        super().__init__("participation.responses.faulty", f"Nichts gespeichert: {len(faults)} Angaben passen nicht.")
        self.faults = list(faults)


@transaction.atomic
def record_responses(
    *, actor: object, questionnaire: Questionnaire, filled: Sequence[Filled], at: datetime
) -> list[Response]:
    """Store responses that came in on other ways; the window does not hold up the office.

    What is required may be missing, as on paper, but nothing may be wrong. FaultyRows when an answer does not fit, a
    person has already answered, or a code is unknown; Refused for a draft of a questionnaire.
    """
    questionnaire = (
        Questionnaire.objects.select_for_update(of=("self",))
        .select_related("municipality", "campaign")
        .get(pk=questionnaire.pk)
    )
    if not questionnaire.is_published():
        raise Refused("participation.questionnaire.draft", "Dieser Fragebogen ist noch nicht veröffentlicht.")
    questions = list(Question.objects.filter(questionnaire=questionnaire))
    around = surroundings_of(questionnaire, {question.kind for question in questions})
    words = [question.words() for question in questions]
    checked = [check_answers(words, row.answers, around, complete=True, strict=False) for row in filled]
    digests = [credential_digest(questionnaire, row.credential) for row in filled]
    if faults := [
        *_answer_faults(filled, checked, {question.key for question in words}),
        *_person_faults(questionnaire, filled, digests),
    ]:
        raise FaultyRows(sorted(faults, key=lambda fault: fault.row))
    responses = [_response(questionnaire, row, digest, at) for row, digest in zip(filled, digests, strict=True)]
    Response.objects.bulk_create(responses, batch_size=CHUNK)
    Answer.objects.bulk_create(_answers(responses, questions, checked), batch_size=4 * CHUNK)
    Questionnaire.objects.filter(pk=questionnaire.pk).update(
        responses_count=F("responses_count") + len(responses), changes=F("changes") + 1
    )
    town = questionnaire.municipality.slug
    audit(actor, "participation.responses.recorded", questionnaire, town=town, at=at, number=len(responses))
    return responses


def _response(questionnaire: Questionnaire, row: Filled, digest: str, at: datetime) -> Response:
    moment = row.at or at
    return Response(
        questionnaire=questionnaire,
        key=new_id(),
        credential=digest,
        channel=row.channel,
        began_at=moment,
        saved_at=moment,
        sent_at=moment,
    )


def _answers(
    responses: Sequence[Response], questions: Sequence[Question], checked: Sequence[Checked]
) -> Iterator[Answer]:
    by_key = {question.key: question for question in questions}
    for response, one in zip(responses, checked, strict=True):
        for key, value in one.answers.items():
            yield Answer(response=response, question=by_key[key], value=value)


def _answer_faults(filled: Sequence[Filled], checked: Sequence[Checked], known: Container[str]) -> Iterator[RowFault]:
    for number, (row, one) in enumerate(zip(filled, checked, strict=True), 1):
        yield from (RowFault(number, key, text) for key, text in one.faults.items())
        yield from (RowFault(number, key, "Diese Frage gibt es nicht.") for key in row.answers if key not in known)


def _person_faults(
    questionnaire: Questionnaire, filled: Sequence[Filled], digests: Sequence[str]
) -> Iterator[RowFault]:
    taken, codes = _taken(questionnaire, digests), _valid_codes(questionnaire, filled)
    seen: set[str] = set()
    for number, (row, digest) in enumerate(zip(filled, digests, strict=True), 1):
        if digest in taken or digest in seen:
            yield RowFault(number, "", "Von dieser Person ist schon ein Fragebogen da.")
        if row.credential.kind == Kind.CODE and _code_digest(questionnaire, row) not in codes:
            yield RowFault(number, "", "Diesen Code kennen wir hier nicht.")
        seen.add(digest)


def _taken(questionnaire: Questionnaire, digests: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for chunk in _chunks(digests):
        rows = Response.objects.filter(questionnaire=questionnaire, credential__in=chunk)
        found.update(rows.values_list("credential", flat=True))
    return found


def _valid_codes(questionnaire: Questionnaire, filled: Sequence[Filled]) -> set[str]:
    digests = [_code_digest(questionnaire, row) for row in filled if row.credential.kind == Kind.CODE]
    found: set[str] = set()
    for chunk in _chunks(digests):
        rows = AccessCode.objects.filter(campaign=questionnaire.campaign, digest__in=chunk, batch__revoked_at=None)
        found.update(rows.values_list("digest", flat=True))
    return found


def _code_digest(questionnaire: Questionnaire, row: Filled) -> str:
    return credential_digest(questionnaire.campaign, row.credential) if questionnaire.campaign else ""


def _chunks(rows: Sequence[str]) -> Iterator[list[str]]:
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
