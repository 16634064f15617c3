"""What questionnaires keep of a person, and how they forget her; called by personal.py."""

import secrets
from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from soesmart.accounts.models import Person
from soesmart.core.ids import new_id
from soesmart.core.module import PersonalRecords
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import Answer, Questionnaire, Response


def export_person_responses(person: Person) -> Iterator[PersonalRecords]:
    """Her answers, those in confidence too: they are hers."""
    rows = Answer.objects.filter(response__in=_responses(person)).select_related("question", "response__questionnaire")
    yield PersonalRecords(
        "Meine Antworten in Fragebögen",
        "Ergebnis der Befragung",
        [
            {
                "Fragebogen": row.response.questionnaire.title,
                "Frage": row.question.text,
                "Antwort": str(row.value),
                "Gesendet": row.response.sent_at,
            }
            for row in rows.order_by("response", "question__position")
        ],
    )


def erase_person_responses(person: Person, at: datetime) -> None:  # the contract's shape
    """What was sent stays counted and is nobody's; drafts go."""
    _responses(person).filter(sent_at=None).delete()
    for response in _responses(person):
        Response.objects.filter(pk=response.pk).update(credential=secrets.token_hex(32), key=new_id())


def _responses(person: Person) -> QuerySet[Response]:
    """Known again by the digests of her account and of her address in every questionnaire."""
    shown = (Credential(Kind.PERSON, str(person.pk)), Credential(Kind.EMAIL, person.email))
    rows = Questionnaire.objects.all()
    digests = [credential_digest(questionnaire, one) for questionnaire in rows for one in shown]
    found: QuerySet[Response] = Response.objects.filter(credential__in=digests)
    return found
