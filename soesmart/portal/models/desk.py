from django.contrib.auth.models import Group
from django.db import models
from django_scopes import ScopedManager
from wagtail.models import Collection

from soesmart.region.models import Municipality


class Desk(models.Model):
    """What belongs to a town in Wagtail, which itself knows no towns: its tree of pages, its files, its editors."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="desk")
    start_page = models.OneToOneField("portal.StartPage", models.PROTECT, related_name="desk")
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="+")
    group = models.OneToOneField(Group, models.PROTECT, related_name="+")

    objects = ScopedManager(municipality="municipality")

    def __str__(self) -> str:
        return str(self.group)
