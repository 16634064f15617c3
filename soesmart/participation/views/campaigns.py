"""What a town offers to take part in, and one campaign with its ideas."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.participation.access import (
    Actor,
    actor_of,
    may_prepare,
    may_see_campaign,
    may_see_results,
    may_submit,
    open_rights,
)
from soesmart.participation.door import credential_of
from soesmart.participation.models import Campaign
from soesmart.participation.queries.campaigns import (
    campaign_with_windows,
    choices_of,
    frame_of,
    offers_at,
    openings_of,
)
from soesmart.participation.queries.cards import CardPage, cards_of
from soesmart.participation.queries.promises import promises_of
from soesmart.participation.queries.wanted import Order, Wanted
from soesmart.participation.rules import Channel, IdeaState, Right, Voting

MOST_PROMISES = 1000


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """All that is open, that comes, and that was."""
    page = {"offers": offers_at(clock.now()), "may_prepare": may_prepare(actor_of(request))}
    return render(request, "participation/campaigns.html", page)


@require_safe
def campaign(request: HttpRequest, key: str) -> HttpResponse:
    """What it is about, what may be done when, and the cards."""
    actor, row = campaign_seen(request, key)
    at = clock.now()
    with_results = row.voting != Voting.COMMENT and may_see_results(actor, row, at)
    choices = choices_of(row)
    wanted = Wanted.of(request.GET, choices, with_results=with_results)
    number, credential = request.GET.get("seite", "1"), credential_of(request, row)
    cards = cards_of(row, wanted, choices, page=number, credential=credential, with_results=with_results)
    page = about(actor, row, at) | {
        "choices": choices,
        "wanted": wanted,
        "orders": [order for order in Order if with_results or order != Order.SUPPORT],
        "states": list(IdeaState),
        "channels": list(Channel),
        "cards": cards,
        "has_credential": credential is not None,
        "start_url": _start(row, cards, at),
        "promises": promises_of(row, at) if _shows_promises(row, wanted, cards) else None,
    }
    return render(request, "participation/campaign.html", page)


def _shows_promises(row: Campaign, wanted: Wanted, cards: CardPage) -> bool:
    """At the head of the whole list. They are counted idea by idea, which would make the page of a large one slow."""
    is_head = not wanted.is_narrowed and cards.page.number == 1
    return bool(row.answer_days) and is_head and row.ideas_count <= MOST_PROMISES


def _start(row: Campaign, cards: CardPage, at: datetime) -> str:
    """The first card of the page of which the reader said nothing yet; "" while nothing can be said."""
    if row.voting == Voting.COMMENT or Right.VOICE not in open_rights(row, at):
        return ""
    return next((card.url for card in cards.cards if card.mine is None), "")


def campaign_seen(request: HttpRequest, key: str) -> tuple[Actor, Campaign]:
    """Who asks, and the campaign with its windows; 404 for who may not see it. One query, and one for a person."""
    actor = actor_of(request)
    row = campaign_with_windows(key)
    if row is None or not may_see_campaign(actor, row):
        raise Http404
    return actor, row


def about(actor: Actor, row: Campaign, at: datetime) -> dict[str, object]:
    """What all pages of a campaign say of it."""
    return {
        "campaign": row,
        "frame": frame_of(row, at),
        "openings": openings_of(row, at),
        "shows_results": may_see_results(actor, row, at),
        "is_hidden": not row.shows_results(at),
        "has_ended": row.has_ended(at),
        "may_submit": may_submit(actor, row, at),
        "may_prepare": may_prepare(actor),
    }
