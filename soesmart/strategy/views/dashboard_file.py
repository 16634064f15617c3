"""The dashboard as a file."""

from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy.queries.dashboard import Row
from soesmart.strategy.queries.dashboard import dashboard as read_dashboard
from soesmart.strategy.queries.known import day_asked
from soesmart.strategy.rating.assessment import Assessment
from soesmart.strategy.rating.light import as_decimal
from soesmart.strategy.rating.words import GRADES
from soesmart.strategy.views.csv_file import Cell, csv_answer

COLUMNS = (
    "Feld", "Kürzel", "Ziel", "Kennzahl", "Einheit", "Jahr", "Wert", "Beispielwert", "Zielwert", "Zieljahr",
    "Zielwert ist Beispiel", "Lücke", "Wettersymbol", "Wettersymbol davor", "Verhältnis", "Verhältnis in Worten",
    "Aussicht in Prozent", "Aussicht", "nötig im Jahr", "bestes Jahr",
)  # fmt: skip


@require_safe
def dashboard_csv(request: HttpRequest) -> HttpResponse:
    asked = day_asked(request.GET, clock.today())
    found = read_dashboard(clock.now(), asked)
    if found is None:
        raise Http404
    name = f"lage-{asked.day.isoformat()}.csv" if asked.day else "lage.csv"
    return csv_answer(name, COLUMNS, [_cells(row) for row in found.rows])


def _cells(row: Row) -> tuple[Cell, ...]:
    found, goal = row.assessment, row.goal
    if found is None:
        return (row.field_name, goal.code, goal.title, *("",) * (len(COLUMNS) - 3))
    own, ratio = found.indicator, found.linear
    return (
        row.field_name, goal.code, goal.title, own.name, own.unit, row.measured_in,
        own.latest.value if own.latest else None, _yes(bool(own.latest and own.latest.invented)),
        found.target, found.target_year, _yes(bool(own.target and own.target.invented)), _lacks(found),
        row.symbol.label if row.symbol else "", row.before.label if row.before else "",
        as_decimal(ratio.ratio if ratio else None), GRADES[ratio.grade] if ratio and ratio.grade else "",
        as_decimal(None if found.chance is None else round(found.chance * 100, 1)), found.chance_words,
        as_decimal(found.needed), found.best,
    )  # fmt: skip


def _lacks(found: Assessment) -> Decimal | None:
    """The gap as the page says it: how much is missing, without a sign; nothing where it is reached."""
    return Decimal(0) if found.is_reached else None if found.gap is None else abs(found.gap)


def _yes(flag: bool) -> str:
    return "ja" if flag else "nein"
