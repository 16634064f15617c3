"""The dashboard: all goals by chance, gap, change or field."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.methods.weather_symbols import Symbol
from soesmart.strategy.access import is_reader
from soesmart.strategy.addresses import sheet_url
from soesmart.strategy.queries.dashboard import Order, Row
from soesmart.strategy.queries.dashboard import dashboard as read_dashboard
from soesmart.strategy.queries.known import day_asked
from soesmart.strategy.rating.assessment import Assessment
from soesmart.strategy.rating.words import Say, chance_percent
from soesmart.strategy.views.verdicts import Verdicts

PER_PAGE = 60
# A value is old when the newest one is of a year before the one that ended last.
NEWEST_MAY_LAG = 2
LONGEST_UNIT_TWICE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A goal in words. place: its field, or its code below its field; group: heading where a new group begins.

    indicator: what is measured; numbers: the latest value and what is wanted: text, a year or nothing, whether only it
    is an example; are_examples: whether both are; notes: what is missing, and an old value's year.
    """

    name: str
    url: str
    place: str
    group: str
    sheet_url: str = ""
    symbol: Symbol | None = None
    light: str = ""
    light_label: str = ""
    spark: str = ""
    indicator: str = ""
    numbers: tuple[tuple[str, int | None, bool], ...] = ()
    are_examples: bool = False
    notes: tuple[str, ...] = ()
    chance: str = ""
    chance_words: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    is_current: bool
    count: int | None = None


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    asked = day_asked(request.GET, clock.today())
    found = read_dashboard(clock.now(), asked)
    if found is None:
        return render(request, "strategy/none.html")
    order = _order(request)
    page = Paginator(found.sorted(order), PER_PAGE).get_page(request.GET.get("seite"))
    limit = (asked.day or clock.today()).year - NEWEST_MAY_LAG
    context: dict[str, Any] = {
        "strategy": found.strategy,
        "dashboard": found,
        "asked": asked,
        "tabs": _tabs(request.GET, order),
        "page": page,
        "lines": _lines(list(page), order, limit, asked.query),
        "example": _example("Beispielwert"),
        "examples": _example("Beispielwerte"),
        "old": found.old(limit),
        "limit": limit,
        "is_office": is_reader(request),
    }
    answer = render(request, "strategy/dashboard.html", context)
    if asked.day:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _order(request: HttpRequest) -> Order:
    """As asked; nonsense is the usual order."""
    wanted = request.GET.get("nach", "")
    return Order(wanted) if wanted in set(Order) else Order.CHANCE


def _tabs(given: QueryDict, current: Order) -> list[Tab]:
    tabs = []
    for order in Order:
        query = given.copy()
        query.pop("seite", None)
        query["nach"] = order.value
        tabs.append(Tab(order.label, f"?{query.urlencode()}", order is current))
    return tabs


def _lines(rows: list[Row], order: Order, limit: int, query: str) -> list[Line]:
    lines, group = [], ""
    for row in rows:
        own = _heading(row, order)
        place = row.goal.code if order is Order.FIELD else row.field_name
        lines.append(_line(row, place, own if own != group else "", limit, query))
        group = own
    return lines


def _heading(row: Row, order: Order) -> str:
    """Under which the goal stands in this order; gaps have none."""
    if order is Order.CHANGE:
        if row.change is None:
            return "ohne Vergleich"
        return "schlechter geworden" if row.change > 0 else "besser geworden" if row.change else "unverändert"
    return {Order.CHANCE: row.group, Order.FIELD: row.field_name}.get(order, "")


def _line(row: Row, place: str, group: str, limit: int, query: str) -> Line:
    goal, found = row.goal, row.assessment
    if found is None:
        return Line(goal.name, goal.url + query, place, group)
    light, numbers = goal.light, list(_numbers(row, found))
    are_examples = len(numbers) > 1 and all(is_example for _, _, is_example in numbers)
    return Line(
        goal.name,
        goal.url + query,
        place,
        group,
        sheet_url(goal.code) + query,
        row.symbol,
        light.value,
        Verdicts(found).light_label,
        row.spark,
        found.indicator.name,
        tuple((text, year, is_example and not are_examples) for text, year, is_example in numbers),
        are_examples,
        tuple(_notes(row, found, limit)),
        chance_percent(found.chance),
        found.chance_words,
    )


def _numbers(row: Row, found: Assessment) -> Iterator[tuple[str, int | None, bool]]:
    """The latest value and the target."""
    own = found.indicator
    say = Say(own.decimals, own.said_unit)
    latest, target = own.latest, own.target
    yield (say.value(latest.value), row.measured_in, latest.invented) if latest else ("noch kein Wert", None, False)
    if found.target is not None and target:
        again = Say(own.decimals, _short(own.said_unit))
        yield f"Ziel\N{NO-BREAK SPACE}{again.value(found.target)}", found.target_year, target.invented


def _notes(row: Row, found: Assessment, limit: int) -> Iterator[str]:
    """The gap, and when it was measured where that is long ago."""
    year = row.measured_in
    if found.is_reached:
        yield "erreicht"
    elif found.gap is not None:
        say = Say(found.indicator.decimals, _short(found.indicator.said_unit))
        yield f"Lücke\N{NO-BREAK SPACE}{say.difference(abs(found.gap))}"
    if year is not None and year < limit:
        yield f"zuletzt gemessen {year}"


def _short(unit: str) -> str:
    """The unit where it was already said in full: nothing for a long one."""
    return "%" if unit.startswith("%") else unit if len(unit) <= LONGEST_UNIT_TWICE else ""


@cache
def _example(text: str) -> SafeString:
    """The mark of invented values, drawn once: a list has it in every line."""
    return render_to_string("core/_badge.html", {"text": text, "kind": "example", "url": ""})
