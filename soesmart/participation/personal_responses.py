"""What questionnaires know of a person, told and forgotten. Called by personal.py.

A response does not name its person; it is found by computing the keyed hash of her account and of her address for every
questionnaire of the town. What was answered by a code or in a browser without account cannot be found, by nobody.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.core.module import PersonalRecords
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import Answer, Questionnaire, Response
from soesmart.participation.rules.question_telling import answer_german
from soesmart.participation.rules.questions import QuestionKind
from soesmart.region.models import District

TEXTUAL = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TEXT, QuestionKind.PLACE)


def responses_of(person: Person) -> list[Response]:
    """Her responses in the town of the scope, with their questionnaires. Two queries."""
    credentials = (Credential(Kind.PERSON, str(person.pk)), Credential(Kind.EMAIL, person.email))
    digests = [credential_digest(form, one) for form in Questionnaire.objects.all() for one in credentials]
    # Chunks, for SQLite bounds the number of values in a statement.
    return [
        response
        for start in range(0, len(digests), 500)
        for response in Response.objects.select_related("questionnaire").filter(
            credential__in=digests[start : start + 500]
        )
    ]


def export_person_responses(person: Person) -> Iterator[PersonalRecords]:
    """Everything she answered, confidential answers too: they are hers."""
    responses = {response.pk: response for response in responses_of(person)}
    answers = Answer.objects.filter(response__in=responses).select_related("question")
    districts = dict(District.objects.values_list("slug", "name"))
    rows = [
        {
            "Fragebogen": responses[answer.response_id].questionnaire.title,
            "Frage": answer.question.text,
            "Antwort": answer_german(answer.question.words(), answer.value, districts),
            "Gesendet": responses[answer.response_id].sent_at,
            "Zuletzt gespeichert": responses[answer.response_id].saved_at,
        }
        for answer in answers.order_by("response_id", "question__position")
    ]
    yield PersonalRecords("Antworten auf Fragebögen", "Fragen der Stadt auswerten, ohne Namen", rows)


@transaction.atomic
def erase_person_responses(person: Person, at: datetime) -> None:
    """Her drafts go. What she sent stays counted, but nothing leads to her: a random credential, no written word, no
    point on the map."""
    for response in responses_of(person):
        if response.sent_at is None:
            response.delete()
            continue
        Response.objects.filter(pk=response.pk).update(
            credential=f"{new_id().hex}{new_id().hex}",
            key=new_id(),
            began_at=response.sent_at,
            saved_at=response.sent_at,
        )
        for answer in Answer.objects.filter(response=response, question__kind__in=TEXTUAL):
            answer.value = _without_words(answer.value)
            answer.save(update_fields=["value"])


def _without_words(value: object) -> object:
    if isinstance(value, dict):
        return {part: value[part] for part in ("is", "district") if part in value}
    return ""
