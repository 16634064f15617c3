"""The dashboard: all goals by chance, gap, change or field, as a page and as a file."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy.access import is_reader
from soesmart.strategy.decision import as_decimal
from soesmart.strategy.queries.dashboard import Dashboard, Order, Row
from soesmart.strategy.queries.dashboard import dashboard as read_dashboard
from soesmart.strategy.queries.known import day_asked
from soesmart.strategy.rating_words import GRADES, Say
from soesmart.strategy.views.csv_file import Cell, csv_answer
from soesmart.strategy.views.sheet_words import chance_percent

PER_PAGE = 60
# A value is old when the newest one is of a year before the one that ended last.
NEWEST_MAY_LAG = 2
COLUMNS = (
    "Feld", "Kürzel", "Ziel", "Kennzahl", "Einheit", "Jahr", "Wert", "Beispielwert", "Zielwert", "Zieljahr",
    "Zielwert ist Beispiel", "Lücke", "Wettersymbol", "Wettersymbol davor", "Verhältnis", "Verhältnis in Worten",
    "Aussicht in Prozent", "Aussicht", "nötig im Jahr", "bestes Jahr",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A goal in words. group: heading above it where a new group begins, else nothing."""

    row: Row
    latest: str
    target: str
    gap: str
    chance: str
    is_old: bool
    group: str = ""


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
        "lines": _lines(list(page), order, limit),
        "old": found.old(limit),
        "limit": limit,
        "is_office": is_reader(request),
    }
    answer = render(request, "strategy/dashboard.html", context)
    if asked.day:
        answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def dashboard_csv(request: HttpRequest) -> HttpResponse:
    asked = day_asked(request.GET, clock.today())
    found = read_dashboard(clock.now(), asked)
    if found is None:
        raise Http404
    name = f"lage-{asked.day.isoformat()}.csv" if asked.day else "lage.csv"
    return csv_answer(name, COLUMNS, _cells(found))


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


def _lines(rows: list[Row], order: Order, limit: int) -> list[Line]:
    lines, group = [], ""
    for row in rows:
        own = {Order.CHANCE: row.group, Order.FIELD: row.field_name}.get(order, "")
        lines.append(_line(row, own if own != group else "", limit))
        group = own
    return lines


def _line(row: Row, group: str, limit: int) -> Line:
    found = row.assessment
    if found is None:
        return Line(row, "", "", "", "", False, group)
    indicator = found.indicator
    say = Say(indicator.decimals, indicator.said_unit)
    gap = "" if found.gap is None else say.value(abs(found.gap))
    return Line(
        row,
        latest=say.value(indicator.latest.value) if indicator.latest else "",
        target=say.value(found.target) if found.target is not None else "",
        gap="" if found.is_reached else gap,
        chance=chance_percent(found.chance),
        is_old=(row.measured_in or 0) < limit,
        group=group,
    )


def _cells(found: Dashboard) -> list[tuple[Cell, ...]]:
    return [_cell_row(row) for row in found.rows]


def _cell_row(row: Row) -> tuple[Cell, ...]:
    found, goal = row.assessment, row.goal
    if found is None:
        return (row.field_name, goal.code, goal.title, *("",) * (len(COLUMNS) - 3))
    own, ratio = found.indicator, found.linear
    return (
        row.field_name, goal.code, goal.title, own.name, own.unit, row.measured_in,
        own.latest.value if own.latest else None, _yes(bool(own.latest and own.latest.invented)),
        found.target, found.target_year, _yes(bool(own.target and own.target.invented)), found.gap,
        row.symbol.label if row.symbol else "", row.before.label if row.before else "",
        as_decimal(ratio.ratio if ratio else None), GRADES[ratio.grade] if ratio and ratio.grade else "",
        as_decimal(None if found.chance is None else round(found.chance * 100, 1)), found.chance_words,
        as_decimal(found.needed), found.best,
    )  # fmt: skip


def _yes(flag: bool) -> str:
    return "ja" if flag else "nein"
