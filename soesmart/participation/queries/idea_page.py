"""One card whole: the idea with its neighbours, what it was thought together with, its results by channel."""

from collections import defaultdict
from dataclasses import dataclass, field, fields
from typing import Any

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, QuerySet, Subquery, Value

from soesmart.accounts.models import Membership
from soesmart.core.prepared import Blank, prepared
from soesmart.participation import related
from soesmart.participation.credentials import Credential, credential_digest
from soesmart.participation.models import Campaign, Idea, IdeaLink, Opinion, Tally, Voice
from soesmart.participation.queries.authors import Author, author_of
from soesmart.participation.rules import Channel, Visibility
from soesmart.participation.rules.opinions import Counts
from soesmart.participation.rules.results import Result, sum_of
from soesmart.participation.rules.who_took_part import told_channels
from soesmart.participation.services.opinions import ballot_of


@dataclass(frozen=True)
class Mine:
    """What the reader said of the idea (value None: nothing yet), and what she gave away in the whole campaign."""

    value: int | None = None
    important: bool = False
    spent: int = 0


@dataclass(frozen=True)
class ByChannel:
    """One channel, or several that are only told together. share: of all voices, in percent, for the picture."""

    label: str
    result: Result
    share: float


@dataclass(frozen=True)
class Results:
    """All channels together, and each by itself; no rows where they cannot be told apart without telling of few."""

    whole: Result
    rows: list[ByChannel]


@dataclass(frozen=True)
class Related:
    """Numbers and titles of other cards. into: where a merged one went; origin: from which one it was split."""

    into: tuple[int, str] | None = None
    origin: tuple[int, str] | None = None
    together: list[tuple[int, str]] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)
    split: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Beside:
    """Number and title of other cards by how they belong to it, and the counts of what was said of it."""

    counts: dict[Channel, Counts] = field(default_factory=dict)
    cards: defaultdict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Around:
    """Numbers of other cards; waiting: the next one of which the reader said nothing yet."""

    previous: int | None
    next: int | None
    waiting: int | None


def idea_in(campaign: Campaign, number: int, credential: Credential | None = None) -> Idea | None:
    """The idea with all that stands beside it on its page; one query. `author`, `mine_of` and `around` read it."""
    values = {"campaign": campaign.pk, "number": number}
    if credential is None:
        idea = _for_guest.first(**values)
    else:
        idea = _for_voice.first(**values, digest=credential_digest(campaign, credential))
    if idea:
        idea.campaign = campaign  # with its windows
    return idea


def _in_campaign() -> "tuple[QuerySet[Idea], QuerySet[Idea]]":
    """The card, and the others that one can go on to from it."""
    campaign = Blank("campaign", BigIntegerField())
    others = Idea.objects.filter(campaign=campaign, visibility=Visibility.VISIBLE)
    before = others.filter(number__lt=OuterRef("number")).order_by("-number")
    after = others.filter(number__gt=OuterRef("number")).order_by("number")
    names = Membership.objects.filter(person=OuterRef("author"))
    rows = Idea.objects.filter(campaign=campaign, number=Blank("number", BigIntegerField())).order_by()
    rows = rows.select_related("category", "district").annotate(
        into_number=F("merged_into__number"),
        into_title=F("merged_into__title"),
        origin_number=F("split_from__number"),
        origin_title=F("split_from__title"),
        into_visibility=F("merged_into__visibility"),
        origin_visibility=F("split_from__visibility"),
        pseudonym=Subquery(names.values("pseudonym")[:1]),
        previous_number=Subquery(before.values("number")[:1]),
        next_number=Subquery(after.values("number")[:1]),
        **related.spoken_of_columns(),
    )
    return rows, others.exclude(pk=OuterRef("pk")).order_by("number")


@prepared
def _for_guest() -> "QuerySet[Idea]":
    rows, waiting = _in_campaign()
    return rows.annotate(waiting_first=Subquery(waiting.values("number")[:1]))


@prepared
def _for_voice() -> "QuerySet[Idea]":
    """With what the voice of `digest` said of it."""
    rows, waiting = _in_campaign()
    campaign, digest = Blank("campaign", BigIntegerField()), Blank("digest", CharField())
    voices = Voice.objects.filter(campaign=campaign, credential=digest)
    said = Opinion.objects.filter(idea=OuterRef("pk"), voice__in=voices.values("pk"))
    waiting = waiting.exclude(Exists(said))
    return rows.annotate(
        mine=Subquery(said.values("value")[:1]),
        mine_important=Subquery(said.values("important")[:1]),
        spent=Subquery(voices.values("spent")[:1]),
        waiting_after=Subquery(waiting.filter(number__gt=OuterRef("number")).values("number")[:1]),
        waiting_first=Subquery(waiting.values("number")[:1]),
    )


def mine_of(idea: Idea) -> Mine:
    row = vars(idea)
    return Mine(row.get("mine"), bool(row.get("mine_important")), row.get("spent") or 0)


def around(idea: Idea) -> Around:
    row = vars(idea)
    waiting = row.get("waiting_after", row["next_number"]) or row["waiting_first"]
    return Around(row["previous_number"], row["next_number"], waiting)


def author(idea: Idea) -> Author:
    name: str | None = vars(idea)["pseudonym"]
    return author_of(idea, {str(idea.author_id): name} if name else {})


def beside(idea: Idea) -> Beside:
    """What `results_of` and `related_to` tell, read in one query for both."""
    found = Beside()
    for kind, number, text, *counts in _beside.rows(idea=idea.pk):
        if kind == "tally":
            found.counts[Channel(text)] = Counts(*counts)
        else:
            found.cards[kind].append((number, text))
    return found


def results_of(idea: Idea, read: Beside | None = None) -> Results:
    """The tallies of an idea."""
    ballot, counts = ballot_of(idea.campaign), dict(sorted((read or beside(idea)).counts.items()))
    whole = sum_of(counts.values())
    told = told_channels(ballot, counts, idea.campaign.smallest_group)
    rows = [ByChannel(label, one, round(100 * one.counts.voices / whole.voices, 1)) for label, one in told]
    return Results(Result(ballot, whole), rows)


def related_to(idea: Idea, read: Beside | None = None) -> Related:
    """Cards thought together with it, merged into it and split from it."""
    cards = {kind: sorted(rows) for kind, rows in (read or beside(idea)).cards.items()}
    return Related(into=_named(idea, "into"), origin=_named(idea, "origin"), **cards)


@prepared
def _beside() -> "QuerySet[Idea, tuple[Any, ...]]":
    """Kind, number and title of other cards; and "tally", nothing, channel and counts."""
    idea = Blank("idea", BigIntegerField())
    others, linked = Idea.objects.order_by(), IdeaLink.objects.order_by()
    visible = others.filter(visibility=Visibility.VISIBLE)
    first = linked.filter(second=idea, first__visibility=Visibility.VISIBLE)
    second = linked.filter(first=idea, second__visibility=Visibility.VISIBLE)
    tallies = Tally.objects.filter(idea=idea, voices__gt=0).order_by()
    counts = [part.name for part in fields(Counts)]
    none = [Value(0) for _ in counts]
    return (
        others.filter(merged_into=idea)
        .values_list(Value("merged"), "number", "title", *none)
        .union(
            visible.filter(split_from=idea).values_list(Value("split"), "number", "title", *none),
            first.values_list(Value("together"), F("first__number"), F("first__title"), *none),
            second.values_list(Value("together"), F("second__number"), F("second__title"), *none),
            tallies.values_list(Value("tally"), Value(0), "channel", *counts),
            all=True,
        )
    )


def _named(idea: Idea, name: str) -> tuple[int, str] | None:
    """The other card, while everybody may read its title."""
    row = vars(idea)
    is_there = row[f"{name}_visibility"] in (Visibility.VISIBLE, Visibility.MERGED)
    return (row[f"{name}_number"], row[f"{name}_title"]) if is_there else None
