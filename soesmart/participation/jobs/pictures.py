"""Pictures that nobody needs any more."""

from datetime import timedelta

from django_scopes import scope

from soesmart.core import clock
from soesmart.core.jobs import every
from soesmart.participation.services.tidying import drop_unclaimed_pictures, forget_removed_pictures
from soesmart.region.models import Municipality


@every(timedelta(days=1))
def tidy_pictures() -> None:
    """Delete pictures of ideas that were removed for good, and uploads from which no idea came."""
    at = clock.now()
    for town in Municipality.objects.all():
        with scope(municipality=town):
            forget_removed_pictures(at=at)
    drop_unclaimed_pictures(at=at)
