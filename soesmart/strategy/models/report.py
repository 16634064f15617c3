"""The yearly sustainability report: written by the office, frozen at a date, then it never changes."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.rules import ReportState

REPORT_STATES = [(state.value, state.label) for state in ReportState]


class Report(models.Model):
    """The report of a year. `known_on`: its numbers are as they were known at the end of that day."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="reports")
    year = models.PositiveSmallIntegerField(help_text="the year it tells of")
    title = models.CharField(max_length=200)
    known_on = models.DateField()
    state = models.CharField(max_length=9, choices=REPORT_STATES, default=ReportState.DRAFT)
    content = models.JSONField(default=dict, help_text="all numbers and words as published")
    pdf = models.BinaryField(null=True, blank=True, help_text="the file as published")
    pdf_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256, printed on the page")
    created_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # NULL, not empty: for a column that must be filled SQLite builds the table anew and forgets its guard.
    withdrawn_reason = models.CharField(max_length=500, null=True, blank=True)
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="report_once_a_year"),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT) | Q(published_at__isnull=False), name="report_published_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReportBlock(models.Model):
    """Words of the office at a place of the report: "foreword", "field:<key>", "frame:4", "closing"."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="blocks")
    place = models.CharField(max_length=60)
    text = models.TextField()
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="report__municipality")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["report", "place"], name="report_block_once")]

    def __str__(self) -> str:
        return self.place
