"""What the office owes: ideas without an answer, the longest overdue first."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet, Subquery

from soesmart.participation.models import Campaign, Idea
from soesmart.participation.queries.promises import promise_of
from soesmart.participation.rules import FormatState, Visibility
from soesmart.participation.rules.promises import Promise
from soesmart.strategy.models import GoalWording
from soesmart.strategy.queries.versions import published

PER_PAGE = 25
# Counting stops here: nobody leafs further.
MOST_COUNTED = 1000


class Stand(StrEnum):
    """Which ideas are listed."""

    OPEN = "offen"
    OVERDUE = "faellig"
    ANSWERED = "beantwortet"

    @property
    def label(self) -> str:
        return {"offen": "Ohne Antwort", "faellig": "Überfällig", "beantwortet": "Beantwortet"}[self.value]


@dataclass(frozen=True)
class Owed:
    """A row of the list."""

    idea: Idea
    campaign: Campaign
    promise: Promise | None


@dataclass(frozen=True)
class OwedPage:
    """campaigns: to choose from; is_more: there are more than were counted."""

    rows: list[Owed]
    page: "Page[int]"
    campaigns: list[Campaign]
    chosen: Campaign | None
    stand: Stand
    is_more: bool

    @property
    def total(self) -> int:
        return self.page.paginator.count


def owed(stand: Stand, key: str, page: str, at: datetime) -> OwedPage:
    """A page of the list, of one campaign or of all. Four queries, for 20 ideas and for 20,000.

    Sorted by their keys first: sorting whole ideas with their texts took six times as long.
    """
    campaigns = list(Campaign.objects.exclude(state=FormatState.DRAFT).order_by("-opens_at", "pk"))
    chosen = next((campaign for campaign in campaigns if campaign.key == key), None)
    ideas = _listed(stand, [chosen] if chosen else campaigns, at)
    counted = ideas.order_by().values("pk")[: MOST_COUNTED + 1].count()
    paginator = Paginator(ideas.values_list("pk", flat=True), PER_PAGE)
    vars(paginator)["count"] = min(counted, MOST_COUNTED)
    found = paginator.get_page(page)
    names = {campaign.pk: campaign for campaign in campaigns}
    ideas_here = Idea.objects.in_bulk(list(found))
    in_order = [ideas_here[pk] for pk in found]
    rows = [Owed(idea, names[idea.campaign_id], promise_of(idea, at)) for idea in in_order]
    return OwedPage(rows, found, campaigns, chosen, stand, counted > MOST_COUNTED)


def _listed(stand: Stand, campaigns: list[Campaign], at: datetime) -> "QuerySet[Idea]":
    ideas = Idea.objects.filter(campaign__in=campaigns, visibility=Visibility.VISIBLE)
    if stand == Stand.ANSWERED:
        return ideas.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    ideas = ideas.filter(answered_at__isnull=True)
    if stand == Stand.OVERDUE:
        ideas = ideas.filter(answer_due_at__lt=at)
    return ideas.order_by(F("answer_due_at").asc(nulls_last=True), "pk")


def next_owed(at: datetime, besides: Idea) -> Idea | None:
    """The idea that is to be answered next, of the same campaign first; two queries at most."""
    same = _listed(Stand.OPEN, [besides.campaign], at).exclude(pk=besides.pk).first()
    if same:
        return same
    campaigns = list(Campaign.objects.exclude(state=FormatState.DRAFT))
    return _listed(Stand.OPEN, campaigns, at).exclude(pk=besides.pk).select_related("campaign").first()


def goal_choices(at: datetime) -> list[tuple[int, str]]:
    """The goals of the strategy valid at `at`, as choices of a form; one query."""
    version = Subquery(published(at).values("pk")[:1])
    rows = GoalWording.objects.filter(version=version).order_by("position")
    return [(pk, f"{code} {title}") for pk, code, title in rows.values_list("goal", "goal__code", "title")]
