from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.core.ids import new_id
from soesmart.region.models import Municipality


class CalendarDate(models.Model):
    """A date that the office enters itself. Dates of campaigns, events and calls come from their own modules."""

    class Kind(models.TextChoices):
        EVENT = "event", "Veranstaltung"
        PARTICIPATION = "participation", "Beteiligung"
        COUNCIL = "council", "Rat und Ausschüsse"
        DEADLINE = "deadline", "Frist"
        MILESTONE = "milestone", "Meilenstein"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="calendar_dates")
    title = models.CharField("Titel", max_length=150)
    kind = models.CharField("Art", max_length=20, choices=Kind, default=Kind.EVENT)
    starts_on = models.DateField("Beginn (Tag)")
    starts_at = models.TimeField("Beginn (Uhrzeit)", null=True, blank=True, help_text="leer: ganzer Tag")
    ends_on = models.DateField("Ende (Tag)")
    ends_at = models.TimeField("Ende (Uhrzeit)", null=True, blank=True)
    place = models.CharField("Ort", max_length=150, blank=True)
    text = models.TextField("Beschreibung", max_length=4000, blank=True)
    source = models.URLField("Quelle (Adresse)", max_length=500, blank=True)
    invented = models.BooleanField(
        "Beispielwert", default=False, help_text="frei gesetzt, nicht von der Stadt bestätigt"
    )
    is_deleted = models.BooleanField(default=False, help_text="gelöscht; lässt sich zurückholen")
    changed_at = models.DateTimeField()

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["starts_on", "starts_at", "title"]
        indexes = [models.Index(fields=["municipality", "is_deleted", "starts_on"], name="calendar_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="calendar_ends_after_start"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False), name="calendar_end_time_needs_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title
