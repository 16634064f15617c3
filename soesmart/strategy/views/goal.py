"""A goal: its verdict, its numbers, its words. Today or as known on a day."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy import queries, related
from soesmart.strategy.queries import GoalPage
from soesmart.strategy.queries.known import Asked, day_asked, days_of_change
from soesmart.strategy.rating.assessment import Assessment, assess
from soesmart.strategy.rating.explained import explain
from soesmart.strategy.rating.plot import plot, progress_bar
from soesmart.strategy.views.values import shown_values
from soesmart.strategy.views.verdicts import Verdicts, parts_of

MOST_DAYS = 40
MOST_KEPT = 20


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
    page, assessment = known.page, known.assessment
    context = {
        "page": page,
        "goal": page.goal,
        "indicator": page.goal.indicator,
        "asked": known.asked,
        "related": related.related_to(page.thing, page.rare),
    }
    if assessment:
        explained = explain(assessment.indicator)
        context |= {
            "explained": explained,
            "progress": progress_bar(explained.progress),
            "verdicts": Verdicts(assessment),
            "numbers": _numbers(known, assessment),
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
    shown = replace(page, goal=replace(page.goal, indicator=then))
    return KnownGoal(shown, asked, assess(then), days)


def as_known_answer(answer: HttpResponse, asked: Asked) -> HttpResponse:
    """What was known on some day is nothing for search engines; nor is an address that was not understood."""
    if asked.day or asked.problem:
        answer["X-Robots-Tag"] = "noindex"
    return answer


def _numbers(known: KnownGoal, assessment: Assessment) -> SafeString:
    """Charts and tables as markup; of today and of a few days they are kept as long as the page is remembered."""
    kept, day = known.page.kept, known.asked.query
    if day in kept:
        return kept[day]
    drawn = _draw_numbers(known, assessment)
    if len(kept) < MOST_KEPT:
        kept[day] = drawn
    return drawn


def _draw_numbers(known: KnownGoal, assessment: Assessment) -> SafeString:
    indicator = assessment.indicator
    context = {
        "goal": known.page.goal,
        "indicator": indicator,
        "asked": known.asked,
        "days": known.days[:MOST_DAYS],
        "explained": explain(indicator),
        "plot": plot(assessment),
        "assessment": assessment,
        "verdicts": Verdicts(assessment),
        "values": shown_values(indicator),
        "parts": parts_of(indicator),
    }
    return SafeString(render_to_string("strategy/_goal_numbers.html", context))
