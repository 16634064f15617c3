"""The way of a town from first ideas to what is done: its phases and its dates."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.participation.rules import MilestoneKind, PartialDate
from soesmart.region.models import Municipality

KINDS = [(kind.value, kind.label) for kind in MilestoneKind]


class Process(models.Model):
    """A way that a town goes with its people."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="processes")
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    motto = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "slug"], name="process_slug_per_town")]

    def __str__(self) -> str:
        return self.name


class Dated(models.Model):
    """Something with a beginning and, if known, an end. The days are computed from the texts, for order and search."""

    starts = models.CharField(max_length=16, help_text="2019, 2021-02, 2020-07-18 or 2020-07-30T18:00 (local)")
    ends = models.CharField(max_length=16, blank=True)
    first_day = models.DateField()
    last_day = models.DateField()
    revision = models.PositiveIntegerField(default=1, help_text="grows with every edit; an old one is refused")

    class Meta:
        abstract = True

    @property
    def start(self) -> PartialDate:
        return PartialDate.parse(self.starts)

    @property
    def end(self) -> PartialDate | None:
        return PartialDate.parse(self.ends) if self.ends else None


class Phase(Dated):
    """A stretch of the way."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField(help_text="follows from the first days")
    key = models.SlugField()
    name = models.CharField(max_length=200)
    name_invented = models.BooleanField(default=False, help_text="the phase is known, its name is our wording")
    summary = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)

    objects = ScopedManager(municipality="process__municipality")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="phase_key_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="phase_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(Dated):
    """A date of the way: a workshop, a decision, a stop of a tour."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="milestones")
    part_of = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="parts")
    key = models.SlugField()
    kind = models.CharField(max_length=20, choices=KINDS)
    name = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    sources = models.JSONField(default=list, blank=True, help_text="list of addresses")
    is_open_ended = models.BooleanField(default=False, help_text="goes on; its end is not known")
    year_inferred = models.BooleanField(default=False, help_text="the year follows from the context")
    invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality="process__municipality")

    class Meta:
        ordering = ["first_day", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["process", "key"], name="milestone_key_once"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="milestone_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["process", "first_day"], name="milestone_by_day")]

    def __str__(self) -> str:
        return self.name
