"""What goes by itself: pictures that no idea took, and pictures of ideas that were removed for good."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from soesmart.participation.models import Idea
from soesmart.participation.pictures import FOLDER
from soesmart.participation.queries.everywhere import pictures_in_use
from soesmart.participation.rules import Visibility
from soesmart.participation.services.ideas import forget_pictures

# A form may stand open for a day; an author may object to a removal for some weeks.
FORMS_OPEN, OBJECTIONS = timedelta(days=2), timedelta(days=30)


@transaction.atomic
def forget_removed_pictures(*, at: datetime) -> None:
    """Of the town in scope: pictures of ideas whose removal was decided a month ago."""
    removed = Idea.objects.filter(visibility=Visibility.REMOVED, case__decided_at__lt=at - OBJECTIONS)
    forget_pictures(ideas=removed)


def drop_unclaimed_pictures(*, at: datetime) -> None:
    """Across towns: files that are named by no idea and older than a form stays open."""
    if not default_storage.exists(FOLDER):
        return
    used = pictures_in_use()
    for file in default_storage.listdir(FOLDER)[1]:
        path, name = f"{FOLDER}/{file}", file.partition(".")[0].partition("-")[0]
        if name not in used and default_storage.get_modified_time(path) < at - FORMS_OPEN:
            default_storage.delete(path)
