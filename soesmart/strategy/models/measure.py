"""What the town can do for a goal, what it is thought to bring, and who assumed that when."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models.indicator import Indicator
from soesmart.strategy.rules import Confidence

CONFIDENCES = [(confidence.value, confidence.label) for confidence in Confidence]


class Measure(models.Model):
    """Something that can be done. Its effects stand in estimates, one per indicator that it moves."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="measures")
    key = models.SlugField()
    name = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    cost_low = models.PositiveBigIntegerField(null=True, blank=True, help_text="whole cents, all years together")
    cost_high = models.PositiveBigIntegerField(null=True, blank=True)
    starts = models.PositiveSmallIntegerField(null=True, blank=True, help_text="year from which it works, as planned")
    is_decided = models.BooleanField(default=False, help_text="decided and paid for; else an option")
    condition = models.CharField(max_length=500, blank=True, help_text="what would have to be true")
    link = models.CharField(max_length=200, blank=True, help_text="path of the pilot project that it is")
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    is_dropped = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="measure_key_per_town"),
            models.CheckConstraint(
                condition=Q(cost_low=None, cost_high=None) | Q(cost_high__gte=F("cost_low")),
                name="measure_cost_low_to_high",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MeasureEstimate(models.Model):
    """What a measure changes an indicator by once it works fully. Append-only: the newest of a measure counts."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="estimates")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="estimates")
    low = models.DecimalField(max_digits=18, decimal_places=6, help_text="cautious, in the indicator's unit")
    middle = models.DecimalField(max_digits=18, decimal_places=6)
    high = models.DecimalField(max_digits=18, decimal_places=6)
    ramp_years = models.PositiveSmallIntegerField(default=1, help_text="years from the start to the full effect")
    confidence = models.CharField(max_length=6, choices=CONFIDENCES, default=Confidence.LOW)
    basis = models.CharField(max_length=500, help_text="what the estimate rests on")
    is_withdrawn = models.BooleanField(default=False, help_text="the measure no longer counts for this indicator")
    invented = models.BooleanField(default=False)
    estimated_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager(municipality="measure__municipality")

    class Meta:
        ordering = ["recorded_at", "pk"]
        indexes = [models.Index(fields=["indicator", "measure"], name="estimate_by_indicator")]
        constraints = [
            models.CheckConstraint(condition=Q(ramp_years__gte=1, ramp_years__lte=30), name="estimate_ramp_1_to_30"),
            models.CheckConstraint(
                condition=Q(low__gte=0, middle__gte=F("low"), high__gte=F("middle"))
                | Q(low__lte=0, middle__lte=F("low"), high__lte=F("middle")),
                name="estimate_from_cautious_to_bold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low} / {self.middle} / {self.high}"


class Assumption(models.Model):
    """Something the decision sheet takes for granted, such as the overlap of measures. Append-only, oldest first."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="assumptions")
    text = models.CharField(max_length=500)
    overlap = models.PositiveSmallIntegerField(null=True, blank=True, help_text="percent, where this sets it")
    assumed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ScopedManager(municipality="indicator__municipality")

    class Meta:
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return self.text
