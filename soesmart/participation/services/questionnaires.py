"""Build a questionnaire, publish it, put it away."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware

from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Refused
from soesmart.participation.models import AccessCode, Campaign, Phase, Question, Questionnaire, Response
from soesmart.participation.queries.windows import fault_of_questionnaire
from soesmart.participation.rules import FormatState, ResultsShown, Who
from soesmart.participation.rules.question_conditions import UnsoundList, sound
from soesmart.participation.rules.questions import QuestionWords, numbers_of
from soesmart.participation.services.days import change
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.region.models import Municipality

SMALLEST_GROUP = 3


@dataclass(frozen=True)
class QuestionnaireWords:
    """What the office says of a questionnaire. minutes: about how long it takes, 0: not said; thanks: what happens
    next; results, who, smallest_group: as on a campaign."""

    title: str
    summary: str = ""
    text: str = ""
    thanks: str = ""
    minutes: int = 0
    who: Who = Who.ANYONE
    campaign: Campaign | None = None
    phase: Phase | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    results: ResultsShown = ResultsShown.ALWAYS
    smallest_group: int = 10
    source: str = ""
    invented: bool = False


@dataclass(frozen=True)
class Gap:
    """What is missing before a questionnaire can be published. where: "words" or "questions"."""

    text: str
    where: str


class UnfitQuestion(Refused):
    """A question that cannot stand. question: its key."""

    def __init__(self, error: UnsoundList, questions: Sequence[QuestionWords]) -> None:
        number = numbers_of(questions)[error.question]
        super().__init__("participation.questions.unsound", f"Frage {number}: {error.text}", error.field)
        self.question = error.question


@foreign_nonce_refused()
@transaction.atomic
def found_questionnaire(
    *,
    actor: object,
    municipality: Municipality,
    key: str,
    words: QuestionnaireWords,
    nonce: uuid.UUID | None = None,
    at: datetime,
) -> Questionnaire:
    """A new draft without questions; sent twice (same nonce) it is made once. Refused when the key is taken or the
    words do not fit together."""
    if nonce and (sent := Questionnaire.objects.filter(nonce=nonce).first()):
        return sent
    if Questionnaire.objects.filter(municipality=municipality, key=key).exists():
        raise Refused("participation.questionnaire.taken", f"Einen Fragebogen {key} gibt es schon.", "key")
    values = _checked(words)
    questionnaire: Questionnaire = Questionnaire.objects.create(
        municipality=municipality, key=key, nonce=nonce, **values
    )
    audit(actor, "participation.questionnaire.founded", questionnaire, town=municipality.slug, at=at, key=key)
    return questionnaire


@transaction.atomic
def edit_questionnaire(
    *, actor: object, questionnaire: Questionnaire, words: QuestionnaireWords, revision: int, at: datetime
) -> Questionnaire:
    """Change the words; `Conflict` when they changed since `revision`. What people relied on when they answered stays:
    who may take part, and the smallest group that is shown."""
    values = _checked(words)
    if questionnaire.is_published() and not (words.opens_at and words.closes_at):
        raise Refused(
            "participation.questionnaire.window", "Ein veröffentlichter Fragebogen hat ein Ende.", "closes_at"
        )
    if is_answered(questionnaire):
        if words.who != questionnaire.who or words.campaign != questionnaire.campaign:
            raise Refused("participation.questionnaire.who", "Es wurde schon geantwortet: Wer darf, bleibt so.", "who")
        if words.smallest_group < questionnaire.smallest_group:
            text = "Es wurde schon geantwortet: Die kleinste gezeigte Gruppe darf nur noch größer werden."
            raise Refused("participation.questionnaire.group", text, "smallest_group")
    change(questionnaire, revision, values)
    town = questionnaire.municipality.slug
    audit(actor, "participation.questionnaire.edited", questionnaire, town=town, at=at, revision=questionnaire.revision)
    return questionnaire


@transaction.atomic
def set_questions(
    *, actor: object, questionnaire: Questionnaire, questions: Sequence[QuestionWords], at: datetime
) -> list[Question]:
    """Write the whole list of questions anew, in this order. Refused when somebody has answered already (a draft
    counts), UnfitQuestion for the first that cannot stand."""
    questionnaire = Questionnaire.objects.select_for_update().select_related("municipality").get(pk=questionnaire.pk)
    if is_answered(questionnaire):
        raise Refused(
            "participation.questions.answered",
            "Es hat schon jemand geantwortet. Fragen lassen sich deshalb nicht mehr ändern, sonst passten Frage und "
            "Antwort nicht zusammen.",
        )
    try:
        tidy = sound(questions)
    except UnsoundList as error:
        raise UnfitQuestion(error, questions) from error
    if questionnaire.is_published() and not tidy:
        raise Refused("participation.questions.none", "Ein veröffentlichter Fragebogen braucht Fragen.")
    Question.objects.filter(questionnaire=questionnaire).delete()
    rows = [_row(questionnaire, number, question) for number, question in enumerate(tidy, 1)]
    Question.objects.bulk_create(rows)
    town = questionnaire.municipality.slug
    audit(actor, "participation.questions.set", questionnaire, town=town, at=at, questions=len(rows))
    return rows


@transaction.atomic
def revise_questions(
    *,
    actor: object,
    questionnaire: Questionnaire,
    revise: Callable[[list[QuestionWords]], list[QuestionWords]],
    at: datetime,
) -> list[Question]:
    """Change the list as it is now: `revise` gets the questions and returns them changed; it may raise a refusal."""
    locked = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    questions = [row.words() for row in Question.objects.filter(questionnaire=locked)]
    return set_questions(actor=actor, questionnaire=locked, questions=revise(questions), at=at)


@transaction.atomic
def publish_questionnaire(*, actor: object, questionnaire: Questionnaire, at: datetime) -> Questionnaire:
    """Let people answer from `opens_at` on. Refused with all that is missing."""
    questionnaire = Questionnaire.objects.select_for_update().select_related("municipality").get(pk=questionnaire.pk)
    if questionnaire.is_published():
        return questionnaire
    if gaps := gaps_of(questionnaire, at):
        raise Refused("participation.questionnaire.unready", " ".join(gap.text for gap in gaps))
    questionnaire.state, questionnaire.published_at = FormatState.PUBLISHED, at
    questionnaire.save(update_fields=["state", "published_at"])
    town = questionnaire.municipality.slug
    audit(actor, "participation.questionnaire.published", questionnaire, town=town, at=at, key=questionnaire.key)
    return questionnaire


@transaction.atomic
def archive_questionnaire(*, actor: object, questionnaire: Questionnaire, at: datetime) -> Questionnaire:
    """Put it away; its results stay public. Refused while people can still answer."""
    questionnaire = Questionnaire.objects.select_for_update().select_related("municipality").get(pk=questionnaire.pk)
    if questionnaire.state == FormatState.ARCHIVED:
        return questionnaire
    if not questionnaire.has_ended(at):
        raise Refused(
            "participation.questionnaire.running",
            "Der Fragebogen läuft noch oder war nie veröffentlicht. Ablegen geht nach seinem Ende.",
        )
    questionnaire.state = FormatState.ARCHIVED
    questionnaire.save(update_fields=["state"])
    town = questionnaire.municipality.slug
    audit(actor, "participation.questionnaire.archived", questionnaire, town=town, at=at, key=questionnaire.key)
    return questionnaire


@transaction.atomic
def drop_questionnaire(*, actor: object, questionnaire: Questionnaire, at: datetime) -> None:
    """Throw a draft away. Refused once it was published."""
    if questionnaire.is_published():
        raise Refused("participation.questionnaire.public", "Was veröffentlicht war, wird abgelegt statt gelöscht.")
    town = questionnaire.municipality.slug
    audit(actor, "participation.questionnaire.dropped", questionnaire, town=town, at=at, key=questionnaire.key)
    questionnaire.delete()


def gaps_of(questionnaire: Questionnaire, at: datetime) -> list[Gap]:
    """What is missing before it can be published, in the order of the work."""
    gaps = []
    if not questionnaire.summary.strip():
        gaps.append(Gap("Es fehlt ein Satz, worum es geht.", "words"))
    if not questionnaire.thanks.strip():
        gaps.append(Gap("Es fehlt, was mit den Antworten geschieht.", "words"))
    if not (questionnaire.opens_at and questionnaire.closes_at):
        gaps.append(Gap("Beginn und Ende fehlen.", "words"))
    elif questionnaire.closes_at <= at:
        gaps.append(Gap("Das Ende liegt schon zurück.", "words"))
    elif fault := fault_of_questionnaire(questionnaire):
        gaps.append(Gap(fault, "words"))
    if not Question.objects.filter(questionnaire=questionnaire).exists():
        gaps.append(Gap("Es gibt noch keine Frage.", "questions"))
    if questionnaire.who == Who.CODE and not AccessCode.objects.filter(campaign=questionnaire.campaign).exists():
        gaps.append(Gap("Für die Beteiligung, deren Codes gelten, gibt es noch keine Codes.", "words"))
    return gaps


def is_answered(questionnaire: Questionnaire) -> bool:
    """Whether anybody has begun to answer. One query."""
    return Response.objects.filter(questionnaire=questionnaire).exists()


def _row(questionnaire: Questionnaire, number: int, question: QuestionWords) -> Question:
    words = vars(replace(question, text=question.text.strip(), section=question.section.strip()))
    return Question(questionnaire=questionnaire, position=number, **words)


def _checked(words: QuestionnaireWords) -> dict[str, Any]:
    if not words.title.strip():
        raise Refused("participation.questionnaire.title", "Bitte dem Fragebogen einen Titel geben.", "title")
    if words.who == Who.CODE and words.campaign is None:
        text = "Codes gehören zu einer Beteiligung. Bitte sagen, welche Codes gelten, oder anders öffnen."
        raise Refused("participation.questionnaire.code", text, "campaign")
    if words.smallest_group < SMALLEST_GROUP:
        text = f"Unter {SMALLEST_GROUP} Personen schützt eine Gruppe niemanden."
        raise Refused("participation.questionnaire.group", text, "smallest_group")
    _check_window(words)
    return vars(words)


def _check_window(words: QuestionnaireWords) -> None:
    if bool(words.opens_at) != bool(words.closes_at):
        raise Refused("participation.questionnaire.window", "Bitte Beginn und Ende angeben oder keines.", "closes_at")
    if not (words.opens_at and words.closes_at):
        return
    if words.closes_at <= words.opens_at:
        raise Refused("participation.questionnaire.window", "Das Ende liegt nicht nach dem Beginn.", "closes_at")
    if words.phase is None:
        return
    first = make_aware(datetime.combine(words.phase.first_day, time.min), BERLIN)
    last = make_aware(datetime.combine(words.phase.last_day + timedelta(days=1), time.min), BERLIN)
    for field, moment in (("opens_at", words.opens_at), ("closes_at", words.closes_at)):
        if not first <= moment <= last:
            text = f"Das liegt nicht im Abschnitt „{words.phase.name}“."
            raise Refused("participation.questionnaire.phase", text, field)
