"""The rows of comments that a reader gets to see, in queries that are built once per process."""

from functools import lru_cache, partial
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet, UUIDField, Window
from django.db.models.functions import RowNumber

from soesmart.core.prepared import Blank, prepared
from soesmart.participation.access import Actor
from soesmart.participation.models import Comment, Idea
from soesmart.participation.queries.authors import with_names
from soesmart.participation.rules import Visibility

THREADS, REPLIES, ON_ITS_OWN = 20, 10, 100
_NOBODY = UUID(int=0)


def seen_by(idea: Idea, actor: Actor) -> dict[str, Any]:
    """What all queries of this file want to know: whose comments, and who reads them."""
    return {"idea": idea.pk, "reader": actor.person.pk if actor.person else _NOBODY}


def _number(name: str) -> Blank:
    return Blank(name, BigIntegerField())


def _shown(is_staff: bool) -> "QuerySet[Comment]":
    """What leaves at least a line: visible and removed ones, withdrawn ones that others replied to, one's own held.

    `case_reason`: why one was removed, all that is told of a case.
    """
    is_shown = Q(visibility__in=(Visibility.VISIBLE, Visibility.REMOVED))
    answers = Comment.objects.filter(parent=OuterRef("pk"), visibility=Visibility.VISIBLE)
    is_shown |= Q(Exists(answers), visibility=Visibility.WITHDRAWN)
    is_shown |= Q(visibility=Visibility.HELD) & (Q() if is_staff else Q(author=Blank("reader", UUIDField())))
    rows = Comment.objects.filter(is_shown, idea=_number("idea")).annotate(case_reason=F("case__reason"))
    return with_names(rows).order_by()


def _with_key(is_staff: bool) -> "QuerySet[Comment]":
    return _shown(is_staff).filter(key=Blank("key", UUIDField()))


def _with_pk(is_staff: bool) -> "QuerySet[Comment]":
    return _shown(is_staff).filter(pk=_number("pk"))


def _latest(is_staff: bool) -> "QuerySet[Comment]":
    """The latest replies to each of the comments `above0`, `above1` and so on; `whole`: how many there are."""
    place = Window(RowNumber(), partition_by=F("parent"), order_by=(F("written_at").desc(), F("pk").desc()))
    below = _shown(is_staff).filter(parent__pk__in=[_number(f"above{place}") for place in range(THREADS)])
    whole = Window(Count("pk"), partition_by=F("parent"))
    return below.annotate(place=place, whole=whole).filter(place__lte=REPLIES).order_by("written_at", "pk")


# By whether the reader works for the town.
by_key = {is_staff: prepared(partial(_with_key, is_staff)) for is_staff in (True, False)}
by_pk = {is_staff: prepared(partial(_with_pk, is_staff)) for is_staff in (True, False)}
latest_replies = {is_staff: prepared(partial(_latest, is_staff)) for is_staff in (True, False)}


@lru_cache(maxsize=100)
def threads_from(start: int, is_staff: bool) -> "prepared[Comment]":
    """The first comments of a page of threads, newest first, and one more if there are more."""

    @prepared
    def threads() -> "QuerySet[Comment]":
        rows = _shown(is_staff).filter(parent=None).order_by("-written_at", "-pk")
        return rows[start : start + THREADS + 1]

    return threads


@lru_cache(maxsize=100)
def replies_from(start: int, is_staff: bool) -> "prepared[Comment]":
    """The replies of a thread on a page of its own, oldest first, and one more if there are more."""

    @prepared
    def replies() -> "QuerySet[Comment]":
        rows = _shown(is_staff).filter(parent=_number("parent")).order_by("written_at", "pk")
        return rows[start : start + ON_ITS_OWN + 1]

    return replies
