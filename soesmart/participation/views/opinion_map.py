"""The opinion map of a campaign."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.participation.access import may_see_results
from soesmart.participation.door import credential_of
from soesmart.participation.map_drawing import ALONE, SHAPES
from soesmart.participation.models import Campaign, StoredMap
from soesmart.participation.queries.opinion_map import map_view, name_ideas, own_place, stored_map
from soesmart.participation.rules import Voting
from soesmart.participation.views.campaigns import campaign_seen

PER_PAGE = 30


@require_safe
def opinion_map(request: HttpRequest, key: str) -> HttpResponse:
    """Groups of opinion as picture, sentences and table; before the end only where results are shown meanwhile."""
    actor, campaign = campaign_seen(request, key)
    at = clock.now()
    if campaign.voting != Voting.AGREE:
        raise Http404
    page: dict[str, object] = {"campaign": campaign, "is_hidden": not campaign.shows_results(at)}
    if not may_see_results(actor, campaign, at):
        return render(request, "participation/results_hidden.html", page | {"crumb": "Meinungsbild"})
    stored = stored_map(campaign)
    page |= {"has_ended": campaign.has_ended(at)}
    if stored and stored.result:
        page |= _page_of(request, campaign, stored)
    return render(request, "participation/opinion_map.html", page)


def _page_of(request: HttpRequest, campaign: Campaign, stored: StoredMap) -> dict[str, object]:
    view = map_view(campaign, stored)
    numbers = Paginator(view.order, PER_PAGE).get_page(request.GET.get("seite"))
    name_ideas(view, numbers)
    own = own_place(campaign, credential_of(request, campaign), stored) if view.outcome.shows_people else None
    return {
        "map": view,
        "page": numbers,
        "rows": view.rows(numbers),
        "picture": view.picture(own[:2] if own else None),
        "own_group": next((group for group in view.groups if own and group.label == own[2]), None),
        "shape_alone": SHAPES[ALONE],
        "is_behind": campaign.opinions != stored.opinions,
    }
