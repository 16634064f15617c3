"""What an address of participation names, for whoever may see it; a plain 404 for everybody else."""

from django.http import Http404, HttpRequest

from soesmart.participation.access import Actor, actor_of, may_see_campaign, may_see_idea
from soesmart.participation.models import Campaign, Idea


def campaign_or_404(request: HttpRequest, key: str) -> tuple[Actor, Campaign]:
    """Who asks, and the campaign; its windows are read with it. Two queries, and one for a signed-in person."""
    actor = actor_of(request)
    campaign = Campaign.objects.filter(key=key).select_related("municipality").prefetch_related("windows").first()
    if campaign is None or not may_see_campaign(actor, campaign):
        raise Http404
    return actor, campaign


def idea_or_404(request: HttpRequest, key: str, number: int) -> tuple[Actor, Idea]:
    """Who asks, and the idea with its campaign. One query, and one for a signed-in person."""
    actor = actor_of(request)
    rows = Idea.objects.select_related("campaign__municipality", "category", "district")
    idea = rows.filter(campaign__key=key, number=number).first()
    if idea is None or not may_see_idea(actor, idea):
        raise Http404
    return actor, idea
