"""Questions from the audience, and the passes that a checked-in ticket gives."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.events.models.agenda import Item
from soesmart.events.models.event import Event
from soesmart.events.models.round import CHANNELS
from soesmart.participation.rules import Visibility

VISIBILITIES = [
    (visibility.value, visibility.label) for visibility in (Visibility.VISIBLE, Visibility.HELD, Visibility.REMOVED)
]


class AudienceQuestion(models.Model):
    """A question that somebody in the hall or on the stream asked. number: within the event, for citing it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    channel = models.CharField(max_length=6, choices=CHANNELS)
    credential = models.CharField(max_length=32)
    visibility = models.CharField(max_length=10, choices=VISIBILITIES, default=Visibility.HELD)
    support = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True, help_text="when it was taken up on the stage")
    answer = models.TextField(blank=True)
    removed_because = models.CharField(max_length=200, blank=True, help_text="seen by staff only")
    nonce = models.UUIDField(unique=True, editable=False, help_text="of the form that was sent")

    objects = ScopedManager(municipality="item__event__municipality")

    class Meta:
        ordering = ["-support", "number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="audience_question_number_once")]

    def __str__(self) -> str:
        return self.text


class QuestionSupport(models.Model):
    """A credential wants this question to be answered."""

    question = models.ForeignKey(AudienceQuestion, models.CASCADE, related_name="supporters")
    credential = models.CharField(max_length=32)

    objects = ScopedManager(municipality="question__item__event__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "credential"], name="question_supported_once")]

    def __str__(self) -> str:
        return f"{self.question_id}"


class HallPass(models.Model):
    """Opens the vote in the hall where a ticket is needed; enabled when its ticket was checked in.

    digest: keyed hash of the ticket's code; the same ticket on two devices is one voter.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="passes")
    digest = models.CharField(max_length=64)
    enabled_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="event__municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "digest"], name="pass_once_per_event"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="pass_is_a_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}"
