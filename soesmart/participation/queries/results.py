"""The result of a campaign as page, document and files tell it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from soesmart.participation.arrivals import Arrivals, arrivals_of
from soesmart.participation.models import Campaign, Idea, Tally
from soesmart.participation.queries.missing_people import WhoIsMissing, who_is_missing
from soesmart.participation.queries.opinion_map import ShortMap, short_map
from soesmart.participation.queries.remembered_results import remembered
from soesmart.participation.queries.result_figures import Figures, count_figures
from soesmart.participation.rules import Channel, IdeaState, Visibility, Voting
from soesmart.participation.rules.opinions import Ballot, Counts
from soesmart.participation.rules.ranking import is_thin, rule_german
from soesmart.participation.rules.results import Result, average_german, sum_of
from soesmart.participation.rules.who_took_part import ChannelGroup, channel_groups, told_channels
from soesmart.participation.services.opinions import ballot_of

_COUNTS = ("voices", "agree", "disagree", "passed", "important", "total")


@dataclass(frozen=True)
class ByChannel:
    """What one channel, or several together, thought of an idea."""

    label: str
    result: Result

    @property
    def words(self) -> str:
        return headline(self.result).removesuffix(" dafür")


@dataclass(frozen=True)
class IdeaResult:
    """An idea with its place in the order; place None where too few spoke.

    channels: [] where they cannot be told apart; bar: what was given as percent of what the best one got.
    """

    place: int | None
    number: int
    title: str
    state: IdeaState
    comments: int
    invented: bool
    due_at: datetime | None
    answered_at: datetime | None
    result: Result
    channels: list[ByChannel]
    bar: float

    @property
    def headline(self) -> str:
        if self.result.ballot.voting == Voting.COMMENT:
            return "1 Kommentar" if self.comments == 1 else f"{self.comments} Kommentare"
        return headline(self.result)

    @property
    def share(self) -> float | None:
        return share_for(self.result.counts) if self.result.ballot.voting == Voting.AGREE else None


@dataclass(frozen=True)
class Results:
    """All that can be told of a campaign at a moment, but its ideas, which are read page by page."""

    campaign: Campaign
    figures: Figures
    map: ShortMap | None
    missing: WhoIsMissing
    at: datetime

    @property
    def ballot(self) -> Ballot:
        return ballot_of(self.campaign)

    @cached_property
    def channels(self) -> list[ChannelGroup]:
        return channel_groups(self.figures.channels, self.campaign.smallest_group)

    @cached_property
    def arrivals(self) -> Arrivals | None:
        return arrivals_of(self.figures.arrivals, self.campaign.voices, self.campaign.smallest_group)

    @property
    def rule(self) -> str:
        return rule_german(Voting(self.campaign.voting), self.campaign.smallest_group)

    @property
    def states(self) -> list[tuple[IdeaState, int]]:
        return [(state, self.figures.states[state]) for state in IdeaState if self.figures.states.get(state)]


def results_of(campaign: Campaign, at: datetime) -> Results:
    """Ten queries the first time, then none for a while."""
    return Results(campaign, *remembered(campaign, "results", at, lambda: _told(campaign, at)), at)


def _told(campaign: Campaign, at: datetime) -> tuple[Figures, ShortMap | None, WhoIsMissing]:
    figures = count_figures(campaign, at)
    found = short_map(campaign) if campaign.voting == Voting.AGREE else None
    return figures, found, who_is_missing(campaign, figures)


def idea_results(results: Results, numbers: Sequence[int], first_place: int = 1) -> list[IdeaResult]:
    """These ideas in this order, with figures of now; the first one has `first_place`. Two queries."""
    campaign, ballot = results.campaign, results.ballot
    ideas = {
        row.number: row
        for row in Idea.objects.filter(campaign=campaign, number__in=numbers, visibility=Visibility.VISIBLE).order_by()
    }
    counts = _by_channel(ideas.values())
    rows = []
    for place, number in enumerate(numbers, start=first_place):
        if (idea := ideas.get(number)) is None:
            continue
        of_idea = counts.get(idea.pk, {})
        whole = sum_of(of_idea.values())
        rows.append(
            IdeaResult(
                place=None if is_thin(ballot.voting, whole, campaign.smallest_group) else place,
                number=number,
                title=idea.title,
                state=IdeaState(idea.state),
                comments=idea.comments_count,
                invented=idea.invented,
                due_at=idea.answer_due_at,
                answered_at=idea.answered_at,
                result=Result(ballot, whole),
                channels=_told_channels(ballot, of_idea, campaign.smallest_group),
                bar=min(round(100 * whole.total / max(results.figures.best, 1), 1), 100),
            )
        )
    return rows


def _by_channel(ideas: Iterable[Idea]) -> dict[int, dict[Channel, Counts]]:
    found: dict[int, dict[Channel, Counts]] = {}
    rows = Tally.objects.filter(idea__in=[idea.pk for idea in ideas], voices__gt=0).order_by()
    for pk, channel, *parts in rows.values_list("idea_id", "channel", *_COUNTS):
        found.setdefault(pk, {})[Channel(channel)] = Counts(*parts)
    return found


def _told_channels(ballot: Ballot, counts: dict[Channel, Counts], smallest: int) -> list[ByChannel]:
    return [ByChannel(label, result) for label, result in told_channels(ballot, counts, smallest)]


def share_for(counts: Counts) -> float | None:
    """Of those for or against, how many percent are for it; None where nobody is either."""
    said = counts.agree + counts.disagree
    return 100 * counts.agree / said if said else None


def headline(result: Result) -> str:
    """The one figure of an idea: "78 % dafür", "4,2 von 5 Sternen", "120 Punkte"."""
    counts = result.counts
    if result.ballot.voting == Voting.AGREE:
        share = share_for(counts)
        return "–" if share is None else f"{share:.0f}\N{NARROW NO-BREAK SPACE}% dafür"
    if result.ballot.voting == Voting.STARS:
        return f"{average_german(counts)} von 5 Sternen"
    return result.words[0][1] if result.words else ""
