"""What was taken out of a draft, kept so that it can be put back."""

from django.db import models
from django_scopes import ScopedManager

from soesmart.strategy.models.version import Version


class RemovedText(models.Model):
    """A goal or a field that somebody took out of a draft, with its words as they stood at that moment."""

    class Kind(models.TextChoices):
        FIELD = "field", "Feld"
        GOAL = "goal", "Ziel"

    version = models.ForeignKey(Version, models.CASCADE, related_name="removed_texts")
    kind = models.CharField(max_length=5, choices=Kind)
    key = models.CharField(max_length=50, help_text="key of the field or code of the goal")
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    words = models.JSONField(help_text="FieldText or GoalText as a dict; the unit by its key")
    removed_at = models.DateTimeField()

    objects = ScopedManager(municipality="version__strategy__municipality")

    class Meta:
        ordering = ["-removed_at"]
        constraints = [models.UniqueConstraint(fields=["version", "kind", "key"], name="removed_text_once")]

    def __str__(self) -> str:
        return self.title
