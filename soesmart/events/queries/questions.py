"""Questions from the audience, as one of the audience sees them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from soesmart.events.credentials import Voter
from soesmart.events.models import AudienceQuestion, Event, Item, QuestionSupport
from soesmart.events.rules import ItemKind
from soesmart.participation.rules import Visibility

PER_PAGE = 20


@dataclass(frozen=True)
class Asked:
    """A question in the list; is_supported: by whoever looks at it."""

    question: AudienceQuestion
    is_supported: bool


@dataclass(frozen=True)
class Questions:
    """rows: those of the page. mine: what this voter asked and others do not see yet, or no longer."""

    item: Item
    page: "Page[AudienceQuestion]"
    rows: Sequence[Asked]
    mine: Sequence[AudienceQuestion]


def visible_questions(item: Item) -> "QuerySet[AudienceQuestion]":
    """Those that wait come first, the most wanted before the others."""
    rows = AudienceQuestion.objects.filter(item=item, visibility=Visibility.VISIBLE)
    return rows.order_by(F("taken_at").asc(nulls_first=True), "-support", "number")


def item_of_questions(event: Event, number: int | None = None) -> Item | None:
    """The item `number`; without one that on the stage, else the first at which questions are asked. One query."""
    rows = Item.objects.filter(event=event, kind=ItemKind.QUESTIONS).select_related("event")
    if number is not None:
        return rows.filter(number=number).first()
    on_stage = Case(When(event__stage__item=F("pk"), then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(on_stage, "scene__position", "position").first()


def questions_of(item: Item, voter: Voter | None, page: int) -> Questions:
    """A page of the list; four queries at most, whatever its length."""
    shown = Paginator(visible_questions(item), PER_PAGE).get_page(page)
    rows = list(shown.object_list)
    wanted: set[int] = set()
    mine: list[AudienceQuestion] = []
    if voter is not None:
        support = QuestionSupport.objects.filter(question__in=rows, credential=voter.digest)
        wanted = set(support.values_list("question_id", flat=True)) if rows else set()
        own = AudienceQuestion.objects.filter(item=item, credential=voter.digest)
        mine = list(own.exclude(visibility=Visibility.VISIBLE).order_by("number"))
    return Questions(item, shown, [Asked(row, row.pk in wanted) for row in rows], mine)


def question_of(event: Event, number: int) -> AudienceQuestion | None:
    """A question by its number, with item and event at hand."""
    rows = AudienceQuestion.objects.select_related("item__event__municipality")
    return rows.filter(item__event=event, number=number).first()
