from django.db import models


class AuditEntry(models.Model):
    """One thing that somebody did. Append-only: the database refuses update and delete (migration 0002)."""

    # core knows no towns: "soest", or "" for what concerns no town.
    town = models.CharField(max_length=50, blank=True)
    number = models.PositiveBigIntegerField(help_text="position in the town's chain, from 1")
    at = models.DateTimeField()
    actor = models.CharField(max_length=60, help_text="opaque id of a person, or system:<job>")
    action = models.CharField(max_length=80, help_text="like strategy.version.published")
    target = models.CharField(max_length=120, help_text="like strategy.version:12")
    facts = models.JSONField(default=dict, help_text="no personal data")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["town", "number"]
        constraints = [models.UniqueConstraint(fields=["town", "number"], name="audit_one_entry_per_number")]
        indexes = [models.Index(fields=["town", "target"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.town}#{self.number} {self.action}"


class AuditHead(models.Model):
    """The end of a town's chain; locked while an entry is appended so that numbers have no gap and no twin."""

    town = models.CharField(max_length=50, unique=True, blank=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.town}#{self.number}"
