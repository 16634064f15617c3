"""One card whole."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.participation.access import (
    Actor,
    actor_of,
    is_author,
    may_edit_idea,
    may_see_idea,
    may_see_results,
    may_withdraw_idea,
)
from soesmart.participation.door import credential_of
from soesmart.participation.models import Campaign, Idea
from soesmart.participation.queries import idea_page
from soesmart.participation.queries.comments import comments_of
from soesmart.participation.queries.trail import trail_of
from soesmart.participation.rules import Voting
from soesmart.participation.views.campaigns import campaign_seen
from soesmart.participation.views.panel import panel_of


@require_safe
def idea(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The card for everybody who may see it."""
    return show_idea(request, idea_seen(request, key, number))


def idea_seen(request: HttpRequest, key: str, number: int) -> Idea:
    """The idea with what its page needs; 404 for who may not see it."""
    actor, campaign = campaign_seen(request, key)
    return _read(request, actor, campaign, number)


def show_idea(request: HttpRequest, idea: Idea, *, opinion_error: str = "", status: int = 200) -> HttpResponse:
    """The page of an idea. opinion_error: why an opinion was not taken; what was typed is in the request."""
    actor, at = actor_of(request), clock.now()
    if "previous_number" not in vars(idea):
        idea = _read(request, actor, idea.campaign, idea.number)
    campaign, mine, beside = idea.campaign, idea_page.mine_of(idea), idea_page.beside(idea)
    shows_results = campaign.voting != Voting.COMMENT and may_see_results(actor, campaign, at)
    page = {
        "campaign": campaign,
        "idea": idea,
        "idea_name": f"Idee {idea.number}",
        "author": idea_page.author(idea),
        "panel": panel_of(request, actor, idea, mine, credential_of(request, campaign), at, opinion_error),
        "results": idea_page.results_of(idea, beside) if shows_results else None,
        "is_hidden": not campaign.shows_results(at),
        "related": idea_page.related_to(idea, beside),
        "around": idea_page.around(idea),
        "is_mine": is_author(actor, idea),
        "may_edit": may_edit_idea(actor, idea, at),
        "may_withdraw": may_withdraw_idea(actor, idea),
        "is_staff": actor.is_staff,
        "trail": trail_of(idea, at),
        "comments": comments_of(idea, actor, _page(request), at=at),
    }
    return render(request, "participation/idea.html", page, status=status)


def _read(request: HttpRequest, actor: Actor, campaign: Campaign, number: int) -> Idea:
    row = idea_page.idea_in(campaign, number, credential_of(request, campaign))
    if row is None or not may_see_idea(actor, row):
        raise Http404
    return row


def _page(request: HttpRequest) -> int:
    typed = request.GET.get("kommentare", "1")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 1
