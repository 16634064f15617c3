"""Questions from the audience: ask, support, look at them before the hall does, take up, answer."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.credentials import Voter
from soesmart.events.models import AudienceQuestion, Event, Item, QuestionSupport, Stage
from soesmart.events.rules import EventState, ItemKind
from soesmart.events.services.stage import set_stage
from soesmart.participation.rules import Visibility
from soesmart.participation.services.once import foreign_nonce_refused

LONGEST_QUESTION = 300
LONGEST_ANSWER = 3000
MOST_QUESTIONS = 5
SHOWN_TO_MODERATORS = (Visibility.VISIBLE, Visibility.HELD, Visibility.REMOVED)


@foreign_nonce_refused()
@transaction.atomic
def ask_question(*, item: Item, voter: Voter, text: str, nonce: uuid.UUID, at: datetime) -> AudienceQuestion:
    """Ask from hall or stream. Sent twice (same nonce) it is stored once; held where the item is moderated.

    Refused when no questions are taken now, the text is empty or too long, or this credential asked five already.
    """
    tidy = " ".join(text.replace("\0", "").split())
    event = _locked(item)
    sent = AudienceQuestion.objects.filter(nonce=nonce, item=item, credential=voter.digest).first()
    if sent is not None:
        return sent
    _check_may_ask(event, item, voter, tidy, at)
    last = AudienceQuestion.objects.filter(item__event=event).aggregate(last=Max("number"))["last"]
    question = AudienceQuestion.objects.create(
        item=item,
        number=(last or 0) + 1,
        text=tidy,
        channel=voter.channel,
        credential=voter.digest,
        visibility=Visibility.HELD if item.moderated else Visibility.VISIBLE,
        asked_at=at,
        nonce=nonce,
    )
    audit("guest", "events.question.asked", question, town=event.municipality.slug, at=at, held=item.moderated)
    return question


def _locked(item: Item) -> Event:
    """The event, held until the number is given out."""
    return Event.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=item.event_id)


def _check_may_ask(event: Event, item: Item, voter: Voter, text: str, at: datetime) -> None:
    if item.kind != ItemKind.QUESTIONS or voter.event != event.pk:
        raise Refused("events.question.not_here", "Hier werden keine Fragen gesammelt.")
    if not are_questions_taken(event, item, at):
        raise Refused(
            "events.question.closed",
            "Fragen werden gesammelt, sobald die Türen öffnen, und bis zum Ende der Veranstaltung.",
        )
    if not text:
        raise Refused("events.question.empty", "Bitte schreiben Sie eine Frage.", "text")
    if len(text) > LONGEST_QUESTION:
        words = f"Die Frage hat {len(text)} Zeichen. Bitte kürzen Sie sie auf {LONGEST_QUESTION}."
        raise Refused("events.question.long", words, "text")
    if AudienceQuestion.objects.filter(item=item, credential=voter.digest).count() >= MOST_QUESTIONS:
        raise Refused(
            "events.question.many",
            f"Sie haben schon {MOST_QUESTIONS} Fragen gestellt. Andere sollen auch zu Wort kommen:"
            " Sie können deren Fragen unterstützen.",
            "text",
        )


def are_questions_taken(event: Event, item: Item, at: datetime) -> bool:
    """From the doors to the end, and as long as the stage still shows them. One query when it is past the end."""
    if event.state != EventState.PUBLISHED or at < event.doors_at:
        return False
    return at < event.ends_at or Stage.objects.filter(event=event, item=item).exists()


@transaction.atomic
def support_question(*, question: AudienceQuestion, voter: Voter, at: datetime) -> int:
    """Want it answered; once per credential. Says how many want it."""
    event = question.item.event
    if question.visibility != Visibility.VISIBLE or voter.event != event.pk:
        raise Refused("events.question.gone", "Diese Frage steht nicht mehr zur Wahl. Bitte laden Sie die Seite neu.")
    if not are_questions_taken(event, question.item, at):
        raise Refused("events.question.over", "Die Veranstaltung ist vorbei. Die Fragen stehen beim Ergebnis.")
    _, is_new = QuestionSupport.objects.get_or_create(question=question, credential=voter.digest)
    return _counted(question, 1 if is_new else 0)


@transaction.atomic
def withdraw_support(*, question: AudienceQuestion, voter: Voter, at: datetime) -> int:
    """Take it back; nothing happens where there was none. Says how many want it still."""
    if not are_questions_taken(question.item.event, question.item, at):
        raise Refused("events.question.over", "Die Veranstaltung ist vorbei. Die Fragen stehen beim Ergebnis.")
    gone, _ = QuestionSupport.objects.filter(question=question, credential=voter.digest).delete()
    return _counted(question, -gone)


def _counted(question: AudienceQuestion, more: int) -> int:
    if more:
        AudienceQuestion.objects.filter(pk=question.pk).update(support=F("support") + more)
    question.refresh_from_db(fields=["support"])
    return question.support


@transaction.atomic
def moderate_question(
    *, question: AudienceQuestion, visibility: Visibility, by: object, at: datetime, reason: str = ""
) -> None:
    """Show, hold or remove. reason: why it was removed, for staff only; needed for that."""
    if visibility not in SHOWN_TO_MODERATORS:
        raise ValueError(f"no visibility of a question: {visibility}")
    tidy = " ".join(reason.split())
    if visibility == Visibility.REMOVED and not tidy:
        raise Refused("events.question.reason", "Bitte sagen Sie kurz, warum die Frage entfernt wird.", "reason")
    kept = tidy[:200] if visibility == Visibility.REMOVED else ""
    AudienceQuestion.objects.filter(pk=question.pk).update(visibility=visibility, removed_because=kept)
    _shown_anew(question)
    town = question.item.event.municipality.slug
    audit(by, "events.question.moderated", question, town=town, at=at, visibility=visibility)


@transaction.atomic
def take_question(*, question: AudienceQuestion, by: object, at: datetime) -> None:
    """It is taken up on the stage now. Conflict when it is not visible or was taken up before."""
    rows = AudienceQuestion.objects.filter(pk=question.pk, visibility=Visibility.VISIBLE, taken_at=None)
    if not rows.update(taken_at=at):
        raise Conflict("events.question.taken", "Diese Frage ist schon aufgerufen oder nicht mehr sichtbar.")
    _shown_anew(question)
    audit(by, "events.question.taken", question, town=question.item.event.municipality.slug, at=at)


@transaction.atomic
def answer_question(*, question: AudienceQuestion, answer: str, by: object, at: datetime) -> None:
    """Write down what was answered, on the evening or after it; said again it replaces what stood there."""
    text = answer.strip()
    if len(text) > LONGEST_ANSWER:
        words = f"Die Antwort hat {len(text)} Zeichen. Bitte kürzen Sie sie auf {LONGEST_ANSWER}."
        raise Refused("events.question.long_answer", words, "answer")
    AudienceQuestion.objects.filter(pk=question.pk).update(answer=text)
    _shown_anew(question)
    audit(by, "events.question.answered", question, town=question.item.event.municipality.slug, at=at)


def _shown_anew(question: AudienceQuestion) -> None:
    """Phones and projector show the list as it was at the last version of the stage: move it on."""
    event = question.item.event
    if Stage.objects.filter(event=event, item=question.item_id).exists():
        set_stage(event=event)
