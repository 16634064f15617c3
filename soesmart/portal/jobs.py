"""What runs in the background for the portal."""

from datetime import timedelta

from soesmart.core.jobs import every
from soesmart.portal.search.index import follow_changes, is_behind
from soesmart.portal.services.desks import answer_under_hosts
from soesmart.region.models import Municipality


@every(timedelta(minutes=1), when=lambda at: is_behind())
def keep_search_index() -> None:
    """Let the search follow what happened in the towns, and Wagtail's sites the towns' host names."""
    for town in Municipality.objects.all():
        touched = follow_changes(town)
        if "region" in touched:
            answer_under_hosts(town=town)
