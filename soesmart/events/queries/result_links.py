"""What an item is about, and which questions of the audience were answered: what a result is cited with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse

from soesmart.events.models import AudienceQuestion, Event, Item, ItemLink, Option
from soesmart.participation.models import Idea
from soesmart.participation.rules import FormatState, Visibility
from soesmart.strategy.addresses import goal_url
from soesmart.strategy.models import GoalWording
from soesmart.strategy.queries.versions import current_version

QUESTIONS_PER_PAGE = 30


@dataclass(frozen=True)
class About:
    """An idea or a goal with its address. kind: "Idee" or "Ziel"."""

    kind: str
    text: str
    url: str
    invented: bool = False


def about(item: Item, options: Iterable[Option], at: datetime) -> list[About]:
    """The ideas and goals of an item, those of its options among them, in the words of today. At most four queries."""
    links = list(ItemLink.objects.filter(item=item).values_list("idea_id", "goal_id"))
    ideas = {idea for idea, _ in links if idea} | {option.idea_id for option in options if option.idea_id}
    goals = {goal for _, goal in links if goal}
    return [*_ideas(ideas), *_goals(goals, at)]


def idea_addresses(options: Iterable[Option]) -> dict[int, str]:
    """Addresses of the ideas behind options, by the number of the option. One query at most."""
    ideas = {option.idea_id: option.number for option in options if option.idea_id}
    rows = _public_ideas(set(ideas)) if ideas else ()
    return {ideas[idea.pk]: reverse("idea", args=[idea.campaign.key, idea.number]) for idea in rows}


def _ideas(keys: set[int]) -> list[About]:
    rows = _public_ideas(keys) if keys else ()
    return [
        About("Idee", idea.title, reverse("idea", args=[idea.campaign.key, idea.number]), idea.campaign.invented)
        for idea in rows
    ]


def _public_ideas(keys: set[int]) -> "QuerySet[Idea]":
    rows = Idea.objects.filter(pk__in=keys, visibility=Visibility.VISIBLE).exclude(campaign__state=FormatState.DRAFT)
    return rows.select_related("campaign").order_by("campaign", "number")


def _goals(keys: set[int], at: datetime) -> list[About]:
    version = current_version(at) if keys else None
    rows = GoalWording.objects.filter(version=version, goal__in=keys).select_related("goal") if version else ()
    return [About("Ziel", row.title, goal_url(row.goal.code), row.invented) for row in rows]


def answered_questions(event: Event) -> "QuerySet[AudienceQuestion]":
    """Questions that were taken up or answered, by their number."""
    rows = AudienceQuestion.objects.filter(item__event=event, visibility=Visibility.VISIBLE)
    return rows.filter(~Q(answer="") | Q(taken_at__isnull=False)).order_by("number")


def questions_page(event: Event, number: object) -> "Page[AudienceQuestion]":
    """A page of them. Two queries."""
    return Paginator(answered_questions(event), QUESTIONS_PER_PAGE).get_page(number)  # type: ignore[arg-type]


def question_address(event: Event, number: int) -> str:
    """Where an answered question stands now, with its anchor; "" when it does not. Two queries."""
    rows = answered_questions(event)
    if not rows.filter(number=number).exists():
        return ""
    page = rows.filter(number__lt=number).count() // QUESTIONS_PER_PAGE + 1
    query = f"?seite={page}" if page > 1 else ""
    return f"{reverse('event_results', args=[event.key])}{query}#frage-{number}"
