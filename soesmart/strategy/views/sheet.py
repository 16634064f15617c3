"""The decision sheet of a goal, with a "what would be if" that answers without a script, and the same as a document."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy.queries.known import Asked, day_asked
from soesmart.strategy.queries.sheet import Sheet
from soesmart.strategy.queries.sheet import sheet as read_sheet
from soesmart.strategy.rating.words import chance_percent, chance_words
from soesmart.strategy.sheet.facts import facts, missing_parts
from soesmart.strategy.sheet.plot import plot_plan, rows_of
from soesmart.strategy.sheet.what_if import Question, question
from soesmart.strategy.sheet.words import METHOD, ORDER, Words, read_as


@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    found, asked = _sheet(request, code)
    context: dict[str, Any] = {
        "sheet": found,
        "page": found.page,
        "goal": found.page.goal,
        "asked": asked,
        "missing": missing_parts(found),
        "method": METHOD,
    }
    if found.assessment is None:
        return render(request, "strategy/sheet.html", context)
    asking = _question(request, found)
    context |= _numbers(found) | _what_if(found, asking)
    answer = render(request, "strategy/sheet.html", context, status=422 if asking.errors else 200)
    if asking.is_asked or asked.day:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _question(request: HttpRequest, found: Sheet) -> Question:
    assert found.assessment is not None
    latest = found.assessment.latest
    return question(
        request.GET.getlist("m"),
        request.GET.dict(),
        found.measures,
        this_year=found.this_year,
        since=latest.year if latest else None,
        until=found.assessment.target_year,
    )


def _sheet(request: HttpRequest, code: str) -> tuple[Sheet, Asked]:
    at = clock.now()
    asked = day_asked(request.GET, clock.today())
    found = read_sheet(code, at, asked)
    if found is None:
        raise Http404
    return found, asked


def _numbers(found: Sheet) -> dict[str, Any]:
    assert found.assessment is not None
    words = Words(found)
    lines, plans = words.measures(), words.plans()
    return {
        "assessment": found.assessment,
        "indicator": found.assessment.indicator,
        "step": words.step,
        "step_told": words.step_told if any(line.per_unit for line in lines) else "",
        "unit_of_effects": words.unit_of_effects,
        "order": ORDER,
        "read_as": read_as(plans),
        "facts": facts(found),
        "lines": lines,
        "plans": plans,
        "conditions": words.conditions(),
        "chance": chance_percent(found.assessment.chance),
        "chance_words": chance_words(found.assessment.chance),
        "no_outlook": words.no_outlook(),
    }


def _what_if(found: Sheet, asking: Question) -> dict[str, Any]:
    """The answer: the plan that was asked for beside nothing done."""
    chosen, nothing = found.plan(asking.chosen, asking.starts), found.none
    assert chosen is not None
    assert nothing is not None
    words = Words(found)
    return {
        "question": asking,
        "answer": words.plan("mit dieser Auswahl", chosen),
        "without": words.plan("ohne weitere Maßnahmen", nothing),
        "chosen_plan": chosen,
        "plot": plot_plan(chosen, nothing, words),
        "rows": rows_of(chosen, nothing, words),
    }
