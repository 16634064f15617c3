"""Make the text of a case visible or not, with all counters right."""

from django.db.models import F

from soesmart.core.refusals import Conflict
from soesmart.participation.models import Campaign, Case, Comment, Idea
from soesmart.participation.rules import Visibility
from soesmart.participation.services.comments import count_comment


def make(text: Idea | Comment, visibility: Visibility) -> None:
    """Set who sees a text, and count it or no longer. Call it inside the service's transaction.

    `Conflict` when its author took it back, or somebody merged it, after it was read: else it would be counted twice.
    """
    before, text.visibility = text.visibility, visibility
    if not type(text).objects.filter(pk=text.pk, visibility=before).update(visibility=visibility):
        raise Conflict("participation.case.changed", "Der Text hat sich gerade geändert. Bitte noch einmal ansehen.")
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
