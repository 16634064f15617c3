"""The ideas of a campaign as plain rows of a table, and what a file may name in it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from soesmart.core.clock import BERLIN
from soesmart.participation.geography import Outline, outline_of
from soesmart.participation.idea_table import COLUMNS, RESULTS, STATES, VISIBILITIES, Cell, Cells, plain
from soesmart.participation.models import Campaign, Category, Idea, IdeaLink, Tally
from soesmart.participation.rules import Visibility
from soesmart.region.models import District

FIELDS = ("number", "reference", "title", "what", "beneficiaries", "place", "lat", "lon", "channel", "author_role")
MORE = ("category__key", "district__slug", "received_at", "source", "invented", "visibility", "state", "pk")


@dataclass(frozen=True)
class Known:
    """What the town has and a file may name.

    themes, districts: keys by every spelling; names: by key; outline: of the town; ideas: cells by
    number; references: numbers by reference; hidden: numbers of ideas that only their trail shows.
    """

    themes: dict[str, str]
    districts: dict[str, str]
    names: dict[str, str]
    outline: Outline | None
    town: str
    ideas: dict[str, Cells]
    references: dict[str, str]
    hidden: frozenset[str]


def rows_of(campaign: Campaign, *, only: Q | None = None) -> list[Cells]:
    """Plain cells of the ideas by number. Two queries."""
    linked = _links(campaign)
    rows = Idea.objects.filter(only or Q(), campaign=campaign).order_by("number").values(*FIELDS, *MORE)
    return [_cells(row, linked) for row in rows]


def names_for(campaign: Campaign) -> dict[str, str]:
    """Names of themes and districts by `category:key` and `district:slug`; two queries."""
    themes = Category.objects.filter(campaign=campaign).values_list("key", "name")
    districts = District.objects.values_list("slug", "name")
    return {f"category:{key}": name for key, name in themes} | {f"district:{key}": name for key, name in districts}


def known_in(campaign: Campaign) -> Known:
    """What stands now; six queries."""
    names = names_for(campaign)
    hidden = Idea.objects.filter(campaign=campaign).exclude(visibility__in=[Visibility.VISIBLE, Visibility.HELD])
    ideas = {str(cells["number"]): cells for cells in rows_of(campaign)}
    return Known(
        _spellings(names, "category:"),
        _spellings(names, "district:"),
        names,
        outline_of(),
        campaign.municipality.name,
        ideas,
        {str(cells["reference"]).casefold(): number for number, cells in ideas.items() if cells["reference"]},
        frozenset(str(number) for number in hidden.values_list("number", flat=True)),
    )


def _spellings(names: dict[str, str], kind: str) -> dict[str, str]:
    pairs = [(name.removeprefix(kind), text) for name, text in names.items() if name.startswith(kind)]
    return {spelling.casefold(): key for key, text in pairs for spelling in (key, text)}


def _cells(row: dict[str, Any], linked: dict[int, set[int]]) -> Cells:
    received: date = row["received_at"].astimezone(BERLIN).date()
    values = row | {
        "category": row["category__key"],
        "district": row["district__slug"],
        "links": ", ".join(str(number) for number in sorted(linked[row["pk"]])),
        "received": received,
    }
    return {column.key: plain(values[column.key], column) for column in COLUMNS}


def _links(campaign: Campaign) -> dict[int, set[int]]:
    """Numbers of the linked ideas by primary key. One query."""
    linked: dict[int, set[int]] = defaultdict(set)
    rows = IdeaLink.objects.filter(first__campaign=campaign)
    for first, one, second, two in rows.values_list("first", "first__number", "second", "second__number"):
        linked[first].add(two)
        linked[second].add(one)
    return linked


def standing_of(ideas: "QuerySet[Idea]", *, with_results: bool) -> dict[str, dict[str, Cell | int]]:
    """By number what only goes out: state, visibility, comments, and results where they may be seen. Two queries."""
    rows = ideas.order_by("number").values("pk", "number", "state", "visibility", "comments_count")
    counts: dict[int, dict[str, int]] = {}
    if with_results:
        names = [column.key for column in RESULTS]
        sums = Tally.objects.filter(idea__in=ideas.order_by()).order_by().values("idea")
        for row in sums.annotate(**{f"sum_{name}": Sum(name) for name in names}):
            found: dict[str, int] = dict(row)  # type: ignore[arg-type]
            counts[found["idea"]] = {name: found[f"sum_{name}"] for name in names}
    nothing = {column.key: 0 for column in RESULTS} if with_results else {}
    return {
        str(row["number"]): {
            "state": STATES[row["state"]],
            "visibility": VISIBILITIES[row["visibility"]],
            "comments": row["comments_count"],
            **counts.get(row["pk"], nothing),
        }
        for row in rows
    }
