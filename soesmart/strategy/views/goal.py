"""A goal: its verdict, its numbers, its words. Today or as known on a day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy import queries, related
from soesmart.strategy.assessment import Assessment, assess
from soesmart.strategy.queries import GoalPage
from soesmart.strategy.queries.known import Asked, day_asked, days_of_change
from soesmart.strategy.views.explained import explain
from soesmart.strategy.views.plot import plot, progress_bar
from soesmart.strategy.views.values import shown_values
from soesmart.strategy.views.verdicts import Verdicts, parts_of

MOST_DAYS = 40


@dataclass(frozen=True)
class KnownGoal:
    """A goal's page with its numbers as known on the day that was asked for. days: on which something changed."""

    page: GoalPage
    asked: Asked
    assessment: Assessment | None
    days: tuple[date, ...]


@require_safe
def goal(request: HttpRequest, code: str) -> HttpResponse:
    known = known_goal(request, code)
    page = known.page
    context = {
        "page": page,
        "goal": page.goal,
        "indicator": page.goal.indicator,
        "asked": known.asked,
        "days": known.days[:MOST_DAYS],
        "related": related.related_to(page.thing, page.rare),
        **(_numbers(known.assessment) if known.assessment else {}),
    }
    return as_known_answer(render(request, "strategy/goal.html", context), known.asked)


def known_goal(request: HttpRequest, code: str) -> KnownGoal:
    """The goal of the address with its numbers of the day in its query. Raises Http404."""
    asked = day_asked(request.GET, clock.today())
    page = queries.goal_page(code, clock.now())
    if page is None:
        raise Http404
    indicator = page.goal.indicator
    days = days_of_change(indicator) if indicator else ()
    if asked.day is None or indicator is None:
        return KnownGoal(page, asked, page.assessment, days)
    then = asked.of(indicator)
    return KnownGoal(replace(page, goal=replace(page.goal, indicator=then)), asked, assess(then), days)


def as_known_answer(answer: HttpResponse, asked: Asked) -> HttpResponse:
    """What was known on some day is nothing for search engines; nor is an address that was not understood."""
    if asked.day or asked.problem:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _numbers(assessment: Assessment) -> dict[str, Any]:
    indicator = assessment.indicator
    explained, verdicts = explain(indicator), Verdicts(assessment)
    return {
        "explained": explained,
        "progress": progress_bar(explained.progress),
        "plot": plot(assessment),
        "assessment": assessment,
        "verdicts": verdicts,
        "values": shown_values(indicator),
        "parts": parts_of(indicator),
    }
