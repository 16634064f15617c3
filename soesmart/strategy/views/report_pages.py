"""What the pages of a report show, published or previewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from soesmart.core.charts import LineChart, Point, Series, render_chart
from soesmart.core.charts.data import Band
from soesmart.strategy.reports.chapters import Part, field_key, parts
from soesmart.strategy.reports.content import Content, FieldPart, GoalPart
from soesmart.strategy.reports.house import Address, house_of, lights_of
from soesmart.strategy.reports.measured import IndicatorPart
from soesmart.strategy.reports.words import (
    ahead_rows,
    chance_sentence,
    frame_words,
    method_words,
    needed_sentence,
    past_symbols,
)


@dataclass(frozen=True)
class GoalOnPage:
    """A goal with the drawing of its values, what is needed and likely, past symbols and the rows below its values."""

    goal: GoalPart
    drawing: str = ""
    outlook: str = ""
    past: str = ""
    ahead: Sequence[Mapping[str, Any]] = ()


def page_of(content: Content, key: str = "", *, name: str = "strategy-report-part") -> dict[str, Any]:
    """The context of the overview, or of the chapter `key` with its neighbours. Http404 for a chapter there is not.

    name: of the address under which the chapters stand.
    """
    chapters = parts(content)
    context: dict[str, Any] = {"content": content, "parts": chapters}
    if not key:
        return context | {"lights": lights_of(content), "house": house_of(content, _address(content, name))}
    place = next((index for index, part in enumerate(chapters) if part.key == key), None)
    if place is None:
        raise Http404
    part = chapters[place]
    return context | {
        "part": part,
        "goals": _goals(part),
        "frame": frame_words(content) if part.kind == "frame" else None,
        "method": method_words(content) if part.kind == "method" else None,
        "previous": chapters[place - 1] if place else None,
        "next": chapters[place + 1] if place + 1 < len(chapters) else None,
    }


def _address(content: Content, name: str) -> Address:
    pages = {field.key: reverse(name, args=[content.year, field_key(field.key)]) for field in content.fields}
    return lambda key, code: f"{pages[key]}#{code}" if code else pages[key]


def _goals(part: Part) -> list[GoalOnPage]:
    if not isinstance(part.thing, FieldPart):
        return []
    return [_goal(goal) for goal in part.thing.goals]


def _goal(goal: GoalPart) -> GoalOnPage:
    indicator = goal.indicator
    if indicator is None:
        return GoalOnPage(goal)
    chart, rating = plot(indicator), indicator.rating
    return GoalOnPage(
        goal,
        drawing=_drawn(chart) if chart else "",
        outlook=f"{needed_sentence(indicator)} {chance_sentence(rating, indicator.target)}".strip(),
        past=past_symbols(rating.history),
        ahead=ahead_rows(indicator),
    )


@lru_cache(maxsize=200)
def _drawn(chart: LineChart) -> SafeString:
    """Drawn once (3 ms): the charts of a published report never change."""
    return render_chart(chart)


def plot(indicator: IndicatorPart) -> LineChart | None:
    """The values on their way to the target with the forecast's band; None without a dated value."""
    points = tuple(
        Point(value.year, value.value, value.invented) for value in indicator.dated if value.year is not None
    )
    if not points:
        return None
    target = indicator.target
    aim = Point(target.year, target.value, target.invented) if target and target.year else None
    base = next((value for value in indicator.dated if value.is_baseline), indicator.dated[0])
    start = Point(base.year or 0, base.value, base.invented)
    return LineChart(
        series=Series(indicator.name, indicator.said_unit, points, indicator.decimals),
        target=aim,
        baseline=start if aim else None,
        path=(start, aim) if aim and start.year < aim.year else (),
        band=_band(indicator, points[-1]) if aim else (),
    )


def _band(indicator: IndicatorPart, last: Point) -> tuple[Band, ...]:
    """The 80 % band of the forecast, opening from the last value; nothing where there is no forecast."""
    steps = tuple(Band(step.year, step.low, step.high) for step in indicator.rating.forecast)
    return (Band(last.year, last.value, last.value), *steps) if steps else ()


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    answered = HttpResponse(pdf, content_type="application/pdf")
    answered["Content-Disposition"] = f'inline; filename="{name}"'
    return answered
