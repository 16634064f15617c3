"""What the result of a campaign has to count over all its voices and ideas; see remembered_results.py."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from soesmart.participation.models import Campaign, Idea, Questionnaire, Tally, Voice
from soesmart.participation.queries.promises import Promises, promises_of
from soesmart.participation.rules import Channel, IdeaState, Visibility, Voting
from soesmart.participation.rules.opinions import Counts
from soesmart.participation.rules.ranking import is_thin, strength

CURVE = 60  # points of the curve of arrivals
MOST_IMPORTANT = 3


@dataclass(frozen=True)
class Figures:
    """channels, districts, ages: voices by key, "" for who did not say; arrivals: see `_arrivals`.

    order: numbers of the ideas, best first, those of few voices at the end; thin: how many those are.
    sums: of all ideas; best: the most that one got in points or cents.
    important: number and title of the ideas most often marked as important, and how often.
    """

    channels: Mapping[Channel, int]
    districts: Mapping[str, int]
    ages: Mapping[str, int]
    arrivals: list[datetime]
    order: Sequence[int]
    thin: int
    sums: Counts
    best: int
    important: list[tuple[int, str, int]]
    states: Mapping[IdeaState, int]
    promises: Promises
    questionnaires: list[tuple[str, str]]


def count_figures(campaign: Campaign, at: datetime) -> Figures:
    """Seven queries over all voices and ideas."""
    channels, districts, ages = Counter[Channel](), Counter[str](), Counter[str]()
    rows = Voice.objects.filter(campaign=campaign).order_by()
    people = rows.values_list("channel", "district__slug", "age_band").annotate(people=Count("pk"))
    for channel, district, age, number in people:
        channels[Channel(channel)] += number
        districts[district or ""] += number
        ages[age] += number
    ideas = Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE).order_by()
    known = {pk: (number, state, said) for pk, number, state, said in ideas.values_list(*_IDEA)}
    counts = _tallies(campaign, known)
    order, thin = _order(campaign, known, counts)
    return Figures(
        channels=channels,
        districts=districts,
        ages=ages,
        arrivals=_arrivals(campaign),
        order=order,
        thin=thin,
        sums=_sum(counts.values()),
        best=max((row.total for row in counts.values()), default=0),
        important=_important(counts),
        states=Counter(IdeaState(state) for _, state, _ in known.values()),
        promises=promises_of(campaign, at),
        questionnaires=_questionnaires(campaign, at),
    )


_IDEA = ("pk", "number", "state", "comments_count")
_PARTS = ("voices", "agree", "disagree", "passed", "important", "total")


def _tallies(campaign: Campaign, known: Mapping[int, object]) -> dict[int, Counts]:
    """All channels together, of the visible ideas."""
    sums: dict[int, tuple[int, ...]] = {}
    rows = Tally.objects.filter(idea__campaign=campaign, voices__gt=0).order_by()
    for pk, *parts in rows.values_list("idea_id", *_PARTS):
        if pk in known:
            before = sums.get(pk)
            sums[pk] = tuple(one + two for one, two in zip(before, parts, strict=True)) if before else tuple(parts)
    return {pk: Counts(*parts) for pk, parts in sums.items()}


def _order(
    campaign: Campaign, known: Mapping[int, tuple[int, str, int]], counts: Mapping[int, Counts]
) -> tuple[Sequence[int], int]:
    voting, none = Voting(campaign.voting), Counts()
    rows = []
    for pk, (number, _, comments) in known.items():
        row = counts.get(pk, none)
        thin = is_thin(voting, row, campaign.smallest_group)
        rows.append((thin, -strength(voting, row, comments), -row.voices, number))
    rows.sort()
    return array("L", (row[3] for row in rows)), sum(row[0] for row in rows)


def _important(counts: Mapping[int, Counts]) -> list[tuple[int, str, int]]:
    marked = sorted((-row.important, pk) for pk, row in counts.items() if row.important)[:MOST_IMPORTANT]
    ideas = Idea.objects.in_bulk([pk for _, pk in marked])
    return [(ideas[pk].number, ideas[pk].title, -minus) for minus, pk in marked if pk in ideas]


def _sum(rows: Iterable[Counts]) -> Counts:
    total = Counts().parts()
    for row in rows:
        total = tuple(one + two for one, two in zip(total, row.parts(), strict=True))
    return Counts(*total)


def _arrivals(campaign: Campaign) -> list[datetime]:
    """When the first, the last and evenly spread voices between them came, at most CURVE of them."""
    moments = sorted(Voice.objects.filter(campaign=campaign).order_by().values_list("first_at", flat=True))
    if len(moments) <= CURVE:
        return moments
    return [moments[place * (len(moments) - 1) // (CURVE - 1)] for place in range(CURVE)]


def _questionnaires(campaign: Campaign, at: datetime) -> list[tuple[str, str]]:
    """Key and title of those that belong to the campaign and show their results."""
    rows = Questionnaire.objects.published().filter(campaign=campaign)
    return [(row.key, row.title) for row in rows if row.shows_results(at)]
