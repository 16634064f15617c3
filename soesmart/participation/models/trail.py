"""The public way of an idea, and who wants to learn of its steps."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.participation.models.idea import Idea
from soesmart.participation.models.voice import AccessCode
from soesmart.participation.rules import StepKind
from soesmart.strategy.models import Goal

STEP_KINDS = [(kind.value, kind.label) for kind in StepKind]


class Step(models.Model):
    """Something that became of an idea: when, by which office, and why."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=STEP_KINDS)
    at = models.DateTimeField()
    unit = models.CharField(max_length=200, blank=True, help_text="who speaks for the town, like the mobility office")
    text = models.TextField(max_length=5000, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="steps")
    goal = models.ForeignKey(Goal, models.SET_NULL, null=True, blank=True, related_name="idea_steps")
    pilot_key = models.CharField(max_length=50, blank=True, help_text="key of the pilot in the town")
    other = models.ForeignKey(Idea, models.SET_NULL, null=True, blank=True, related_name="steps_elsewhere")
    invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality="idea__campaign__municipality")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["idea", "at"], name="step_in_order")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.kind}"


class Follow(models.Model):
    """Somebody wants to learn of the steps of an idea: by account, or by confirmed e-mail address without one.

    code: of a letter or paper card, by which its sender reads the steps on a page; nothing is mailed.
    """

    class Reason(models.TextChoices):
        AUTHOR = "author", "eigene Idee"
        SUPPORTER = "supporter", "zugestimmt"
        OPPOSER = "opposer", "abgelehnt"
        COMMENTER = "commenter", "kommentiert"
        WISH = "wish", "auf Wunsch"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="in the unsubscribe link")
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="follows")
    email = models.EmailField(blank=True, help_text="of somebody without an account; deleted when she unsubscribes")
    code = models.ForeignKey(AccessCode, models.CASCADE, null=True, blank=True, related_name="follows")
    reason = models.CharField(max_length=10, choices=Reason)
    since = models.DateTimeField()

    objects = ScopedManager(municipality="idea__campaign__municipality")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, email="", code__isnull=True)
                | (Q(person__isnull=True, code__isnull=True) & ~Q(email=""))
                | Q(person__isnull=True, email="", code__isnull=False),
                name="follow_has_one_address",
            ),
            models.UniqueConstraint(fields=["idea", "person"], name="follow_once_per_person"),
            models.UniqueConstraint(fields=["idea", "email"], condition=~Q(email=""), name="follow_once_per_address"),
            models.UniqueConstraint(fields=["idea", "code"], name="follow_once_per_code"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class Notice(models.Model):
    """A step that a follower has still to be told of; the digest collects them into one mail a day."""

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="notices")
    step = models.ForeignKey(Step, models.CASCADE, related_name="notices")
    told_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="step__idea__campaign__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow", "step"], name="notice_once")]
        indexes = [models.Index(fields=["told_at"], condition=Q(told_at__isnull=True), name="notice_to_tell")]

    def __str__(self) -> str:
        return f"{self.follow_id} {self.step_id}"
