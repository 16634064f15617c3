"""What goals, ideas and dates of the way show of evenings: the votes about them, with the result in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from itertools import groupby

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.urls import reverse

from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.core.dates import format_date
from soesmart.events.models import Event, HiddenWord, Item, ItemLink, Option
from soesmart.events.rules import EventState, ItemKind, RoundState
from soesmart.events.rules.result_rows import without_hidden
from soesmart.events.rules.result_words import sentence_of
from soesmart.participation.models import Idea, Milestone
from soesmart.strategy.models import Goal
from soesmart.strategy.related import Related

MOST_CITED = 20
_MOST_ROWS = 2_000


def is_about_goal() -> Exists:
    """A condition on OuterRef("goal")."""
    return Exists(ItemLink.objects.filter(goal=OuterRef("goal")))


def is_about_idea() -> Q:
    """A condition on the key of an idea; two looks into an index."""
    linked, offered = ItemLink.objects.filter(idea=OuterRef("pk")), Option.objects.filter(idea=OuterRef("pk"))
    return Q(Exists(linked)) | Q(Exists(offered))


def items_of_goal(goal: Goal) -> Iterator[Related]:
    """What was asked about a goal, the latest first. One query; one more where a cloud of words is among them."""
    yield from _cited(Q(Exists(ItemLink.objects.filter(item=OuterRef("pk"), goal=goal))))


def items_of_idea(idea: Idea) -> Iterator[Related]:
    """What was asked about an idea, or let it be chosen; as for goals."""
    named = Exists(ItemLink.objects.filter(item=OuterRef("pk"), idea=idea))
    yield from _cited(Q(named) | Q(Exists(Option.objects.filter(item=OuterRef("pk"), idea=idea))))


def pages_of_dates(milestones: Sequence[Milestone]) -> Mapping[int, str]:
    """Pages of the events that dates of the way tell in short, by the key of the date. One query."""
    known = {row.first_day: row for row in milestones if row.start.day}
    if not known:
        return {}
    first, last = min(known), max(known)
    span = (datetime.combine(first, time(), BERLIN), datetime.combine(last, time.max, BERLIN))
    events = [(row, row.starts_at.astimezone(BERLIN)) for row in Event.objects.public().filter(starts_at__range=span)]
    return {
        milestone.pk: reverse("event", args=[event.key])
        for milestone in milestones
        for event, starts in events
        if _is_same(milestone, event, starts)
    }


def _is_same(milestone: Milestone, event: Event, starts: datetime) -> bool:
    """The same evening: the same day, and the same time or the same key."""
    start = milestone.start
    if start.day is None or start.first_day != starts.date():
        return False
    return milestone.key == event.key or start.clock == starts.time().replace(second=0, microsecond=0)


def _cited(about: Q) -> Iterator[Related]:
    """Items with a public result; of what is still to come only the event, for its questions belong to the evening."""
    joined, at = list(_joined(about)[:_MOST_ROWS]), clock.now()
    hidden, announced = _hidden(joined), set[int]()
    items = [list(rows) for _, rows in groupby(joined, key=lambda row: row.pk)]
    for rows in items[:MOST_CITED]:
        item, event = rows[0], rows[0].event
        newest = max((vars(row) for row in rows), key=lambda row: row["round_number"] or 0)
        if newest["round_number"]:
            labels = {vars(row)["option_number"]: vars(row)["option_label"] for row in rows}
            words = sentence_of(item, labels, without_hidden(newest["round_result"], hidden.get(item.pk, ())))
            address = reverse("round_result", args=[event.key, item.number, newest["round_number"]])
            yield _related(event, item.title, address, words)
        elif event.state == EventState.PUBLISHED and event.ends_at > at and event.pk not in announced:
            announced.add(event.pk)
            yield _related(event, event.title, reverse("event", args=[event.key]), "Kommt dort zur Sprache.")


def _joined(about: Q) -> "QuerySet[Item]":
    """A row per item, option and public round: few of each, and one query for all."""
    is_public = Q(rounds__state=RoundState.COUNTED, rounds__is_rehearsal=False, rounds__shown_at__isnull=False)
    rows: QuerySet[Item] = Item.objects.filter(about).exclude(event__state=EventState.DRAFT).select_related("event")
    return rows.annotate(
        public=FilteredRelation("rounds", condition=is_public),
        round_number=F("public__number"),
        round_result=F("public__result"),
        option_number=F("options__number"),
        option_label=F("options__label"),
    ).order_by("-event__starts_at", "pk")


def _hidden(rows: Sequence[Item]) -> dict[int, list[str]]:
    clouds = {row.pk for row in rows if row.kind == ItemKind.WORDS}
    found: dict[int, list[str]] = {}
    for item, word in HiddenWord.objects.filter(item__in=clouds).values_list("item", "word") if clouds else ():
        found.setdefault(item, []).append(word)
    return found


def _related(event: Event, title: str, url: str, text: str) -> Related:
    day = format_date(event.starts_at.astimezone(BERLIN).date())
    state = day if title == event.title else f"„{event.title}“, {day}"
    return Related(kind="Abende", title=title, url=url, text=text, state=state, invented=event.invented)
