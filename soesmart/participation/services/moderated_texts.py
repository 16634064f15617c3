"""Make the text of a case visible or not, with all counters right."""

from django.db.models import F

from soesmart.participation.models import Campaign, Case, Comment, Idea
from soesmart.participation.rules import Visibility
from soesmart.participation.services.comments import count_comment


def make(text: Idea | Comment, visibility: Visibility) -> None:
    """Set who sees a text, and count it or no longer. Call it inside the service's transaction."""
    before, text.visibility = text.visibility, visibility
    type(text).objects.filter(pk=text.pk).update(visibility=visibility)
    more = (visibility == Visibility.VISIBLE) - (before == Visibility.VISIBLE)
    if not more:
        return
    if isinstance(text, Comment):
        count_comment(text, more)
    else:
        Campaign.objects.filter(pk=text.campaign_id).update(ideas_count=F("ideas_count") + more)


def count_removal(case: Case, more: int) -> None:
    """One removal more or fewer in the public count."""
    Campaign.objects.filter(pk=case.campaign_id).update(removals=F("removals") + more)
