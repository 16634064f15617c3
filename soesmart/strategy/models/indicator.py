"""What is measured: one indicator per goal, its targets, its values. Values are never changed, only followed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.region.models import Municipality
from soesmart.strategy.models.strategy import Goal
from soesmart.strategy.rules import Direction, ValueState

DIRECTIONS = [(direction.value, direction.label) for direction in Direction]
STATES = [(state.value, state.label) for state in ValueState]


class Indicator(models.Model):
    """A measured number of the town. Those with a goal decide how the goal's window is lit."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="indicators")
    goal = models.OneToOneField(Goal, models.PROTECT, null=True, blank=True, related_name="indicator")
    key = models.SlugField()
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    decimals = models.PositiveSmallIntegerField(default=0)
    direction = models.CharField(max_length=4, choices=DIRECTIONS, blank=True)
    method = models.TextField(blank=True)
    interval = models.CharField(max_length=100, blank=True, help_text="how often it is measured")
    reporting_field = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Berichtsrahmen Nachhaltige Kommune, 1-18"
    )
    source = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="indicator_key_per_town"),
            models.CheckConstraint(
                condition=Q(reporting_field__isnull=True) | Q(reporting_field__gte=1, reporting_field__lte=18),
                name="indicator_reporting_field_1_to_18",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A value to reach by a year, with the decision that set it. The newest without `replaced_on` is valid."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    value = models.DecimalField(max_digits=18, decimal_places=6)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    decided = models.CharField(max_length=10, blank=True, help_text="2019, 2020-06 or 2020-06-17")
    replaced_on = models.CharField(max_length=10, blank=True)
    source = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality="indicator__municipality")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"], condition=Q(replaced_on=""), name="target_one_valid_per_indicator"
            )
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.year})"


class IndicatorValue(models.Model):
    """A measured value. A correction is a new row with a later `recorded_at` for the same year."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty where the source names none")
    value = models.DecimalField(max_digits=18, decimal_places=6)
    state = models.CharField(max_length=12, choices=STATES, default=ValueState.MEASURED)
    is_baseline = models.BooleanField(default=False)
    source = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(municipality="indicator__municipality")

    class Meta:
        ordering = ["year", "recorded_at"]
        indexes = [models.Index(fields=["indicator", "year"], name="value_by_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"
