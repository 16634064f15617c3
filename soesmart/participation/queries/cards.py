"""The cards of a campaign as a reader asked for them: filtered, in her order, a page of twenty."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from soesmart.participation.credentials import Credential, credential_digest
from soesmart.participation.models import Campaign, Idea, Opinion, Tally
from soesmart.participation.queries.campaigns import Choices
from soesmart.participation.queries.wanted import Wanted, narrowed
from soesmart.participation.rules import IdeaState, Visibility
from soesmart.participation.rules.opinions import Ballot, Counts
from soesmart.participation.rules.results import Part, Result, sum_of
from soesmart.participation.services.opinions import ballot_of

PER_PAGE = 20
# Counting stops here: whoever finds more will narrow the search rather than leaf through 25 pages.
MOST_COUNTED = 500
LONGEST_TEXT = 150
# Kinds of badges, as the design system names them.
STATE_KINDS = {
    IdeaState.RECEIVED: "neutral",
    IdeaState.CHECKED: "info",
    IdeaState.ANSWERED: "success",
    IdeaState.PILOT: "success",
    IdeaState.GOAL: "success",
}


@dataclass(frozen=True)
class Card:
    """An idea in the list, in words: twenty of them are drawn on every page, so the template has little to do.

    line, parts: what was thought of it, in words and as a bar; "" and none where results are hidden. mine: what the
    reader said, None for nothing.
    """

    idea: Idea
    number: str
    url: str
    text: str
    state: str
    state_kind: str
    comments: str
    category: str
    district: str
    line: str
    parts: list[Part]
    mine: int | None


@dataclass(frozen=True)
class CardPage:
    """cards: of this page; page: for the links to the others; is_more: there are more than were counted."""

    cards: list[Card]
    page: "Page[Idea]"
    is_more: bool

    @property
    def total(self) -> int:
        return self.page.paginator.count


def cards_of(
    campaign: Campaign,
    wanted: Wanted,
    choices: Choices,
    *,
    page: str | int = 1,
    credential: Credential | None = None,
    with_results: bool,
) -> CardPage:
    """Two queries, three when narrowed; of a whole campaign the counter knows the number."""
    ideas = narrowed(Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE), wanted)
    counted = ideas.order_by().values("pk")[: MOST_COUNTED + 1].count() if wanted.is_narrowed else campaign.ideas_count
    ideas = _with_mine(ideas, campaign, credential).order_by(*wanted.columns)
    paginator = Paginator(ideas, PER_PAGE)
    vars(paginator)["count"] = min(counted, MOST_COUNTED) if wanted.is_narrowed else counted
    found = paginator.get_page(page)
    rows = list(found)
    results = _results(rows, ballot_of(campaign)) if with_results else {}
    names: dict[tuple[str, int | None], str] = {("category", one.id): one.name for one in choices.categories}
    names |= {("district", one.id): one.name for one in choices.districts}
    cards = [_card(campaign, row, names, results.get(row.pk)) for row in rows]
    return CardPage(cards, found, wanted.is_narrowed and counted > MOST_COUNTED)


def _card(campaign: Campaign, row: Idea, names: Mapping[tuple[str, int | None], str], result: Result | None) -> Card:
    state = IdeaState(row.state)
    return Card(
        idea=row,
        number=str(row.number),
        url=reverse("idea", args=[campaign.key, row.number]),
        text=beginning(row.what, LONGEST_TEXT),
        state=state.label,
        state_kind=STATE_KINDS[state],
        comments="1 Kommentar" if row.comments_count == 1 else f"{row.comments_count} Kommentare",
        category=names.get(("category", row.category_id), ""),
        district=names.get(("district", row.district_id), ""),
        line=_line(result),
        parts=result.parts if result else [],
        mine=vars(row).get("mine"),
    )


def _line(result: Result | None) -> str:
    if result is None:
        return ""
    return result.line if result.counts.voices else "Noch keine Meinung dazu"


def beginning(text: str, most: int) -> str:
    """At most `most` characters, cut between words."""
    line = " ".join(text[: 2 * most].split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def _with_mine(ideas: "QuerySet[Idea]", campaign: Campaign, credential: Credential | None) -> "QuerySet[Idea]":
    if credential is None:
        return ideas
    own = Opinion.objects.filter(
        idea=OuterRef("pk"), voice__campaign=campaign, voice__credential=credential_digest(campaign, credential)
    )
    return ideas.annotate(mine=Subquery(own.values("value")[:1]))


def _results(ideas: list[Idea], ballot: Ballot) -> dict[int, Result]:
    """The results of all channels together, by idea; one query."""
    by_idea: dict[int, list[Counts]] = {idea.pk: [] for idea in ideas}
    rows = Tally.objects.filter(idea__in=list(by_idea)).order_by()
    for idea, *parts in rows.values_list("idea_id", *_COUNTS):
        by_idea[idea].append(Counts(*parts))
    return {idea: Result(ballot, sum_of(counts)) for idea, counts in by_idea.items()}


_COUNTS = ("voices", "agree", "disagree", "passed", "important", "total")
