"""Background jobs of questionnaires."""

from datetime import timedelta

from django_scopes import scope

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.participation.services.responses import DRAFTS_KEPT, forget_drafts
from soesmart.region.models import Municipality


@every(timedelta(days=1))
def forget_unsent_answers() -> None:
    """Delete drafts of questionnaires a week after their end: nobody can send them any more."""
    for town in Municipality.objects.all():
        with scope(municipality=town):
            forget_drafts(before=clock.now() - DRAFTS_KEPT)
