"""Reads across towns: for files that lie in one folder for all of them. They say nothing of any town."""

from django_scopes import scopes_disabled

from soesmart.participation.models import Idea


def pictures_in_use() -> set[str]:
    """Across towns: the names of all pictures that an idea has."""
    with scopes_disabled():
        return set(Idea.objects.exclude(picture="").values_list("picture", flat=True))
