"""Who learns of the steps of an idea: derived from what people did, not stored a second time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, F, IntegerField, OuterRef, Q, Subquery, UUIDField, Value, When
from django.db.models.functions import Coalesce

from soesmart.accounts.models import Person
from soesmart.participation.models import AccessCode, Campaign, Comment, Follow, Idea, Opinion, QuietPerson, Voice
from soesmart.participation.rules import FormatState, Visibility

YEAR = timedelta(days=365)


class Reason(IntEnum):
    """Why somebody hears of an idea; the last two why she does not."""

    AUTHOR = 1
    SUPPORTER = 2
    OPPOSER = 3
    COMMENTER = 4
    FOLLOWER = 5
    ADDRESS = 6
    CARD = 7
    LEFT = 8
    QUIET = 9


@dataclass(frozen=True)
class Audience:
    """How many will be told, by why; who is there for several reasons counts in each, but once in `mails`.

    cards: codes of letters by which somebody judged the idea; she reads the steps on a page, nothing is sent.
    """

    authors: int
    supporters: int
    opposers: int
    commenters: int
    followers: int
    cards: int
    mails: int


def audience_of(idea: Idea) -> Audience:
    """The numbers that the office sees before it takes a step. One query."""
    found = _found(idea)
    size = {reason: len(found[reason]) for reason in Reason}
    return Audience(
        authors=size[Reason.AUTHOR],
        supporters=size[Reason.SUPPORTER],
        opposers=size[Reason.OPPOSER],
        commenters=size[Reason.COMMENTER],
        followers=size[Reason.FOLLOWER] + size[Reason.ADDRESS],
        cards=size[Reason.CARD],
        mails=len(_told(found)) + size[Reason.ADDRESS],
    )


def people_to_tell(idea: Idea) -> list[UUID]:
    """The accounts that hear of a step of the idea, in a fixed order. One query."""
    return sorted(_told(_found(idea)))


def addresses_to_tell(idea: Idea) -> list[Follow]:
    """The confirmed addresses without account, each once. One query."""
    rows = Follow.objects.filter(idea__in=_family(idea), person=None, confirmed_at__isnull=False).order_by("pk")
    return list({row.email: row for row in rows}.values())


def is_told(person: Person, idea: Idea) -> bool:
    """Whether the person would hear of the next step of the idea. One query."""
    return bool(_told(_found(idea, person)))


def _told(found: dict[Reason, set[Any]]) -> set[UUID]:
    wanted = found[Reason.FOLLOWER]
    by_deed = found[Reason.AUTHOR] | found[Reason.SUPPORTER] | found[Reason.OPPOSER] | found[Reason.COMMENTER]
    told: set[UUID] = (by_deed - found[Reason.LEFT]) | wanted
    return told - found[Reason.QUIET]


def _family(idea: Idea) -> Any:
    """The idea and those that were merged into it: their people hear of it too."""
    return Idea.objects.filter(Q(pk=idea.pk) | Q(merged_into=idea)).order_by().values("pk")


def _found(idea: Idea, person: Person | None = None) -> dict[Reason, set[Any]]:
    """Persons by reason (addresses and codes by themselves), of everybody or of one person. One query."""
    ideas = _family(idea)
    direction = Case(When(value__gt=0, then=Value(Reason.SUPPORTER.value)), default=Value(Reason.OPPOSER.value))
    wish = Case(When(wants=True, then=Value(Reason.FOLLOWER.value)), default=Value(Reason.LEFT.value))
    parts: list[tuple[Any, Any, str]] = [
        (Opinion.objects.filter(idea__in=ideas).exclude(value=0), direction, "voice__person"),
        (Idea.objects.filter(pk__in=ideas), Value(Reason.AUTHOR.value), "author"),
        (
            Comment.objects.filter(idea__in=ideas, visibility=Visibility.VISIBLE),
            Value(Reason.COMMENTER.value),
            "author",
        ),
        (Follow.objects.filter(idea__in=ideas), wish, "person"),
        (QuietPerson.objects.all(), Value(Reason.QUIET.value), "person"),
    ]
    rows = [
        _row(part.filter(**({path: person} if person else {f"{path}__isnull": False})), reason, F(path), Value(""))
        for part, reason, path in parts
    ]
    if person is None:
        nobody = Value(None, output_field=UUIDField(null=True))
        addresses = Follow.objects.filter(idea__in=ideas, person=None, confirmed_at__isnull=False)
        codes = AccessCode.objects.filter(voice__opinion_rows__idea__in=ideas)
        rows.append(_row(addresses, Value(Reason.ADDRESS.value), nobody, F("email")))
        rows.append(_row(codes, Value(Reason.CARD.value), nobody, F("digest")))
    found: dict[Reason, set[Any]] = defaultdict(set)
    for reason, pk, name in rows[0].union(*rows[1:]):
        found[Reason(reason)].add(pk or name)
    return found


def _row(rows: Any, reason: Any, person: Any, name: Any) -> Any:
    """Reason, person and name of each row, in columns that all parts of the union share."""
    named = rows.order_by().annotate(
        _reason=Case(When(pk__isnull=False, then=reason), output_field=IntegerField()),
        _person=person,
        _name=Coalesce(name, Value(""), output_field=CharField()),
    )
    return named.values_list("_reason", "_person", "_name")


def voices_of_the_year(at: datetime) -> int:
    """How many voices were first heard within a year before `at`, over all campaigns. One query.

    A campaign that opened within the year counts by its counter; only one that lies across its beginning is counted.
    """
    since = at - YEAR
    heard = Voice.objects.filter(campaign=OuterRef("pk"), first_at__gte=since).order_by().values("campaign")
    counted = Coalesce(Subquery(heard.annotate(number=Count("pk")).values("number")), Value(0))
    recent = Campaign.objects.exclude(state=FormatState.DRAFT).filter(closes_at__gte=since)
    rows = recent.annotate(
        number=Case(When(opens_at__gte=since, then=F("voices")), When(~Q(voices=0), then=counted), default=Value(0))
    )
    return sum(rows.values_list("number", flat=True))
