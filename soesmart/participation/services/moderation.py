"""Decide on a held or reported text, take the decision back, and decide on an objection.

Who may is the view's question (`access.may_moderate`); that nobody decides twice, or upon her own words, is answered
here.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.models import OutboxMessage
from soesmart.core.refusals import Conflict, Forbidden, Refused
from soesmart.participation.models import Case
from soesmart.participation.queries.case_texts import stamp_of, text_of
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.moderation import GRANTED, LONGEST_STATEMENT, UNDO_TIME, UPHELD, Removal
from soesmart.participation.services.learning import learn
from soesmart.participation.services.moderated_texts import count_removal, make
from soesmart.participation.services.moderation_letters import letter_key, write_to_author

OWN = "Über eigene Texte entscheidet jemand anderes. Bitte den Fall liegen lassen."
CHANGED = "Diesen Fall hat gerade jemand anderes entschieden. Gezählt wurde nur die erste Entscheidung."


@dataclass(frozen=True)
class Decider:
    """Who decides, where (address of the town, for the letter), and upon which state of the text (`stamp_of`)."""

    person: Person
    home: str = ""
    seen: str | None = None


@transaction.atomic
def keep_text(*, case: Case, by: Decider, at: datetime) -> Case:
    """The text is all right: it is visible, and the score learns that. `Conflict` when somebody was faster."""
    case = _open(case, Case.State.OPEN, by)
    was_held = case.held
    _decide(case, Case.State.KEPT, by, at, reason="", statement="")
    make(text_of(case), Visibility.VISIBLE)
    learn(case)
    if was_held:  # who was only reported never knew of it
        write_to_author(case, home=by.home, at=at)
    _note(case, by.person, "kept", at)
    return case


@transaction.atomic
def remove_text(*, case: Case, by: Decider, reason: Removal, statement: str = "", at: datetime) -> Case:
    """Take a text away and tell its author why; without a `statement` the usual one of the reason is sent."""
    words = _checked(statement) or reason.rule.statement
    case = _open(case, Case.State.OPEN, by)
    _decide(case, Case.State.REMOVED, by, at, reason=reason, statement=words)
    make(text_of(case), Visibility.REMOVED)
    count_removal(case, 1)
    learn(case)
    write_to_author(case, home=by.home, at=at)
    _note(case, by.person, "removed", at, reason=str(reason))
    return case


@transaction.atomic
def answer_objection(
    *, case: Case, by: Decider, is_granted: bool, answer: str = "", others: bool, at: datetime
) -> Case:
    """Look at a removal once more. `others`: whether anybody else could; then the first decider may not."""
    words = _checked(answer) or (GRANTED if is_granted else UPHELD)
    case = _open(case, Case.State.OBJECTED, by)
    if others and case.decided_by_id == by.person.pk:
        raise Forbidden(
            "participation.case.own",
            "Über einen Widerspruch entscheidet jemand anderes als beim ersten Mal. Bitte den Fall liegen lassen.",
        )
    case.state = Case.State.KEPT if is_granted else Case.State.REMOVED
    case.answer, case.objection_decided_at, case.objection_decided_by = words, at, by.person
    case.save(update_fields=["state", "answer", "objection_decided_at", "objection_decided_by"])
    if is_granted:
        make(text_of(case), Visibility.VISIBLE)
        count_removal(case, -1)
        _learn_anew(case, Case.State.REMOVED, Case.State.KEPT)
    write_to_author(case, home=by.home, at=at)
    _note(case, by.person, "objection.granted" if is_granted else "objection.refused", at)
    return case


@transaction.atomic
def undo_decision(*, case: Case, by: Person, at: datetime) -> Case:
    """Take one's own last decision back while its letter has not left: text, counters and learned words as before."""
    case = _locked(case)
    is_second = case.objection_decided_at is not None
    moment = case.objection_decided_at or case.decided_at
    person = case.objection_decided_by_id if is_second else case.decided_by_id
    if case.state not in (Case.State.KEPT, Case.State.REMOVED) or person != by.pk or moment is None:
        raise Conflict("participation.case.undone", "Diese Entscheidung lässt sich nicht mehr zurücknehmen.")
    if at >= moment + UNDO_TIME:
        raise Refused(
            "participation.case.late",
            "Zurücknehmen geht zwei Minuten lang, danach ist die Nachricht unterwegs. Der Widerspruch bleibt.",
        )
    if text_of(case).visibility not in (Visibility.VISIBLE, Visibility.REMOVED):
        raise Conflict("participation.case.withdrawn", "Der Text wurde inzwischen zurückgezogen.")
    _take_letter_back(case)
    if is_second:
        _undo_answer(case)
    else:
        _undo_first(case)
    _note(case, by, "undone", at)
    return case


def _undo_first(case: Case) -> None:
    learn(case, times=-1)
    if case.state == Case.State.REMOVED:
        count_removal(case, -1)
    make(text_of(case), Visibility.HELD if case.held_before else Visibility.VISIBLE)
    case.state, case.held, case.held_before = Case.State.OPEN, case.held_before, False
    case.decided_at, case.decided_by, case.reason, case.statement = None, None, "", ""
    case.save()


def _undo_answer(case: Case) -> None:
    if case.state == Case.State.KEPT:
        _learn_anew(case, Case.State.KEPT, Case.State.REMOVED)
        count_removal(case, 1)
        make(text_of(case), Visibility.REMOVED)
    case.state, case.answer = Case.State.OBJECTED, ""
    case.objection_decided_at, case.objection_decided_by = None, None
    case.save()


def _learn_anew(case: Case, before: Case.State, after: Case.State) -> None:
    case.state = before
    learn(case, times=-1)
    case.state = after
    learn(case)


def _take_letter_back(case: Case) -> None:
    letters = OutboxMessage.objects.filter(key=letter_key(case))
    waiting = letters.filter(state=OutboxMessage.State.WAITING, attempts=0)
    if not waiting.delete()[0] and letters.exists():
        raise Refused("participation.case.late", "Die Nachricht an die Person ist schon unterwegs.")


def _locked(case: Case) -> Case:
    rows = Case.objects.select_for_update(of=("self",)).select_related(
        "campaign__municipality", "idea__author", "idea__campaign", "comment__author", "comment__idea"
    )
    return rows.get(pk=case.pk)


def _open(case: Case, state: Case.State, by: Decider) -> Case:
    """The case, locked, if it still waits for this kind of decision upon this state of the text."""
    case = _locked(case)
    text = text_of(case)
    if case.state != state:
        raise Conflict("participation.case.decided", CHANGED)
    if text.author_id == by.person.pk:
        raise Forbidden("participation.case.author", OWN)
    if text.visibility in (Visibility.WITHDRAWN, Visibility.MERGED):
        raise Conflict("participation.case.withdrawn", "Der Text wurde inzwischen zurückgezogen oder zusammengelegt.")
    if by.seen is not None and by.seen != stamp_of(text):
        raise Conflict("participation.case.edited", "Der Text wurde inzwischen geändert. Bitte die neue Fassung lesen.")
    return case


def _decide(case: Case, state: Case.State, by: Decider, at: datetime, *, reason: str, statement: str) -> None:
    case.held_before, case.held = case.held, False
    case.state, case.decided_at, case.decided_by = state, at, by.person
    case.reason, case.statement = reason, statement
    case.save(update_fields=["held", "held_before", "state", "decided_at", "decided_by", "reason", "statement"])


def _checked(typed: str) -> str:
    words = typed.strip()
    if len(words) > LONGEST_STATEMENT:
        raise Refused(
            "participation.case.statement",
            f"Die Begründung hat {len(words)} Zeichen, höchstens {LONGEST_STATEMENT} sind möglich.",
            "statement",
        )
    return words


def _note(case: Case, actor: Person, what: str, at: datetime, **facts: str) -> None:
    town = case.campaign.municipality.slug
    audit(actor, f"participation.case.{what}", case, town=town, at=at, score=case.score, **facts)
