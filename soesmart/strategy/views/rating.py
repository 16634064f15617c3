"""Why a goal stands where it stands: every rule with its formula and numbers, as a page and as CSV."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.strategy.rating.assessment import Assessment
from soesmart.strategy.rating.explained import explain
from soesmart.strategy.views.calculation import rules_of
from soesmart.strategy.views.csv_file import Cell, csv_answer
from soesmart.strategy.views.forecast_words import Row, Tables
from soesmart.strategy.views.goal import as_known_answer, known_goal
from soesmart.strategy.views.verdicts import Verdicts

TESTED = ("Vergleiche", "mittlerer Fehler", "Fehler ohne Änderung", "im 50-Prozent-Band", "im 80-Prozent-Band")
COLUMNS = ("Teil", "Schritt", "Rechnung", "Ergebnis")


@require_safe
def rating(request: HttpRequest, code: str) -> HttpResponse:
    known = known_goal(request, code)
    page, assessment = known.page, known.assessment
    context = {"page": page, "goal": page.goal, "indicator": page.goal.indicator, "asked": known.asked}
    if assessment:
        tables = Tables(assessment)
        context |= {
            "assessment": assessment,
            "verdicts": Verdicts(assessment),
            "explained": explain(assessment.indicator),
            "rules": rules_of(assessment),
            "tables": tables,
            "formulas": tables.formulas(),
        }
    return as_known_answer(render(request, "strategy/rating.html", context), known.asked)


@require_safe
def rating_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The same numbers as rows: part, step, calculation, result."""
    known = known_goal(request, code)
    if known.assessment is None:
        raise Http404
    answer = csv_answer(f"{code}-bewertung{known.asked.suffix}.csv", COLUMNS, list(_rows(known.assessment)))
    return as_known_answer(answer, known.asked)


def _rows(found: Assessment) -> Iterator[tuple[Cell, ...]]:
    for rule in rules_of(found):
        yield rule.name, "Ergebnis", "", rule.reason
        for formula in rule.formulas:
            yield rule.name, "Formel", formula, ""
        for step in rule.steps:
            yield rule.name, step.label, step.formula, step.result
        for threshold in rule.thresholds:
            yield rule.name, "Schwelle", threshold.condition, threshold.outcome
    if found.disagreement:
        yield "Vergleich der Regeln", "Ergebnis", "", found.disagreement
    yield from _forecast_rows(Tables(found))


def _forecast_rows(tables: Tables) -> Iterator[tuple[Cell, ...]]:
    for one in tables.history():
        yield "Verlauf der Bewertung", one.head, one.cells[2], one.cells[1]
    for formula in tables.formulas():
        yield "Prognose", "Formel", formula, ""
    for step in tables.forecast_steps():
        yield "Prognose", step.label, step.formula, step.result
    named: tuple[tuple[str, list[Row], tuple[str, ...]], ...] = (
        ("Prognose", tables.forecast(), ("Wert", "50-Prozent-Band", "80-Prozent-Band")),
        ("Rückschau", tables.backtest(), TESTED),
        ("Emissionsbudget", tables.budget(), ("Ausstoß", "Pfad", "Unterschied", "aufsummiert")),
    )
    for part, rows, names in named:
        for row in rows:
            for name, cell in zip(names, row.cells, strict=True):
                yield part, row.head, name, cell
