"""Search within the strategy."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy import queries
from soesmart.strategy.queries.shapes import StrategyView
from soesmart.strategy.queries.tree import DIMENSIONS
from soesmart.strategy.rules import SDGS
from soesmart.strategy.searching import Filters, find

PER_PAGE = 20
LONGEST = 200


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    strategy = queries.strategy_at(clock.now())
    if strategy is None:
        return render(request, "strategy/none.html")
    filters = _filters(request)
    hits = [] if filters.is_empty else find(strategy, filters)
    pages = Paginator(hits, PER_PAGE)
    number = _number(request.GET.get("seite", "1"))
    if number is None or number > pages.num_pages:
        query = request.GET.copy()
        query["seite"] = str(pages.num_pages)
        context = {"last": pages.num_pages, "last_url": f"{request.path}?{query.urlencode()}"}
        return render(request, "strategy/no_such_page.html", context, status=404)
    page = pages.page(number)
    context = {"strategy": strategy, "filters": filters, "page": page, **_choices(strategy, filters)}
    return render(request, "strategy/search.html", context)


def _filters(request: HttpRequest) -> Filters:
    given = request.GET
    sdg = _number(given.get("sdg", ""))
    return Filters(
        words=given.get("q", "").replace("\x00", "").strip()[:LONGEST],
        field=given.get("feld", ""),
        sdg=sdg if sdg in SDGS else None,
        unit=given.get("stelle", ""),
        dimension=given.get("dimension", ""),
    )


def _choices(strategy: StrategyView, filters: Filters) -> dict[str, Any]:
    """The filters that this strategy has something for."""
    units = sorted({(goal.unit_key, goal.unit) for goal in strategy.goals if goal.unit_key}, key=lambda unit: unit[1])
    own = {number for goal in strategy.goals for number in goal.sdg_numbers}
    sdgs = sorted(own | {number for field in strategy.fields for number in field.sdg_numbers})
    dimensions = {name for goal in strategy.goals for name in goal.dimensions}
    return {
        "fields": [Choice(field.key, field.name, field.key == filters.field) for field in strategy.fields],
        "units": [Choice(key, name, key == filters.unit) for key, name in units],
        "sdgs": [Choice(str(number), f"{number} {SDGS[number]}", number == filters.sdg) for number in sdgs],
        "dimensions": [Choice(name, name, name == filters.dimension) for _, name in DIMENSIONS if name in dimensions],
    }


def _number(text: str) -> int | None:
    """A whole number above zero; ten digits are beyond every list."""
    return int(text) or None if text.isascii() and text.isdigit() and len(text) < 10 else None
