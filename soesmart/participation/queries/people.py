"""Who learns of the steps of an idea: derived from what people did, not stored a second time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from soesmart.accounts.models import Person
from soesmart.participation.models import AccessCode, Campaign, Comment, Follow, Idea, Opinion, QuietPerson, Voice
from soesmart.participation.rules import FormatState, Visibility

YEAR = timedelta(days=365)


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


@dataclass(frozen=True)
class _Reasons:
    authors: set[UUID]
    supporters: set[UUID]
    opposers: set[UUID]
    commenters: set[UUID]
    followers: set[UUID]
    unwilling: set[UUID]

    @property
    def told(self) -> set[UUID]:
        everyone = self.authors | self.supporters | self.opposers | self.commenters | self.followers
        return everyone - self.unwilling


def audience_of(idea: Idea) -> Audience:
    """The numbers that the office sees before it takes a step. Eight queries at most, whatever the number of people."""
    family = _family(idea)
    reasons = _reasons(idea, family)
    addresses = Follow.objects.filter(idea__in=family, person=None, confirmed_at__isnull=False)
    emails = addresses.values("email").distinct().count()
    cards = AccessCode.objects.filter(voice__opinion_rows__idea__in=family).values("pk").distinct().count()
    return Audience(
        authors=len(reasons.authors),
        supporters=len(reasons.supporters),
        opposers=len(reasons.opposers),
        commenters=len(reasons.commenters),
        followers=len(reasons.followers) + emails,
        cards=cards,
        mails=len(reasons.told) + emails,
    )


def people_to_tell(idea: Idea) -> list[UUID]:
    """The accounts that hear of a step of the idea, in a fixed order. Seven queries at most."""
    told = _reasons(idea, _family(idea)).told
    return sorted(told)


def addresses_to_tell(idea: Idea) -> list[Follow]:
    """The confirmed addresses without account, each once. Two queries."""
    rows = Follow.objects.filter(idea__in=_family(idea), person=None, confirmed_at__isnull=False).order_by("pk")
    return list({row.email: row for row in rows}.values())


def _family(idea: Idea) -> list[int]:
    """The idea and those that were merged into it: their people hear of it too."""
    return [idea.pk, *Idea.objects.filter(merged_into=idea).values_list("pk", flat=True)]


def _reasons(idea: Idea, family: Iterable[int]) -> _Reasons:
    ideas = list(family)
    judged: dict[bool, set[UUID]] = {True: set(), False: set()}
    opinions = Opinion.objects.filter(idea__in=ideas, voice__person__isnull=False).exclude(value=0)
    for person, value in opinions.values_list("voice__person", "value"):
        judged[value > 0].add(person)
    authors = Idea.objects.filter(pk__in=ideas, author__isnull=False).values_list("author", flat=True)
    comments = Comment.objects.filter(idea__in=ideas, author__isnull=False, visibility=Visibility.VISIBLE)
    wishes = Follow.objects.filter(idea__in=ideas, person__isnull=False).values_list("person", "wants")
    wanted: dict[bool, set[UUID]] = {True: set(), False: set()}
    for person, wants in wishes:
        wanted[wants].add(person)
    quiet = QuietPerson.objects.values_list("person", flat=True)
    return _Reasons(
        authors={pk for pk in authors if pk},
        supporters=judged[True],
        opposers=judged[False],
        commenters=set(comments.order_by().values_list("author", flat=True).distinct()) - {None},
        followers=wanted[True],
        unwilling=(wanted[False] - wanted[True]) | set(quiet),
    )


def is_told(person: Person, idea: Idea) -> bool:
    """Whether the person would hear of the next step of the idea."""
    return person.pk in set(people_to_tell(idea))


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
