"""Open data: goals and values as CSV."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy import queries
from soesmart.strategy.queries.shapes import GoalView, IndicatorView, ValueView
from soesmart.strategy.views.csv_file import Cell, csv_answer

VALUE_COLUMNS = ("Jahr", "Wert", "Einheit", "Stand", "Ausgangswert", "Beispielwert", "Quelle", "Hinweis", "erfasst am")
GOAL_COLUMNS = (
    "Feld", "Kürzel", "Nummer", "Ziel", "Beschreibung", "übergeordnetes Ziel", "zuständig", "Dimensionen",
    "Nachhaltigkeitsziele", "Ziel ist Beispiel", "Kennzahl", "Kennzahl ist Beispiel", "Richtung", "Zielwert",
    "Zieljahr", "Zielwert ist Beispiel", "Bewertung",
)  # fmt: skip


@require_safe
def values_csv(request: HttpRequest, code: str) -> HttpResponse:
    """All values of the goal's indicator, corrected ones too."""
    page = queries.goal_page(code, clock.now())
    if page is None or page.goal.indicator is None:
        raise Http404
    indicator = page.goal.indicator
    rows = sorted((*indicator.values, *indicator.corrected), key=lambda value: (value.year or 0, value.recorded_at))
    return csv_answer(f"{code}.csv", VALUE_COLUMNS, [_value_row(value, indicator) for value in rows])


@require_safe
def goals_csv(request: HttpRequest) -> HttpResponse:
    """One row for each goal and value, so that a goal without value has a row too."""
    strategy = queries.strategy_at(clock.now())
    if strategy is None:
        raise Http404
    names = {field.key: field.name for field in strategy.fields}
    rows = [row for goal in strategy.goals for row in _goal_rows(goal, names[goal.field_key])]
    return csv_answer("ziele.csv", (*GOAL_COLUMNS, *VALUE_COLUMNS), rows)


def _value_row(value: ValueView, indicator: IndicatorView) -> tuple[Cell, ...]:
    return (
        value.year, value.value, indicator.unit, value.state_label, _yes(value.is_baseline), _yes(value.invented),
        value.source, value.note, value.recorded_at.date().isoformat(),
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
