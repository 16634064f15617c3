"""Regions, their municipalities, and the host names under which they answer."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager


class Region(models.Model):
    """A group of towns that share the platform."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    motto = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name


class RegionFact(models.Model):
    """A public fact about the network of towns with its source."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="facts")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100)
    text = models.CharField(max_length=500)
    source = models.URLField(max_length=500, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["region", "position"], name="fact_position_per_region")]

    def __str__(self) -> str:
        return self.label


class Municipality(models.Model):
    """A town: the border of every query, and how its pages look and speak."""

    class Address(models.TextChoices):
        DU = "du", "du"
        SIE = "Sie", "Sie"

    region = models.ForeignKey(Region, models.PROTECT, related_name="municipalities")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    official_name = models.CharField(max_length=100)
    district = models.CharField(max_length=100)
    municipality_key = models.CharField(max_length=8, blank=True, help_text="amtlicher Gemeindeschlüssel")
    website = models.URLField(max_length=500, blank=True)
    postal_address = models.TextField(blank=True)
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    address_form = models.CharField(max_length=3, choices=Address, default=Address.SIE)
    colour_primary = models.CharField(max_length=7, default="#1f4f46", help_text="like #1f4f46; readable on white")
    colour_primary_dark = models.CharField(max_length=7, default="#8fd0bf", help_text="the same for the dark scheme")
    colour_accent = models.CharField(max_length=7, default="#b8860b")
    logo_path = models.CharField(max_length=200, blank=True, help_text="static path of an SVG")
    revision = models.PositiveIntegerField(default=1, help_text="grows with every edit; an old one is refused")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(colour_primary__regex=r"^#[0-9a-f]{6}$")
                & Q(colour_primary_dark__regex=r"^#[0-9a-f]{6}$")
                & Q(colour_accent__regex=r"^#[0-9a-f]{6}$"),
                name="municipality_colours_are_hex",
            )
        ]

    def __str__(self) -> str:
        return self.name


class HostName(models.Model):
    """An address under which a town, or the region itself, answers."""

    host = models.CharField(max_length=253, unique=True, help_text="lower case, without port")
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, blank=True, related_name="hosts")
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, related_name="hosts")
    is_primary = models.BooleanField(default=False, help_text="the address used in links, mails and feeds")

    class Meta:
        ordering = ["-is_primary", "host"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=False, region__isnull=True)
                | Q(municipality__isnull=True, region__isnull=False),
                name="host_is_of_a_town_or_of_the_region",
            ),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(is_primary=True), name="host_one_primary_per_town"
            ),
        ]

    def __str__(self) -> str:
        return self.host


class District(models.Model):
    """A part of a town (Ortsteil) or a quarter of its centre."""

    class Kind(models.TextChoices):
        VILLAGE = "village", "Ortsteil"
        QUARTER = "quarter", "Quartier"

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="districts")
    slug = models.SlugField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.VILLAGE)
    population = models.PositiveIntegerField(null=True, blank=True)
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="district_slug_per_town")]

    def __str__(self) -> str:
        return self.name


class TownFact(models.Model):
    """A public fact about a town with its source, such as inhabitants or area."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="facts")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100)
    text = models.CharField(max_length=500)
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["municipality", "position"], name="fact_position_per_town")]

    def __str__(self) -> str:
        return self.label


class TownOutline(models.Model):
    """The border of a town, so that a place can be checked to lie in it. In a table of its own: few pages need it."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="outline")
    points = models.JSONField(help_text="ring of [longitude, latitude] in degrees, its first point not repeated")
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False, help_text="drawn freely for the demo")

    objects = ScopedManager(municipality="municipality")

    def __str__(self) -> str:
        return f"{self.municipality_id}"
