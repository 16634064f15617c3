from django.db import models
from django_scopes import ScopedManager

from soesmart.region.models import Municipality


class OrganisationUnit(models.Model):
    """A part of the administration, or a company of the town, that is responsible for goals."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="units")
    key = models.SlugField()
    name = models.CharField(max_length=200)
    task = models.CharField(max_length=500, blank=True)
    email = models.EmailField(blank=True, help_text="mailbox of the unit, for reminders; never public")
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="unit_key_per_town")]

    def __str__(self) -> str:
        return self.name
