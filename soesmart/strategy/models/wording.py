"""The words of one version: vision terms, overarching goals, fields with guidelines, goals."""

from django.db import models
from django_scopes import ScopedManager

from soesmart.strategy.models.strategy import ActionField, Goal
from soesmart.strategy.models.unit import OrganisationUnit
from soesmart.strategy.models.version import Version

OF_THE_TOWN = "version__strategy__municipality"


class VisionTerm(models.Model):
    """One of the words that say what the town wants to be ("nachhaltig")."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="vision_terms")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=500, blank=True)
    source = models.URLField(max_length=500, blank=True)
    description_invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality=OF_THE_TOWN)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="vision_term_once")]

    def __str__(self) -> str:
        return self.name


class OverarchingGoal(models.Model):
    """A goal that all fields serve: climate neutrality, resilience, justice between generations."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="overarching_goals")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField()
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True)
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality=OF_THE_TOWN)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="overarching_goal_once")]

    def __str__(self) -> str:
        return self.name


class FieldWording(models.Model):
    """How a version words an action field."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="field_wordings")
    field = models.ForeignKey(ActionField, models.PROTECT, related_name="wordings")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    guideline = models.TextField(blank=True)
    guideline_invented = models.BooleanField(default=False)
    sdgs = models.JSONField(default=list, blank=True, help_text="numbers 1 to 17")
    sdgs_invented = models.BooleanField(default=False)
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality=OF_THE_TOWN)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "field"], name="field_wording_once")]

    def __str__(self) -> str:
        return self.name


class GoalWording(models.Model):
    """How a version words a goal, where it belongs and who is responsible."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="goal_wordings")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="wordings")
    field = models.ForeignKey(ActionField, models.PROTECT, related_name="goal_wordings")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    depth = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(help_text="order within the version")
    number = models.CharField(max_length=12, blank=True, help_text="as the town prints it, like 2.1")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    unit = models.ForeignKey(OrganisationUnit, models.PROTECT, null=True, blank=True, related_name="goal_wordings")
    is_ecological = models.BooleanField(default=False)
    is_economic = models.BooleanField(default=False)
    is_social = models.BooleanField(default=False)
    sdgs = models.JSONField(default=list, blank=True, help_text="numbers 1 to 17")
    source = models.URLField(max_length=500, blank=True)
    related_sources = models.JSONField(default=list, blank=True, help_text="addresses the wording leans on")
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality=OF_THE_TOWN)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "goal"], name="goal_wording_once")]
        indexes = [models.Index(fields=["version", "field", "position"], name="goal_wording_by_field")]

    def __str__(self) -> str:
        return self.title
