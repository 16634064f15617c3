from django.db import models
from django_scopes import ScopedManager

from soesmart.region.models import Municipality


class SearchDocument(models.Model):
    """A findable page. What is matched lies in the side table of the database's full text (see search/tables.py)."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="search_documents")
    module = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    # One stem per word, in the order of the words: so a hit in the stems is a place in the text.
    title_stems = models.TextField(blank=True)
    text_stems = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "module", "key"], name="search_document_once")]

    def __str__(self) -> str:
        return self.title


class SearchPosition(models.Model):
    """How far the index has followed the town's audit log."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="search_position")
    number = models.PositiveBigIntegerField(default=0)

    objects = ScopedManager(municipality="municipality")

    def __str__(self) -> str:
        return str(self.number)
