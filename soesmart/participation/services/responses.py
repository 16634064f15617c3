"""Answer a questionnaire, keep a draft, change what was sent, take it back.

Responses are not entered in the audit chain, as opinions are not: it cannot forget, and who answered what must be
forgettable. What proves `responses_count` is `counted_responses`.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from soesmart.core.ids import new_id
from soesmart.core.refusals import Forbidden, Refused
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import Answer, Question, Questionnaire, Response
from soesmart.participation.rules import Channel, Who
from soesmart.participation.rules.question_answers import Checked, Surroundings, check_answers
from soesmart.participation.rules.questions import QuestionKind
from soesmart.participation.services.voices import DOORS, REFUSALS, is_valid_code
from soesmart.region.models import District

DRAFTS_KEPT = timedelta(days=7)


class FaultyAnswers(Refused):
    """Answers that cannot be taken as they are. faults: German sentence by key of the question."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("participation.answers.faulty", "Einige Antworten passen noch nicht.")
        self.faults = dict(faults)


@transaction.atomic
def save_response(
    *,
    questionnaire: Questionnaire,
    credential: Credential,
    answers: Mapping[str, Any],
    send: bool,
    channel: Channel = Channel.ONLINE,
    draft: uuid.UUID | None = None,
    at: datetime,
) -> Response:
    """Keep or send in the answers of one person; a second time changes the first. At most ten queries.

    answers: by key of the question, shapes as in rules/question_answers.py; send: hand in, else a draft is kept, but
    what was sent stays sent; draft: key of the draft that a link continues on another device.
    FaultyAnswers when an answer does not fit, Refused outside the window, Forbidden with a credential that opens no
    door.
    """
    questionnaire = _locked(questionnaire)
    _check_door(questionnaire, credential, at)
    digest = credential_digest(questionnaire, credential)
    response = _found(questionnaire, digest, draft)
    is_sent = send or bool(response and response.sent_at)
    questions = list(Question.objects.filter(questionnaire=questionnaire))
    checked = _check(questionnaire, questions, answers, complete=is_sent)
    is_new = is_sent and not (response and response.sent_at)
    response = response or Response(
        questionnaire=questionnaire, key=new_id(), credential=digest, channel=channel, began_at=at
    )
    response.saved_at = at
    response.sent_at = response.sent_at or (at if is_sent else None)
    response.save()
    _write_answers(response, questions, checked)
    if is_sent:
        Questionnaire.objects.filter(pk=questionnaire.pk).update(
            responses_count=F("responses_count") + int(is_new), changes=F("changes") + 1
        )
    return response


@transaction.atomic
def withdraw_response(*, questionnaire: Questionnaire, credential: Credential, at: datetime) -> bool:
    """Take one's answers back while the questionnaire is open, a draft too; returns whether there were any."""
    questionnaire = _locked(questionnaire)
    if not questionnaire.is_open(at):
        raise Refused("participation.window.closed", "Der Fragebogen ist zu. Was gesendet wurde, bleibt gezählt.")
    response = find_response(questionnaire, credential)
    if response is None:
        return False
    response.delete()
    if response.sent_at:
        Questionnaire.objects.filter(pk=questionnaire.pk).update(
            responses_count=F("responses_count") - 1, changes=F("changes") + 1
        )
    return True


@transaction.atomic
def forget_drafts(*, before: datetime) -> int:
    """Delete what was never sent in questionnaires that ended before a moment; returns how many."""
    drafts = Response.objects.filter(sent_at=None, questionnaire__closes_at__lt=before)
    number = drafts.count()
    drafts.delete()
    return number


def find_response(questionnaire: Questionnaire, credential: Credential) -> Response | None:
    """The response of a credential, sent or draft. One query."""
    digest = credential_digest(questionnaire, credential)
    return Response.objects.filter(questionnaire=questionnaire, credential=digest).first()


def counted_responses(questionnaire: Questionnaire) -> int:
    """What `responses_count` has to be."""
    return Response.objects.filter(questionnaire=questionnaire, sent_at__isnull=False).count()


def surroundings_of(questionnaire: Questionnaire, kinds: "set[str]") -> Surroundings:
    """Where places may lie; one query when places are asked for, else none."""
    if QuestionKind.PLACE not in kinds:
        return Surroundings()
    town = questionnaire.municipality
    districts = frozenset(District.objects.values_list("slug", flat=True))
    return Surroundings(districts, town.lat, town.lon)


def _locked(questionnaire: Questionnaire) -> Questionnaire:
    rows = Questionnaire.objects.select_for_update(of=("self",)).select_related("municipality", "campaign")
    return rows.get(pk=questionnaire.pk)


def _check_door(questionnaire: Questionnaire, credential: Credential, at: datetime) -> None:
    if not questionnaire.is_open(at):
        raise Refused(
            "participation.window.closed",
            "Antworten werden gerade nicht angenommen. Von wann bis wann es geht, steht oben auf der Seite.",
        )
    if credential.kind not in DOORS[Who(questionnaire.who)]:
        raise Forbidden("participation.response.door", REFUSALS[Who(questionnaire.who)])
    if credential.kind != Kind.CODE:
        return
    if questionnaire.campaign is None or not is_valid_code(questionnaire.campaign, credential.secret):
        raise Forbidden(
            "participation.code.unknown",
            "Diesen Code kennen wir hier nicht. Bitte genau so eingeben, wie er im Brief steht.",
        )


def _found(questionnaire: Questionnaire, digest: str, draft: uuid.UUID | None) -> Response | None:
    """The response of the credential, or the draft of a link, which from now on belongs to this device."""
    rows = Response.objects.filter(questionnaire=questionnaire)
    own = rows.filter(credential=digest).first()
    if draft is None or (own and own.key == draft):
        return own
    found = rows.filter(key=draft, sent_at=None).first() if questionnaire.who == Who.ANYONE else None
    if found is None:
        raise Refused(
            "participation.response.gone",
            "Diesen Zwischenstand gibt es nicht mehr: Er wurde schon gesendet oder gelöscht.",
        )
    if own is None:
        found.credential = digest
    return found


def _check(
    questionnaire: Questionnaire, questions: list[Question], answers: Mapping[str, Any], *, complete: bool
) -> Checked:
    around = surroundings_of(questionnaire, {question.kind for question in questions})
    checked = check_answers([question.words() for question in questions], answers, around, complete=complete)
    if checked.faults:
        raise FaultyAnswers(checked.faults)
    if complete and not checked.answers:
        raise Refused("participation.answers.none", "Bitte mindestens eine Frage beantworten und dann absenden.")
    return checked


def _write_answers(response: Response, questions: list[Question], checked: Checked) -> None:
    Answer.objects.filter(response=response).delete()
    Answer.objects.bulk_create(
        Answer(response=response, question=question, value=checked.answers[question.key])
        for question in questions
        if question.key in checked.answers
    )
