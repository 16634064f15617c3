"""What stays the same from version to version: the strategy, its fields, its goals, and what it calls them."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.region.models import Municipality


class Strategy(models.Model):
    """A town's strategy. Its words stand in versions; this row holds only what all versions share."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="strategies")
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    horizon = models.PositiveSmallIntegerField(help_text="year by which it wants to arrive")
    field_singular = models.CharField(max_length=50, default="Handlungsfeld")
    field_plural = models.CharField(max_length=50, default="Handlungsfelder")
    note = models.TextField(blank=True, help_text="shown to readers, such as what is not public")
    is_current = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1, help_text="counts the changes; guards against two editors")

    objects = ScopedManager(municipality="municipality")

    class Meta:
        verbose_name = "Strategie"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="strategy_slug_per_town"),
            models.UniqueConstraint(
                fields=["municipality"], condition=Q(is_current=True), name="strategy_one_current_per_town"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GoalLevel(models.Model):
    """What the town calls its goals on a level: Soest has one ("strategisches Ziel"), Olpe numbers two."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="levels")
    depth = models.PositiveSmallIntegerField(help_text="1 is the highest")
    singular = models.CharField(max_length=50)
    plural = models.CharField(max_length=50)
    is_numbered = models.BooleanField(default=False)

    objects = ScopedManager(municipality="strategy__municipality")

    class Meta:
        ordering = ["depth"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "depth"], name="level_depth_once"),
            models.CheckConstraint(condition=Q(depth__gte=1, depth__lte=3), name="level_depth_1_to_3"),
        ]

    def __str__(self) -> str:
        return self.plural


class ActionField(models.Model):
    """A field of action as such; its name and guideline may change with a version, its key does not."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="fields")
    key = models.SlugField()
    code = models.CharField(max_length=10, blank=True)

    objects = ScopedManager(municipality="strategy__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["strategy", "key"], name="field_key_once")]

    def __str__(self) -> str:
        return self.key


class Goal(models.Model):
    """A goal as such: what ideas, pilots and indicators point to, whatever words a version gives it."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="goals")
    code = models.CharField(max_length=20, help_text="like MOB-1, in addresses")

    objects = ScopedManager(municipality="strategy__municipality")

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["strategy", "code"], name="goal_code_once")]

    def __str__(self) -> str:
        return self.code


class TargetDecision(models.Model):
    """An entry of the target history: climate neutrality by 2035 (2019), by 2030 (2020)."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="target_decisions")
    subject = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    decided = models.CharField(max_length=10, help_text="2019, 2020-06 or 2020-06-17")
    source = models.URLField(max_length=500, blank=True)

    objects = ScopedManager(municipality="strategy__municipality")

    class Meta:
        ordering = ["decided"]
        constraints = [models.UniqueConstraint(fields=["strategy", "subject", "decided"], name="target_decision_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.year}"
