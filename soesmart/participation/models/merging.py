"""What the office keeps of its work on ideas: merges that can be undone, and files between check and take-over."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.participation.models.campaign import Campaign
from soesmart.participation.models.idea import Idea


class MergeRecord(models.Model):
    """What a merge moved from the idea that is `gone` to the one that was `kept`.

    moved: primary keys of rows and the counts of opinions that became one, so that the merge can be taken back while
    nothing of it changed; no personal data. Its shape: services/merging_record.py.
    """

    kept = models.ForeignKey(Idea, models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Idea, models.CASCADE, related_name="merged_away")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="merges")
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="kept__campaign__municipality")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at__isnull=True), name="idea_merged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gone_id} in {self.kept_id}"


class IdeaUpload(models.Model):
    """The checked rows of an uploaded table of ideas. Only its uploader may take them over, until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="idea_uploads")
    uploaded_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    rows = models.JSONField(help_text="list of dicts of column to plain value, with the row of the file")
    seen = models.CharField(max_length=64, help_text="digest of the ideas against which the rows were checked")

    objects = ScopedManager(municipality="campaign__municipality")

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="idea_upload_by_expiry")]

    def __str__(self) -> str:
        return str(self.pk)
