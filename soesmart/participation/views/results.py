"""The result of a campaign: page, document, table, open data."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.participation.access import may_prepare, may_see_results
from soesmart.participation.queries.campaigns import frame_of, openings_of
from soesmart.participation.queries.results import idea_results, results_of
from soesmart.participation.views.campaigns import campaign_seen

PER_PAGE = 10
MOST_IN_FILES = 2000


@require_safe
def results(request: HttpRequest, key: str) -> HttpResponse:
    """What was asked, who took part, what came out, what became of it."""
    actor, campaign = campaign_seen(request, key)
    at = clock.now()
    page: dict[str, Any] = {"campaign": campaign, "is_hidden": not campaign.shows_results(at), "crumb": "Ergebnis"}
    if not may_see_results(actor, campaign, at):
        return render(request, "participation/results_hidden.html", page)
    found = results_of(campaign, at)
    ideas = Paginator(found.figures.order, PER_PAGE).get_page(request.GET.get("seite"))
    page |= {
        "results": found,
        "frame": frame_of(campaign, at),
        "openings": openings_of(campaign, at),
        "has_ended": campaign.has_ended(at),
        "page": ideas,
        "ideas": idea_results(found, list(ideas), ideas.start_index()),
        "may_prepare": may_prepare(actor),
    }
    return render(request, "participation/results.html", page)
