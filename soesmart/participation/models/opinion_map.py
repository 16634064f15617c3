"""The stored opinion map of a campaign, and the register against which participants are compared."""

from django.db import models
from django_scopes import ScopedManager

from soesmart.participation.models.campaign import Campaign
from soesmart.region.models import Municipality


class StoredMap(models.Model):
    """The newest picture of the opinions of a campaign, as the job computed it. Voices appear by their number."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="opinion_map")
    computed_at = models.DateTimeField()
    opinions = models.PositiveIntegerField(help_text="on which it rests")
    voices = models.PositiveIntegerField()
    outcome = models.CharField(max_length=30)
    result = models.JSONField(default=dict)
    seconds = models.FloatField()

    objects = ScopedManager(municipality="campaign__municipality")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.outcome}"


class RegisterCount(models.Model):
    """How many people of the register live in a district or are in an age band."""

    class Dimension(models.TextChoices):
        DISTRICT = "district", "Ortsteil"
        AGE = "age", "Alter"

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="register_counts")
    dimension = models.CharField(max_length=10, choices=Dimension)
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(help_text="slug of the district, or of the age band like 18-29")
    label = models.CharField(max_length=100)
    people = models.PositiveIntegerField()
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["dimension", "position"]
        constraints = [models.UniqueConstraint(fields=["municipality", "dimension", "key"], name="register_count_once")]

    def __str__(self) -> str:
        return f"{self.dimension} {self.label}"
