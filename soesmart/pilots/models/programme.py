"""The frame in which a town's pilots stand, and what runs beside them."""

from django.db import models
from django_scopes import ScopedManager

from soesmart.region.models import Municipality


class Programme(models.Model):
    """By which principle a town's pilots are carried out, and with which money."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="pilot_programme")
    principle = models.TextField()
    principle_source = models.URLField(max_length=500, blank=True)
    budget_cents = models.PositiveBigIntegerField(null=True, blank=True)
    budget_qualifier = models.CharField(max_length=50, blank=True, help_text="like gut, rund")
    budget_source = models.URLField(max_length=500, blank=True)
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    until_source = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True, help_text="what is not public")

    objects = ScopedManager(municipality="municipality")

    def __str__(self) -> str:
        return self.principle[:60]


class RelatedProject(models.Model):
    """A real project of the town that is close to the pilots without being one of them."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="related_projects")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField()
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=100)
    summary = models.TextField()
    source = models.URLField(max_length=500, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["municipality", "key"], name="related_project_key_per_town")]

    def __str__(self) -> str:
        return self.name
