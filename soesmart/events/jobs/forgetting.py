"""The job that forgets who voted: thin; it calls a service."""

from datetime import timedelta

from django_scopes import scope

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.events.services.forgetting import forget_voters, with_voters
from soesmart.region.models import Municipality


@every(timedelta(hours=1))
def forget_who_voted() -> None:
    """A week after an evening, cut the link between the votes of one device."""
    at = clock.now()
    for town in Municipality.objects.all():
        with scope(municipality=town):
            for event in with_voters(at):
                forget_voters(event=event, at=at)
