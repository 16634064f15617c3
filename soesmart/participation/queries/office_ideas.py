"""The ideas of a campaign as the office lists them: filtered, sorted, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from soesmart.core.clock import BERLIN
from soesmart.core.numbers import format_number
from soesmart.participation.models import Campaign, Category, Idea
from soesmart.participation.rules import Channel, IdeaState, Visibility
from soesmart.region.models import District

PAGE = 40
SORTS = {
    "neu": ("neueste", "-number"),
    "nummer": ("Nummer", "number"),
    "zuspruch": ("Zuspruch", "-score"),
    "stimmen": ("Stimmen", "-voices"),
    "kommentare": ("Kommentare", "-comments_count"),
    "frist": ("Frist der Antwort", "answer_due_at"),
}
TELLING = ("zuspruch", "stimmen")  # what was thought of the ideas
COLUMNS = (
    *("pk", "number", "title", "visibility", "invented", "state", "category__name", "district__name", "channel"),
    *("voices", "score", "comments_count", "answered_at", "answer_due_at"),
)
ANSWERS = {"offen": "noch ohne Antwort", "faellig": "Frist vorbei", "beantwortet": "beantwortet"}


@dataclass(frozen=True)
class Choice:
    """A filter with its options: what stands in the address, its label, and the pairs to choose from."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Row:
    """An idea in the list, ready to be shown: a template that asks forty models costs twice as much.

    hidden: why the public does not see it; awaits: whether an answer is still to be given, due: until when.
    """

    number: int
    title: str
    hidden: str
    invented: bool
    state: str
    category: str
    district: str
    channel: str
    voices: str
    score: str
    comments: str
    answered: str
    due: str
    awaits: bool
    is_late: bool


@dataclass(frozen=True)
class Filters:
    """What the address asks for; unknown values count as not asked."""

    words: str
    chosen: Mapping[str, str]
    choices: list[Choice]

    @property
    def is_empty(self) -> bool:
        return not self.words and not any(choice.chosen for choice in self.choices if choice.name != "sortierung")


def filters_of(campaign: Campaign, asked: Mapping[str, str], *, with_results: bool = True) -> Filters:
    """The filters of the list with what was chosen; two queries. Hidden results give no order either."""
    sorts = {key: label for key, (label, _) in SORTS.items() if with_results or key not in TELLING}
    all_options: list[tuple[str, str, list[tuple[str, str]]]] = [
        ("zustand", "Zustand", [(state.value, state.label) for state in IdeaState]),
        ("sichtbarkeit", "Sichtbarkeit", [(state.value, state.label) for state in Visibility]),
        ("antwort", "Antwort", list(ANSWERS.items())),
        ("thema", "Thema", list(Category.objects.filter(campaign=campaign).values_list("key", "name"))),
        ("ortsteil", "Ortsteil", list(District.objects.values_list("slug", "name"))),
        ("kanal", "Weg", [(channel.value, channel.label) for channel in Channel]),
        ("sortierung", "Sortierung", list(sorts.items())),
    ]
    chosen = {
        name: asked.get(name, "") if asked.get(name, "") in dict(options) else "" for name, _, options in all_options
    }
    choices = [Choice(name, label, options, chosen[name]) for name, label, options in all_options if options]
    return Filters(" ".join(asked.get("q", "").split())[:100], chosen, choices)


def ideas_of(campaign: Campaign, filters: Filters, at: datetime) -> QuerySet[Idea]:
    """The rows that the filters let through, in order. Conditions stay on the table of ideas: no join to count over."""
    chosen, rows = filters.chosen, Idea.objects.filter(campaign=campaign)
    for name, column in (("zustand", "state"), ("sichtbarkeit", "visibility"), ("kanal", "channel")):
        if chosen[name]:
            rows = rows.filter(**{column: chosen[name]})
    if chosen["thema"]:
        rows = rows.filter(category__in=list(Category.objects.filter(campaign=campaign, key=chosen["thema"])))
    if chosen["ortsteil"]:
        rows = rows.filter(district__in=list(District.objects.filter(slug=chosen["ortsteil"])))
    if chosen["antwort"]:
        rows = rows.filter(_answer(chosen["antwort"], at), visibility=Visibility.VISIBLE)
    if filters.words:
        rows = rows.filter(_words(filters.words))
    # Whoever looks for what is late wants the latest first; the index of promises has them in this order.
    usual = "frist" if chosen["antwort"] == "faellig" else "neu"
    order = SORTS[chosen["sortierung"] or usual][1]
    return rows.order_by(order, "number") if order != "-number" else rows.order_by(order)


def _answer(asked: str, at: datetime) -> Q:
    if asked == "beantwortet":
        return Q(answered_at__isnull=False)
    return Q(answered_at=None, answer_due_at__lt=at) if asked == "faellig" else Q(answered_at=None)


def _words(words: str) -> Q:
    """A number or reference as a whole, or every word in title or text."""
    found = Q(reference__iexact=words)
    number = words.removeprefix("#").removeprefix("Nr. ")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return found | Q(number=int(number))
    every = Q()
    for word in words.split()[:5]:
        every &= Q(title__icontains=word) | Q(what__icontains=word)
    return found | every


def page_of(rows: QuerySet[Idea], number: str | None, at: datetime) -> "tuple[Page[int], list[Row]]":
    """A page of the list and its rows; three queries. Keys come first, from an index: of 20,000 rows 40 are read."""
    keys = Paginator(rows.values_list("pk", flat=True), PAGE).get_page(number)
    found = {row["pk"]: row for row in Idea.objects.filter(pk__in=list(keys)).order_by().values(*COLUMNS)}
    return keys, [_row(found[key], at) for key in keys if key in found]


def _row(row: Mapping[str, Any], at: datetime) -> Row:
    is_visible, due = row["visibility"] == Visibility.VISIBLE, row["answer_due_at"]
    awaits = is_visible and row["answered_at"] is None
    return Row(
        number=row["number"],
        title=row["title"],
        hidden="" if is_visible else Visibility(row["visibility"]).label,
        invented=row["invented"],
        state=IdeaState(row["state"]).label,
        category=row["category__name"] or "–",
        district=row["district__name"] or "",
        channel=Channel(row["channel"]).label,
        voices=format_number(row["voices"]),
        score=format_number(row["score"]),
        comments=format_number(row["comments_count"]),
        answered=format_short(row["answered_at"]) if row["answered_at"] else "",
        due=format_short(due) if awaits and due else "",
        awaits=awaits,
        is_late=bool(awaits and due and due < at),
    )


def format_short(moment: datetime) -> str:
    """`20.10.2026`, for tables."""
    return f"{moment.astimezone(BERLIN):%d.%m.%Y}"
