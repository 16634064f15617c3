"""Anybody may say that a text breaks the rules, and an author may object to a removal."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.credentials import Credential, credential_digest
from soesmart.participation.models import Case, Comment, Idea, Report
from soesmart.participation.queries.case_texts import text_of
from soesmart.participation.rules import Visibility
from soesmart.participation.rules.moderation import (
    LONGEST_STATEMENT,
    OBJECTION_TIME,
    REPORTS_TO_HOLD,
    Removal,
)
from soesmart.participation.services.moderated_texts import make


@dataclass(frozen=True)
class Reported:
    """is_new: whether this person had not reported the text before."""

    case: Case
    is_new: bool


@transaction.atomic
def report_text(
    *, text: Idea | Comment, credential: Credential, reason: Removal, words: str = "", at: datetime
) -> Reported:
    """Open a case for a visible text, or add to it; the second report of one person changes nothing.

    A report hides nothing. Three people together hold a text until somebody looks, unless the town has looked before
    or wrote it itself. After a decision to keep, three further reports put it before the moderation again.
    """
    if len(words) > 500:
        raise Refused("participation.report.long", "Bitte höchstens 500 Zeichen schreiben.", "text")
    campaign = text.campaign if isinstance(text, Idea) else text.idea.campaign
    if text.visibility != Visibility.VISIBLE:
        raise Refused(
            "participation.report.gone", "Dieser Text ist nicht mehr zu sehen, er muss nicht gemeldet werden."
        )
    key = {"idea": text} if isinstance(text, Idea) else {"comment": text}
    case = Case.objects.get_or_create(**key, defaults={"campaign": campaign, "held": False, "opened_at": at})[0]
    case = Case.objects.select_for_update(of=("self",)).select_related("idea", "comment__idea").get(pk=case.pk)
    _, is_new = Report.objects.get_or_create(
        case=case,
        credential=credential_digest(campaign, credential),
        defaults={"reason": reason, "text": words.strip(), "at": at},
    )
    if not is_new:
        return Reported(case, is_new=False)
    Case.objects.filter(pk=case.pk).update(reports_count=F("reports_count") + 1)
    case.reports_count += 1
    _weigh(case, at)
    town = campaign.municipality.slug
    audit(credential.person or "guest", "participation.case.reported", case, town=town, at=at, reason=str(reason))
    return Reported(case, is_new=True)


def _weigh(case: Case, at: datetime) -> None:
    text = text_of(case)
    is_ours = isinstance(text, Comment) and text.is_official
    if case.state == Case.State.OPEN and not case.held and case.decided_at is None and not is_ours:
        if case.reports_count >= REPORTS_TO_HOLD:
            case.held = True
            case.save(update_fields=["held"])
            make(text, Visibility.HELD)
    elif case.state == Case.State.KEPT and case.decided_at:
        since = max(case.decided_at, case.objection_decided_at or case.decided_at)
        if Report.objects.filter(case=case, at__gt=since).count() >= REPORTS_TO_HOLD:
            reopen(case, at)


def reopen(case: Case, at: datetime) -> None:
    """Put a decided case before the moderation again; what was objected before is settled."""
    case.state, case.opened_at = Case.State.OPEN, at
    case.objection, case.answer, case.objected_at = "", "", None
    case.objection_decided_at, case.objection_decided_by = None, None
    case.save()


@transaction.atomic
def object_to_removal(*, case: Case, words: str, at: datetime) -> Case:
    """Ask for a second look, once and within thirty days; the text stays away until then."""
    case = Case.objects.select_for_update(of=("self",)).select_related("campaign__municipality").get(pk=case.pk)
    words = words.strip()
    if case.objected_at is not None:
        raise Refused("participation.objection.again", "Ein Widerspruch ist schon da. Er wird gelesen und beantwortet.")
    if case.state != Case.State.REMOVED or case.decided_at is None:
        raise Refused(
            "participation.objection.none", "Dieser Text ist nicht entfernt, ein Widerspruch ist nicht nötig."
        )
    if at >= case.decided_at + OBJECTION_TIME:
        raise Refused("participation.objection.late", f"Widerspruch war {OBJECTION_TIME.days} Tage lang möglich.")
    if not words:
        raise Refused(
            "participation.objection.empty", "Bitte in einem Satz sagen, warum der Text bleiben soll.", "text"
        )
    if len(words) > LONGEST_STATEMENT:
        raise Refused(
            "participation.objection.long",
            f"Der Widerspruch hat {len(words)} Zeichen, höchstens {LONGEST_STATEMENT} sind möglich.",
            "text",
        )
    case.state, case.objection, case.objected_at = Case.State.OBJECTED, words, at
    case.save(update_fields=["state", "objection", "objected_at"])
    audit("guest", "participation.case.objected", case, town=case.campaign.municipality.slug, at=at)
    return case
