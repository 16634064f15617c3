"""What is measured: one indicator per goal, its targets, its values. Values are never changed, only followed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models.strategy import Goal
from soesmart.strategy.models.unit import OrganisationUnit
from soesmart.strategy.rules import Direction, TargetKind, ValueState

DIRECTIONS = [(direction.value, direction.label) for direction in Direction]
TARGET_KINDS = [(kind.value, kind.label) for kind in TargetKind]
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
    lowest = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True, help_text="plausible range")
    highest = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    is_emission = models.BooleanField(default=False, help_text="adds up over the years: shown as a budget")
    unit_in_charge = models.ForeignKey(
        OrganisationUnit, models.SET_NULL, null=True, blank=True, related_name="indicators"
    )
    contact = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    contact_by_address = models.BooleanField(
        default=False, help_text="named by her address, without a role in the town; else she counts while she has one"
    )
    update_months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="12 is every year")
    due_on = models.DateField(null=True, blank=True, help_text="when the next value should be there")
    overlap = models.PositiveSmallIntegerField(
        default=20, help_text="percent that each further measure loses to those before it"
    )
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["key"]
        indexes = [models.Index(fields=["municipality", "due_on"], name="indicator_by_due_day")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="indicator_key_per_town"),
            models.CheckConstraint(
                condition=Q(reporting_field__isnull=True) | Q(reporting_field__gte=1, reporting_field__lte=18),
                name="indicator_reporting_field_1_to_18",
            ),
            models.CheckConstraint(condition=Q(overlap__lte=90), name="indicator_overlap_to_90"),
            models.CheckConstraint(
                condition=Q(lowest=None) | Q(highest=None) | Q(highest__gte=models.F("lowest")),
                name="indicator_range_has_a_length",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """A value to reach by a year or to keep every year, with the decision that set it.

    Without `replaced_on` it is valid: one final target, and beside it one milestone for each year on the way.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    value = models.DecimalField(max_digits=18, decimal_places=6)
    upper = models.DecimalField(
        max_digits=18, decimal_places=6, null=True, blank=True, help_text="where the target is a range"
    )
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=5, choices=TARGET_KINDS, default=TargetKind.REACH)
    is_milestone = models.BooleanField(default=False)
    decision = models.CharField(max_length=200, blank=True, help_text="who decided, number of the council paper")
    decided = models.CharField(max_length=10, blank=True, help_text="2019, 2020-06 or 2020-06-17")
    replaced_on = models.CharField(max_length=10, blank=True)
    source = models.URLField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(null=True, blank=True, help_text="empty: known ever since")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="when its end was recorded")

    objects = ScopedManager(municipality="indicator__municipality")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(replaced_on="", is_milestone=False),
                name="target_one_valid_per_indicator",
            ),
            models.UniqueConstraint(
                fields=["indicator", "year"],
                condition=Q(replaced_on="", is_milestone=True),
                name="target_one_valid_milestone_a_year",
            ),
            models.CheckConstraint(
                condition=Q(upper=None) | Q(upper__gt=models.F("value")), name="target_range_has_a_length"
            ),
            models.CheckConstraint(
                condition=Q(is_milestone=False) | Q(year__isnull=False), name="target_milestone_has_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} ({self.year})"


class IndicatorValue(models.Model):
    """A measured value with its pedigree. Append-only: a correction is a new row for the same time and part.

    So is a withdrawal: the newest recorded row decides, and after a withdrawal its time and part have no value.

    It counts from `recorded_at`, the moment of its approval; what was known on a date are the rows up to then.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty where the source names none")
    day = models.DateField(null=True, blank=True, help_text="where the value is of a day, not of a year")
    sector = models.CharField(max_length=100, blank=True, help_text="a part of the whole; empty is the whole")
    district = models.CharField(max_length=100, blank=True)
    group = models.CharField(max_length=100, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=6)
    state = models.CharField(max_length=12, choices=STATES, default=ValueState.MEASURED)
    has_break = models.BooleanField(default=False, help_text="not comparable with the value before")
    is_baseline = models.BooleanField(default=False)
    source = models.URLField(max_length=500, blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=100, blank=True, help_text="like dl-de/by-2-0")
    method_version = models.CharField(max_length=50, blank=True)
    note = models.CharField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    is_withdrawn = models.BooleanField(
        default=False, help_text="no measurement: takes back what counted for its time and part; the note says why"
    )
    delivery = models.ForeignKey("strategy.Delivery", models.SET_NULL, null=True, blank=True, related_name="taken_over")
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects: ClassVar = ScopedManager(municipality="indicator__municipality")

    class Meta:
        ordering = ["year", "recorded_at"]
        indexes = [
            models.Index(fields=["indicator", "year"], name="value_by_year"),
            models.Index(fields=["indicator", "year"], condition=Q(is_withdrawn=True), name="value_taken_back"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(day=None) | Q(year=ExtractYear("day")), name="value_day_is_of_its_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"
