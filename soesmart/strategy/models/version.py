from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.strategy.models.strategy import Strategy
from soesmart.strategy.rules import VersionState

STATES = [(state.value, state.label) for state in VersionState]


class VersionQuerySet(models.QuerySet["Version"]):
    def published(self) -> "VersionQuerySet":
        """Newest first."""
        return self.filter(state=VersionState.PUBLISHED).order_by("-published_at", "-pk")

    def being_written(self) -> "VersionQuerySet":
        return self.exclude(state=VersionState.PUBLISHED)


class Version(models.Model):
    """A version (Fassung) of a strategy: all its words at a time, with the decision that made them valid.

    Written as draft, submitted, approved by a second person, published; then it never changes again.
    """

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="versions")
    label = models.CharField(max_length=20, help_text="like 1.0")
    state = models.CharField(max_length=10, choices=STATES, default=VersionState.DRAFT)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    vision = models.CharField(max_length=200, blank=True)
    vision_source = models.URLField(max_length=500, blank=True)

    decided_on = models.CharField(max_length=10, blank=True, help_text="2021, 2021-10 or 2021-10-06")
    decided_by = models.CharField(max_length=200, blank=True)
    decision_reference = models.CharField(max_length=200, blank=True, help_text="number of the council paper")
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)
    source = models.URLField(max_length=500, blank=True)

    created_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1, help_text="counts the changes; guards against two editors")

    objects: ClassVar = ScopedManager(
        municipality="strategy__municipality", _manager_class=models.Manager.from_queryset(VersionQuerySet)
    )

    class Meta:
        verbose_name = "Fassung"
        constraints = [
            models.UniqueConstraint(fields=["strategy", "label"], name="version_label_once"),
            models.UniqueConstraint(
                fields=["strategy"], condition=~Q(state="published"), name="version_one_in_work_per_strategy"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="version_approved_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at__isnull=True)),
                name="version_published_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"Fassung {self.label}"
