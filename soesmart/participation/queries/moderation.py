"""The queue of moderation, and what is seen of a case."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Substr

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.participation.access import Actor, is_author
from soesmart.participation.models import Campaign, Case, Comment, Idea, Report, Window
from soesmart.participation.queries.authors import Author, author_of, names_of
from soesmart.participation.queries.case_texts import stamp_of, text_of, words_of
from soesmart.participation.rules import FormatState, Right, Visibility
from soesmart.participation.rules.moderation import UNDO_TIME, Removal

PER_PAGE = 20
MOST_REPORTS = 20
SNIPPET = 90
WAITING = (Case.State.OPEN, Case.State.OBJECTED)
# Withdrawn and merged texts need no decision any more.
THERE = (Visibility.VISIBLE, Visibility.HELD, Visibility.REMOVED)


@dataclass(frozen=True)
class Line:
    """A case in the list."""

    pk: int
    key: uuid.UUID
    held: bool
    is_objection: bool
    kind: str
    title: str
    snippet: str


@dataclass(frozen=True)
class Item:
    """A case with all that is needed to decide it. is_mine: an objection that somebody else should answer.

    is_own: the reader wrote the text herself, so that somebody else decides.
    """

    case: Case
    text: Idea | Comment
    idea: Idea
    words: str
    stamp: str
    author: Author
    reports: Sequence[Report]
    is_mine: bool = False
    is_sole: bool = False
    is_own: bool = False

    @property
    def comment(self) -> Comment | None:
        return self.text if isinstance(self.text, Comment) else None

    @property
    def parent(self) -> Comment | None:
        return self.comment.parent if self.comment else None


@dataclass(frozen=True)
class Queue:
    """lines: of this page; item: the case in focus; before and after: its neighbours in the list."""

    page: Page[int]
    lines: Sequence[Line]
    item: Item | None = None
    before: Line | None = None
    after: Line | None = None
    undoable: Case | None = None
    reasons: Sequence[Removal] = field(default=tuple(Removal))

    @property
    def total(self) -> int:
        return self.page.paginator.count


def open_cases(actor: Actor, at: datetime) -> QuerySet[Case]:
    """The cases that `actor` may decide now: held ones first, then by age."""
    cases = Case.objects.filter(state__in=WAITING)
    cases = cases.filter(Q(idea__visibility__in=THERE) | Q(comment__visibility__in=THERE))
    if actor.is_officer:
        cases = cases.exclude(campaign__state=FormatState.DRAFT)
    elif actor.is_moderator:
        cases = cases.filter(Exists(open_moderation(at)), campaign__state=FormatState.PUBLISHED)
    else:
        cases = cases.none()
    found: QuerySet[Case] = cases.order_by("-held", "opened_at", "pk")
    return found


def open_moderation(at: datetime) -> QuerySet[Window]:
    windows: QuerySet[Window] = Window.objects.filter(
        campaign=OuterRef("campaign"), right=Right.MODERATE, opens_at__lte=at, closes_at__gt=at
    )
    return windows


def queue_of(actor: Actor, at: datetime, *, page: int = 1, focus: uuid.UUID | None = None) -> Queue:
    """A page of the queue and the case in focus: the wanted one while it waits, else the first of the page."""
    waiting = open_cases(actor, at)
    shown = Paginator(waiting.values_list("pk", flat=True), PER_PAGE).get_page(page)
    lines = _lines(waiting, shown)
    place = next((number for number, line in enumerate(lines) if line.key == focus), -1)
    case = None
    if focus and place < 0:  # on another page: it stands before this one's first; or it is decided meanwhile
        case = _with_texts(waiting).filter(key=focus).first()
    if case is None and lines:
        place = max(place, 0)
        case = _with_texts(Case.objects.filter(pk=lines[place].pk)).order_by().first()
    return Queue(
        page=shown,
        lines=lines,
        item=_item(case, actor, at) if case else None,
        before=lines[place - 1] if place > 0 else None,
        after=lines[place + 1] if place + 1 < len(lines) else None,
        undoable=undoable_of(actor, at),
    )


def _lines(waiting: QuerySet[Case], shown: Page[int]) -> list[Line]:
    """The page's lines, read as they are shown: a few words of every text."""
    first = (shown.number - 1) * PER_PAGE
    rows = waiting.values_list(
        "pk",
        "key",
        "held",
        "state",
        "comment__idea__title",
        Substr("comment__text", 1, SNIPPET),
        "idea__title",
        Substr("idea__what", 1, SNIPPET),
    )[first : first + PER_PAGE]
    return [
        Line(pk, key, held, state == Case.State.OBJECTED, "Kommentar", f"zu „{above}“", said)
        if above is not None
        else Line(pk, key, held, state == Case.State.OBJECTED, "Idee", title, what)
        for pk, key, held, state, above, said, title, what in rows
    ]


def _with_texts(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related("campaign", "idea", "comment__idea", "comment__parent")


def _item(case: Case, actor: Actor, at: datetime) -> Item:
    text = text_of(case)
    reports = list(Report.objects.filter(case=case)[:MOST_REPORTS]) if case.reports_count else []
    first = case.state == Case.State.OBJECTED and actor.person is not None and case.decided_by_id == actor.person.pk
    others = first and actor.person is not None and others_may(case.campaign, actor.person, at)
    return Item(
        case=case,
        text=text,
        idea=text.idea if isinstance(text, Comment) else text,
        words=words_of(text),
        stamp=stamp_of(text),
        author=author_of(text, names_of([text])),
        reports=reports,
        is_mine=first and others,
        is_sole=first and not others,
        is_own=is_author(actor, text),
    )


def others_may(campaign: Campaign, person: Person, at: datetime) -> bool:
    """Whether anybody but `person` may moderate the campaign now."""
    window = Window.objects.filter(campaign=campaign, right=Right.MODERATE, opens_at__lte=at, closes_at__gt=at)
    roles = [Role.PARTICIPATION_OFFICER]
    if campaign.state == FormatState.PUBLISHED and window.exists():
        roles.append(Role.MODERATOR)
    return bool(RoleAssignment.objects.filter(role__in=roles).exclude(person=person).exists())


def undoable_of(actor: Actor, at: datetime) -> Case | None:
    """One's newest decision, while it can be taken back."""
    since = at - UNDO_TIME
    mine = Q(decided_by=actor.person, decided_at__gt=since, objection_decided_at=None)
    mine |= Q(objection_decided_by=actor.person, objection_decided_at__gt=since)
    cases = Case.objects.filter(mine, state__in=[Case.State.KEPT, Case.State.REMOVED])
    found: Case | None = cases.order_by(Coalesce("objection_decided_at", "decided_at").desc(), "-pk").first()
    return found


def case_of(text: Idea | Comment) -> Case | None:
    """The case of a text, for the link to its author; one query, none when it was opened a moment ago."""
    found: Case | None = getattr(text, "case", None)
    return found
