"""Promised answers, counted: what was kept, what was broken, what is still open."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, Exists, F, Max, Min, Q, QuerySet, When

from soesmart.participation.models import Campaign, Idea, Step
from soesmart.participation.rules import FormatState, StepKind, Visibility
from soesmart.participation.rules.promises import Promise, PromiseState, promise


@dataclass(frozen=True)
class Promises:
    """kept: answered in time; late: answered too late; pending: time left; overdue: neither answered nor in time.

    oldest: the promise that is overdue for the longest time, or else the next one that is due.
    invented: an answer among them is, so the numbers are no statement of the town.
    """

    kept: int
    late: int
    pending: int
    overdue: int
    oldest: Promise | None
    invented: bool = False

    @property
    def made(self) -> int:
        return self.kept + self.late + self.pending + self.overdue

    @property
    def open(self) -> int:
        return self.pending + self.overdue

    @property
    def bars(self) -> list["Bar"]:
        """The parts of the clock that are not empty, as they stand side by side in a bar of 1,000."""
        parts = [
            (PromiseState.KEPT, "rechtzeitig beantwortet", self.kept),
            (PromiseState.LATE, "zu spät beantwortet", self.late),
            (PromiseState.OVERDUE, "überfällig", self.overdue),
            (PromiseState.PENDING, "noch in der Frist", self.pending),
        ]
        bars, start = [], 0
        for state, words, number in parts:
            end = start + number
            if number:
                left, right = 1000 * start // self.made, 1000 * end // self.made
                bars.append(Bar(state, words, number, left, right - left))
            start = end
        return bars


@dataclass(frozen=True)
class Bar:
    """One part of the clock: `number` promises, drawn from `start`, `width` wide."""

    state: PromiseState
    words: str
    number: int
    start: int
    width: int


def promises_of(campaign: Campaign, at: datetime) -> Promises:
    """The promises of one campaign; one query, answered by an index."""
    return _counted(Idea.objects.filter(campaign=campaign), Step.objects.filter(idea__campaign=campaign), at)


def promises_of_the_town(at: datetime) -> Promises:
    """The promises of all published campaigns of the town; one query, answered by an index."""
    return _counted(Idea.objects.exclude(campaign__state=FormatState.DRAFT), Step.objects.all(), at)


def promise_of(idea: Idea, at: datetime) -> Promise | None:
    """The promise of one idea; no query."""
    return promise(idea.answer_due_at, idea.answered_at, at)


def _counted(ideas: "QuerySet[Idea]", steps: "QuerySet[Step]", at: datetime) -> Promises:
    """Only what everybody sees counts: a text that is held or removed is nobody's unanswered idea."""
    is_open = Q(answered_at__isnull=True)
    # Asked once, not per idea: it names no column of the ideas.
    made_up = Exists(steps.filter(kind=StepKind.ANSWERED, invented=True))
    found = ideas.filter(visibility=Visibility.VISIBLE, answer_due_at__isnull=False).aggregate(
        kept=Count("pk", filter=Q(answered_at__lte=F("answer_due_at"))),
        late=Count("pk", filter=Q(answered_at__gt=F("answer_due_at"))),
        pending=Count("pk", filter=is_open & Q(answer_due_at__gte=at)),
        overdue=Count("pk", filter=is_open & Q(answer_due_at__lt=at)),
        first=Min("answer_due_at", filter=is_open),
        made_up=Max(Case(When(made_up, then=1), default=0)),
    )
    oldest = promise(found.pop("first"), None, at)
    return Promises(oldest=oldest, invented=bool(found.pop("made_up")), **found)


@dataclass(frozen=True)
class Outcome:
    """What became of ideas in a town, for its start page: the newest answers, and the promises counted."""

    answers: list[Step]
    promises: Promises

    def __bool__(self) -> bool:
        return bool(self.answers or self.promises.made)


def outcome_of_the_town(at: datetime, most: int = 3) -> Outcome:
    """The newest answers to public ideas, newest first. Two queries."""
    public = Step.objects.filter(kind=StepKind.ANSWERED, idea__visibility=Visibility.VISIBLE, at__lte=at)
    rows = public.exclude(idea__campaign__state=FormatState.DRAFT).select_related("idea__campaign")
    return Outcome(list(rows.order_by("-at", "-pk")[:most]), promises_of_the_town(at))
