"""A spreadsheet between its check and the click that takes it over."""

import uuid

from django.db import models
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.strategy.models.version import Version


class SpreadsheetUpload(models.Model):
    """The checked rows of an uploaded spreadsheet. Only its uploader may take them over, and only until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.CASCADE, related_name="uploads")
    uploaded_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    rows = models.JSONField(help_text="sheet name to rows; each a dict of column to text")
    seen = models.CharField(max_length=64, help_text="digest of the draft against which the rows were checked")

    objects = ScopedManager(municipality="version__strategy__municipality")

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="upload_by_expiry")]

    def __str__(self) -> str:
        return str(self.pk)
