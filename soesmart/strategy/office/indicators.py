"""Indicators of the town: list and form. What is stored here is public at once."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from soesmart.core import clock
from soesmart.strategy.access import is_writer, require_reader, require_writer
from soesmart.strategy.forms.indicators import IndicatorForm
from soesmart.strategy.models import Goal, GoalWording, Indicator, IndicatorValue, Target
from soesmart.strategy.office import reads
from soesmart.strategy.office.answers import Edit, answer, posted
from soesmart.strategy.office.due import NEWEST_MAY_LAG
from soesmart.strategy.queries.numbers import WHOLE, standing
from soesmart.strategy.services.indicators import add_indicator, edit_indicator

LIST = "strategy-office-indicators"


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    require_reader(request)
    rows = _with_newest_value()
    limit = clock.today().year - NEWEST_MAY_LAG
    words = request.GET.get("q", "")[:200].casefold().split()
    shown = [
        row
        for row in rows
        if all(word in f"{row.key} {row.name} {row.goal or ''}".casefold() for word in words)
        and (request.GET.get("nur") != "faellig" or row.newest_year is None or row.newest_year < limit)
    ]
    context = {
        "indicators": shown,
        "total": len(rows),
        "limit": limit,
        "bare": goals_without(),
        "is_writer": is_writer(request),
    }
    return render(request, "strategy/office/indicators.html", context)


def _with_newest_value() -> list[Any]:
    """All indicators of the town with their newest value and valid target; those with a goal first. One query."""
    rows = standing(IndicatorValue.objects.filter(indicator=OuterRef("pk")))
    newest = rows.filter(WHOLE).order_by(
        F("year").desc(nulls_last=True), F("day").desc(nulls_first=True), "-recorded_at", "-pk"
    )
    target = Target.objects.filter(indicator=OuterRef("pk"), replaced_on="", is_milestone=False)
    return list(
        Indicator.objects.select_related("goal")
        .annotate(
            newest_value=Subquery(newest.values("value")[:1]),
            newest_year=Subquery(rows.order_by(F("year").desc(nulls_last=True)).values("year")[:1]),
            target_value=Subquery(target.values("value")[:1]),
            target_year=Subquery(target.values("year")[:1]),
        )
        .order_by(F("goal__code").asc(nulls_last=True), "key")
    )


def goals_without() -> list[tuple[str, str]]:
    """Goals of any version that have no indicator yet: code, and code with the newest title."""
    titles = GoalWording.objects.filter(goal=OuterRef("pk")).order_by("-version").values("title")[:1]
    used = GoalWording.objects.filter(goal=OuterRef("pk"))
    goals = (
        Goal.objects.filter(Exists(used), strategy__is_current=True, indicator=None)
        .annotate(title=Subquery(titles))
        .order_by("code")
    )
    return [(goal.code, f"{goal.code} {goal.title}") for goal in goals]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    person = require_writer(request)
    form = IndicatorForm(posted(request), goals=goals_without(), initial={"goal": request.GET.get("ziel", "")})

    def write() -> Indicator:
        goal = Goal.objects.filter(strategy__is_current=True, code=form.cleaned_data["goal"]).first()
        town = request.town  # type: ignore[attr-defined]
        return add_indicator(actor=person, municipality=town, text=form.text(), goal=goal, at=clock.now())

    to = reverse(LIST)
    return answer(request, Edit(form, write, "Neue Kennzahl", "Die Kennzahl ist angelegt.", to, context=_crumb()))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    person = require_writer(request)
    row = reads.indicator(key)
    form = IndicatorForm(posted(request), stored=row)
    return answer(
        request,
        Edit(
            form,
            lambda: edit_indicator(actor=person, indicator=row, text=form.text(), revision=form.seen, at=clock.now()),
            title=f"{row.name} bearbeiten",
            done="Die Kennzahl ist gespeichert.",
            to=reverse("strategy-office-indicator", args=[key]),
            fresh=lambda: IndicatorForm(stored=reads.indicator(key)),
            context=_crumb() | {"who_target": f"strategy.indicator:{row.pk}"},
        ),
    )


def _crumb() -> dict[str, Any]:
    return {"is_indicator": True}
