"""What a voice thinks of an idea, and the counts of it."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.participation.models.idea import Idea
from soesmart.participation.models.voice import CHANNELS, Voice


class Opinion(models.Model):
    """One voice on one idea.

    value by voting: agree 1, disagree -1, pass 0; support 1; points n; budget cents; stars 1 to 5.
    channel: the way on which it came in last, so that a voice on two channels counts once and where she spoke last.
    """

    voice = models.ForeignKey(Voice, models.CASCADE, related_name="opinion_rows")
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="opinions")
    value = models.BigIntegerField()
    important = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, choices=CHANNELS)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ScopedManager(municipality="voice__campaign__municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voice", "idea"], name="opinion_once_per_voice"),
            models.CheckConstraint(condition=Q(value__gte=-1), name="opinion_value_in_range"),
        ]
        indexes = [models.Index(fields=["idea", "channel"], name="opinion_of_idea")]

    def __str__(self) -> str:
        return f"{self.voice_id} {self.idea_id}"


class Tally(models.Model):
    """Counts of the opinions on an idea by channel; a cache of them that `recount` proves."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="tallies")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    voices = models.PositiveIntegerField(default=0)
    agree = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    important = models.PositiveIntegerField(default=0)
    total = models.BigIntegerField(default=0, help_text="sum of the values; not used by agree/disagree/pass")

    objects = ScopedManager(municipality="idea__campaign__municipality")

    class Meta:
        ordering = ["idea", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "channel"], name="tally_once_per_channel"),
            models.CheckConstraint(condition=Q(voices__gte=0), name="tally_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.channel}"
