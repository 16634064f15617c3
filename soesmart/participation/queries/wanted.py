"""What a reader asks the list of ideas for, as it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.db.models import Q, QuerySet

from soesmart.participation.models import Idea
from soesmart.participation.queries.campaigns import Choice, Choices
from soesmart.participation.rules import Channel, IdeaState

LONGEST_SEARCH = 100
MemberT = TypeVar("MemberT", bound=StrEnum)


class Order(StrEnum):
    """In which order the cards lie."""

    NUMBER = "nummer"
    NEWEST = "neu"
    SUPPORT = "zuspruch"
    COMMENTS = "kommentare"

    @property
    def label(self) -> str:
        return {
            "nummer": "nach Nummer",
            "neu": "neueste zuerst",
            "zuspruch": "meiste Zustimmung",
            "kommentare": "meiste Kommentare",
        }[self.value]


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for; what does not exist is left out, not refused."""

    text: str = ""
    category: Choice | None = None
    district: Choice | None = None
    state: IdeaState | None = None
    channel: Channel | None = None
    order: Order = Order.NUMBER

    @classmethod
    def of(cls, query: Mapping[str, str], choices: Choices, *, with_results: bool) -> "Wanted":
        """From the address. Without results there is no order by support: it would tell them."""
        order = _member(Order, query.get("ordnung", "")) or Order.NUMBER
        return cls(
            text=" ".join(query.get("suche", "").split())[:LONGEST_SEARCH],
            category=_choice(choices.categories, query.get("kategorie", "")),
            district=_choice(choices.districts, query.get("ortsteil", "")),
            state=_member(IdeaState, query.get("stand", "")),
            channel=_member(Channel, query.get("weg", "")),
            order=order if with_results or order != Order.SUPPORT else Order.NUMBER,
        )

    @property
    def columns(self) -> list[str]:
        return _ORDERS[self.order]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.category or self.district or self.state or self.channel)


_ORDERS = {
    Order.NUMBER: ["number"],
    Order.NEWEST: ["-number"],
    Order.SUPPORT: ["-score", "number"],
    Order.COMMENTS: ["-comments_count", "number"],
}


def narrowed(ideas: "QuerySet[Idea]", wanted: Wanted) -> "QuerySet[Idea]":
    """Those that the reader asks for."""
    if wanted.category:
        ideas = ideas.filter(category=wanted.category.id)
    if wanted.district:
        ideas = ideas.filter(district=wanted.district.id)
    if wanted.state:
        ideas = ideas.filter(state=wanted.state)
    if wanted.channel:
        ideas = ideas.filter(channel=wanted.channel)
    return ideas.filter(_about(wanted.text)) if wanted.text else ideas


def _about(text: str) -> Q:
    """In the title or, for a number, that card. SQLite folds only ASCII, so umlauts are asked for in both cases."""
    found = Q()
    for form in {text, text.lower(), text.capitalize()} if not text.isascii() else {text}:
        found |= Q(title__icontains=form)
    return found | Q(number=int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else found


def _choice(choices: list[Choice], key: str) -> Choice | None:
    return next((choice for choice in choices if choice.key == key), None)


def _member(kind: type[MemberT], value: str) -> MemberT | None:
    return next((member for member in kind if member.value == value), None)
