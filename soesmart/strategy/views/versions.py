"""Versions of the strategy: the list, an old one whole, one goal of it, two of them side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.strategy import queries
from soesmart.strategy.comparison import compare as compare_versions
from soesmart.strategy.comparison import targets_on
from soesmart.strategy.models import Version
from soesmart.strategy.picture import house_of_version


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    rows = list(queries.published(clock.now()))
    context = {"versions": rows, "strategy": rows[0].strategy if rows else None}
    return render(request, "strategy/versions.html", context)


@require_safe
def version(request: HttpRequest, label: str) -> HttpResponse:
    """A version in its own words, whole. Ratings belong to today's numbers and are left out."""
    rows = list(queries.published(clock.now()))
    strategy = queries.words_of(_with_label(rows, label))
    context = {
        "strategy": strategy,
        "house": house_of_version(strategy),
        "is_current": rows[0].label == label,
        "versions": rows,
    }
    return render(request, "strategy/version.html", context)


@require_safe
def old_goal(request: HttpRequest, label: str, code: str) -> HttpResponse:
    """A goal in the words of one version."""
    page = queries.goal_page(code, clock.now())
    wording = next((one for one in page.wordings if one.label == label), None) if page else None
    if page is None or wording is None:
        raise Http404
    context = {
        "page": page,
        "wording": wording,
        "goal": wording.goal,
        "goal_address": request.build_absolute_uri(wording.goal.url),
        "is_current": label == page.version.label,
    }
    return render(request, "strategy/old_goal.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """`?von=1.0&nach=2.0`; without them the two newest."""
    rows = list(queries.published(clock.now()))
    if not rows:
        return render(request, "strategy/none.html")
    older = rows[1] if len(rows) > 1 else rows[0]
    before = _with_label(rows, request.GET.get("von") or older.label)
    after = _with_label(rows, request.GET.get("nach") or rows[0].label)
    old, new = queries.read_pair(before, after)
    targets = queries.targets_by_goal(before.strategy_id)
    found = compare_versions(old, new, targets_on(old.version.day, targets), targets_on(new.version.day, targets))
    context = {"before": old, "after": new, "comparison": found, "versions": rows, "strategy": new}
    return render(request, "strategy/compare.html", context)


def _with_label(rows: list[Version], label: str) -> Version:
    found = next((row for row in rows if row.label == label), None)
    if found is None:
        raise Http404
    return found
