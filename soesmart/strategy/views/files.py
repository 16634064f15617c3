"""Open data: goals and values as CSV."""

from collections.abc import Iterable
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.strategy import queries
from soesmart.strategy.queries.known import day_asked
from soesmart.strategy.queries.measured import replaced_parts
from soesmart.strategy.queries.shapes import GoalView, IndicatorView, ValueView
from soesmart.strategy.views.csv_file import Cell, csv_answer
from soesmart.strategy.views.goal import as_known_answer, known_goal
from soesmart.strategy.views.verdicts import way_in

VALUE_COLUMNS = (
    "Jahr", "Wert", "Einheit", "Stand", "Ausgangswert", "Beispielwert", "Quelle", "Hinweis", "erfasst am",
    "Tag", "Bruch davor", "Quelle heißt", "Lizenz", "Verfahren", "Weg", "ersetzt",
)  # fmt: skip
PART_COLUMNS = ("Sektor", "Ortsteil", "Gruppe")
GOAL_COLUMNS = (
    "Feld", "Kürzel", "Nummer", "Ziel", "Beschreibung", "übergeordnetes Ziel", "zuständig", "Dimensionen",
    "Nachhaltigkeitsziele", "Ziel ist Beispiel", "Kennzahl", "Kennzahl ist Beispiel", "Richtung", "Zielwert",
    "Zieljahr", "Zielwert ist Beispiel", "Bewertung",
)  # fmt: skip


@require_safe
def values_csv(request: HttpRequest, code: str) -> HttpResponse:
    """All values of the goal's indicator: corrected ones, single days and parts too. `?stand=` as known on a day."""
    known = known_goal(request, code)
    indicator = known.page.goal.indicator
    if indicator is None:
        raise Http404
    replaced = {value.pk for value in (*indicator.corrected, *replaced_parts(indicator))}
    whole = (*indicator.values, *indicator.corrected, *indicator.days, *indicator.withdrawn)
    rows = sorted((*whole, *indicator.parts), key=_order)
    made = [
        (*_value_row(value, indicator, is_replaced=value.pk in replaced), value.sector, value.district, value.group)
        for value in rows
    ]
    answer = csv_answer(f"{code}{known.asked.suffix}.csv", (*VALUE_COLUMNS, *PART_COLUMNS), made)
    return as_known_answer(answer, known.asked)


@require_safe
def goals_csv(request: HttpRequest) -> HttpResponse:
    """One row for each goal and value, so that a goal without value has a row too. `?stand=` as known on a day."""
    strategy = queries.strategy_at(clock.now())
    if strategy is None:
        raise Http404
    asked = day_asked(request.GET, clock.today())
    shown = asked.of_strategy(strategy)
    names = {field.key: field.name for field in shown.fields}
    rows = [row for goal in shown.goals for row in _goal_rows(goal, names[goal.field_key])]
    return as_known_answer(csv_answer(f"ziele{asked.suffix}.csv", (*GOAL_COLUMNS, *VALUE_COLUMNS), rows), asked)


def _order(value: ValueView) -> tuple[str, int, date, datetime]:
    return value.part, value.year or 0, value.day or date.max, value.recorded_at


def _value_row(value: ValueView, indicator: IndicatorView, *, is_replaced: bool = False) -> tuple[Cell, ...]:
    return (
        value.year, None if value.is_withdrawn else value.value, indicator.unit,
        value.state_label, _yes(value.is_baseline), _yes(value.invented),
        value.source, value.note, value.recorded_at.astimezone(BERLIN).date().isoformat(),
        value.day.isoformat() if value.day else "", _yes(value.has_break), value.source_name, value.licence,
        value.method_version, way_in(value, indicator), _yes(is_replaced),
    )  # fmt: skip


def _goal_rows(goal: GoalView, field_name: str) -> Iterable[tuple[Cell, ...]]:
    indicator = goal.indicator
    target = indicator.target if indicator else None
    own: tuple[Cell, ...] = (
        field_name, goal.code, goal.number, goal.title, goal.description, goal.parent, goal.unit,
        ", ".join(goal.dimensions), ", ".join(str(number) for number in goal.sdg_numbers), _yes(goal.invented),
        indicator.name if indicator else "", _yes(bool(indicator and indicator.invented)),
        indicator.direction_label if indicator else "", target.value if target else None,
        target.year if target else None, _yes(bool(target and target.invented)), goal.light.label,
    )  # fmt: skip
    if indicator is None or not indicator.values:
        return [(*own, None, None, indicator.unit if indicator else "", *(None,) * (len(VALUE_COLUMNS) - 3))]
    return [own + _value_row(value, indicator) for value in indicator.values]


def _yes(flag: bool) -> str:
    return "ja" if flag else "nein"
