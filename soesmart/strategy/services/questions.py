"""What residents ask about a goal, and what the town answers. Public once answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.outbox import queue_mail
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal, GoalQuestion
from soesmart.strategy.queries.questions import counting_value, with_titles
from soesmart.strategy.rules import QuestionState
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_row

LONGEST_QUESTION = 1000

ANSWERED_MAIL = """Guten Tag,

zur Frage nach dem Ziel „{goal}“ steht jetzt eine Antwort der Stadt auf der Seite:

    {question}

{link}

Diese Nachricht kommt von soesmart {town}.
"""


def ask_question(
    *,
    municipality: Municipality,
    goal: Goal,
    text: str,
    nonce: UUID,
    at: datetime,
    person: Person | None = None,
    invented: bool = False,
) -> GoalQuestion:
    """Ask about a goal and the value that counts now. Sent twice (same nonce) it is one question.

    person: who asked, if she is signed in; she gets a mail with the answer. Three queries and the audit entry.
    """
    words = checks.plain(text, name="Die Frage", field="text", longest=LONGEST_QUESTION)
    if not words:
        raise Refused("strategy.question.empty", "Bitte eine Frage schreiben.", "text")
    try:
        return _ask(municipality, goal, words, nonce, at, person, invented)
    except IntegrityError as error:
        if "nonce" not in str(error):
            raise
        if sent := GoalQuestion.objects.filter(nonce=nonce, goal=goal).first():
            return sent  # of two clicks at once the second
        raise Refused(
            "strategy.question.foreign",
            "Dieses Formular wurde schon für etwas anderes verwendet. Bitte die Seite neu laden und noch einmal senden."
            " Was im Feld steht, vorher kopieren.",
        ) from error


@transaction.atomic
def _ask(
    town: Municipality, goal: Goal, words: str, nonce: UUID, at: datetime, person: Person | None, invented: bool
) -> GoalQuestion:
    if sent := GoalQuestion.objects.filter(nonce=nonce, goal=goal).first():
        return sent
    made = GoalQuestion.objects.create(
        municipality=town,
        goal=goal,
        value=counting_value(goal),
        text=words,
        nonce=nonce,
        asked_by=person,
        asked_at=at,
        invented=invented,
    )
    audit(person or "guest", "strategy.question.asked", made, town=town.slug, at=at, code=goal.code)
    return made


@transaction.atomic
def answer_question(
    *, actor: object, question: GoalQuestion, answer: str, at: datetime, link: str = "", revision: int | None = None
) -> GoalQuestion:
    """Answer a question, or put the answer right: from now on both are public.

    link: address of the page with the answer; whoever asked with an account gets it by mail, once. revision: as the
    officer read it, else Conflict.
    """
    row = _locked(question)
    words = checks.plain(answer, name="Die Antwort", field="answer")
    if not words:
        raise Refused("strategy.answer.empty", "Bitte eine Antwort schreiben.", "answer")
    is_same = row.answer == words and row.state == QuestionState.ANSWERED
    columns: dict[str, Any] = {"answer": words, "state": QuestionState.ANSWERED.value}
    if not is_same:
        columns |= {"answered_at": at, "answered_by": actor if isinstance(actor, Person) else None}
    if change_row(row, revision, columns):
        audit(actor, "strategy.question.answered", row, town=row.municipality.slug, at=at, code=row.goal.code)
        _tell(row, link, at)
    return row


@transaction.atomic
def hide_question(*, actor: object, question: GoalQuestion, at: datetime, revision: int | None = None) -> GoalQuestion:
    """Take a question off the page and the list, with its answer. `show_question` takes that back."""
    row = _locked(question)
    if change_row(row, revision, {"state": QuestionState.HIDDEN.value}):
        audit(actor, "strategy.question.hidden", row, town=row.municipality.slug, at=at, code=row.goal.code)
    return row


@transaction.atomic
def show_question(*, actor: object, question: GoalQuestion, at: datetime, revision: int | None = None) -> GoalQuestion:
    """Put a hidden question back where it was: public with its answer, or waiting for one."""
    row = _locked(question)
    if row.state != QuestionState.HIDDEN:
        return row
    back = QuestionState.ANSWERED if row.answer else QuestionState.WAITING
    if change_row(row, revision, {"state": back.value}):
        audit(actor, "strategy.question.shown", row, town=row.municipality.slug, at=at, code=row.goal.code)
    return row


def _locked(question: GoalQuestion) -> GoalQuestion:
    rows = with_titles().select_for_update(of=("self",)).select_related("municipality", "goal", "asked_by")
    row: GoalQuestion | None = rows.filter(pk=question.pk).first()
    if row is None:
        raise Conflict("strategy.question.gone", "Diese Frage gibt es nicht mehr.")
    return row


def _tell(row: GoalQuestion, link: str, at: datetime) -> None:
    """One mail for each question, however often its answer is put right."""
    if row.asked_by is None or not row.asked_by.is_active or not link:
        return
    name = vars(row)["title"] or row.goal.code
    quoted = "\n".join(f"    {line}" for line in row.text.splitlines()).strip()
    queue_mail(
        key=f"strategy.question.answered:{row.pk}",
        to=row.asked_by.email,
        subject=f"Antwort auf die Frage zum Ziel {name}",
        text=ANSWERED_MAIL.format(goal=name, question=quoted, link=link, town=row.municipality.name),
        at=at,
        town=row.municipality.slug,
    )
