"""The stored opinion map of a campaign, and the register against which participants are compared."""

from django.db import models
from django_scopes import ScopedManager

from soesmart.participation.models.campaign import Campaign
from soesmart.region.models import Municipality


class StoredMap(models.Model):
    """The newest picture of the opinions of a campaign, as the job computed it. Shape: services/opinion_map.py.

    centres: what the next run starts from, so that groups and colours stay; no page reads them.
    """

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="opinion_map")
    computed_at = models.DateTimeField()
    opinions = models.PositiveIntegerField(help_text="of the campaign when it was computed")
    voices = models.PositiveIntegerField()
    outcome = models.CharField(max_length=30)
    result = models.JSONField(default=dict)
    centres = models.JSONField(null=True, blank=True)
    seconds = models.FloatField()

    objects = ScopedManager(municipality="campaign__municipality")

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.outcome}"


class MapPlaces(models.Model):
    """Where some voices stand on the map, so that each finds herself. In parts, for nobody needs all of them at once.

    places: number of the voice (as text) to [x, y, group or None].
    """

    map = models.ForeignKey(StoredMap, models.CASCADE, related_name="parts")
    part = models.PositiveIntegerField(help_text="number of the voice divided by the size of a part")
    places = models.JSONField(default=dict)

    objects = ScopedManager(municipality="map__campaign__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["map", "part"], name="map_part_once")]

    def __str__(self) -> str:
        return f"{self.map_id} {self.part}"


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
