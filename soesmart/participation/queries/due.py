"""What waits for the office in participation: sentences for its first page."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Min, Value, When
from django.urls import reverse

from soesmart.participation.access import Actor
from soesmart.participation.models import Idea
from soesmart.participation.queries.moderation import open_cases
from soesmart.participation.rules import FormatState, Visibility
from soesmart.participation.rules.promises import promise

OVERDUE, PENDING, MODERATION = 1, 2, 3


def waiting(at: datetime, *, answers: bool, moderator: Actor | None) -> Iterator[tuple[str, str]]:
    """Sentences with the address where it is done; one query, none for who neither answers nor moderates."""
    parts = [_unanswered(at)] if answers else []
    parts += [_texts(moderator, at)] if moderator else []
    if not parts:
        return
    found = {kind: (number, first) for kind, number, first in parts[0].union(*parts[1:])}
    for kind in sorted(found):
        number, first = found[kind]
        if kind == MODERATION:
            yield f"{_many(number, 'Text wartet', 'Texte warten')} auf die Moderation", reverse("moderation")
        elif kind == OVERDUE and (oldest := promise(first, None, at)):
            words = _many(number, "Idee wartet", "Ideen warten")
            since = f"die älteste {oldest.overdue_german}"
            yield f"{words} über die Frist hinaus auf Antwort, {since}", reverse("office_answers")
        else:
            words = _many(number, "Idee wartet", "Ideen warten")
            yield f"{words} auf Antwort, die Frist läuft", reverse("office_answers")


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _unanswered(at: datetime) -> Any:
    ideas = Idea.objects.filter(visibility=Visibility.VISIBLE, answered_at=None, answer_due_at__isnull=False)
    late = Case(When(answer_due_at__lt=at, then=Value(OVERDUE)), default=Value(PENDING))
    return _counted(ideas.exclude(campaign__state=FormatState.DRAFT), late, "answer_due_at")


def _texts(moderator: Actor, at: datetime) -> Any:
    return _counted(open_cases(moderator, at), Value(MODERATION), "opened_at")


def _counted(rows: Any, kind: Any, moment: str) -> Any:
    """Rows of kind, number and first moment."""
    grouped = rows.order_by().annotate(kind_=kind).values("kind_").annotate(number_=Count("pk"), first_=Min(moment))
    return grouped.values_list("kind_", "number_", "first_")
