"""Background jobs of participation: thin; they call services."""

from datetime import timedelta

from django_scopes import scope

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.participation.models import Campaign, Questionnaire
from soesmart.participation.services.recount import recount
from soesmart.participation.services.responses import counted_responses
from soesmart.region.models import Municipality


class CountsDrifted(Exception):
    """A counter is not what the rows say: a bug, to be seen and mended, not smoothed over."""


@every(timedelta(days=1))
def recount_campaigns() -> None:
    """Prove every counter against its rows; fails loudly, and repairs nothing by itself."""
    found = []
    for town in Municipality.objects.all():
        with scope(municipality=town):
            for campaign in Campaign.objects.all():
                drifts = recount(campaign=campaign, at=clock.now())
                found += [f"{town.slug}/{campaign.key} {drift}" for drift in drifts]
            for form in Questionnaire.objects.all():
                if (counted := counted_responses(form)) != form.responses_count:
                    found.append(f"{town.slug}/{form.key} gespeichert {form.responses_count}, gezählt {counted}")
    if found:
        raise CountsDrifted("; ".join(found[:20]))
