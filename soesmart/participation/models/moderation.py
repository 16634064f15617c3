"""Moderation: what was held or reported, why, what was decided, and what the author says to that."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.participation.models.campaign import Campaign
from soesmart.participation.models.comment import Comment
from soesmart.participation.models.idea import Idea
from soesmart.region.models import Municipality


class Case(models.Model):
    """A text that a moderator has to look at: an idea or a comment, held by the score or reported by people."""

    class State(models.TextChoices):
        OPEN = "open", "offen"
        KEPT = "kept", "freigegeben"
        REMOVED = "removed", "entfernt"
        OBJECTED = "objected", "Widerspruch"

    class Reason(models.TextChoices):
        SPAM = "spam", "Werbung"
        INSULT = "insult", "Beleidigung"
        PRIVATE = "private", "Daten anderer Menschen"
        OFF_TOPIC = "off_topic", "Anderes Thema"
        ILLEGAL = "illegal", "Rechtswidrig"
        DUPLICATE = "duplicate", "Doppelt gesendet"

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="in the link to the author")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="cases")
    idea = models.OneToOneField(Idea, models.CASCADE, null=True, blank=True, related_name="case")
    comment = models.OneToOneField(Comment, models.CASCADE, null=True, blank=True, related_name="case")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    held = models.BooleanField(help_text="not to be seen until somebody decides")
    held_before = models.BooleanField(default=False, help_text="held when it was decided: what an undo goes back to")
    score = models.PositiveSmallIntegerField(default=0, help_text="0 to 100, how doubtful the text looked")
    signs = models.JSONField(default=list, help_text="list of [sign, points, German sentence]")
    reports_count = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="decided_cases")
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    statement = models.TextField(max_length=2000, blank=True, help_text="the reasons given to the author")
    objection = models.TextField(max_length=2000, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    objection_decided_at = models.DateTimeField(null=True, blank=True)
    objection_decided_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="decided_objections"
    )
    answer = models.TextField(max_length=2000, blank=True, help_text="what the author is told to the objection")

    objects = ScopedManager(municipality="campaign__municipality")

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(idea__isnull=False, comment__isnull=True) | Q(idea__isnull=True, comment__isnull=False),
                name="case_of_one_text",
            ),
            models.CheckConstraint(
                condition=~Q(state="removed") | (~Q(reason="") & ~Q(statement="")), name="removal_has_reasons"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "opened_at"], name="case_queue"),
            models.Index(fields=["decided_at"], name="case_by_decision"),
            models.Index(fields=["campaign", "state", "reason"], name="case_counts"),
        ]

    def __str__(self) -> str:
        return str(self.key)


class Report(models.Model):
    """Somebody says that a text breaks the rules. Once per credential and case."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    credential = models.CharField(max_length=64, help_text="keyed hash, so that nobody reports twice")
    reason = models.CharField(max_length=10, choices=Case.Reason)
    text = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects = ScopedManager(municipality="case__campaign__municipality")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["case", "credential"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"


class WordCount(models.Model):
    """What the town's own decisions teach about a word: in how many kept and removed texts it stood.

    The stem "*" counts the texts themselves.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="word_counts")
    stem = models.CharField(max_length=40)
    kept = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "stem"], name="word_once_per_town")]

    def __str__(self) -> str:
        return self.stem


class HouseRules(models.Model):
    """What a town adds to the word list and to the hosts that may be linked; one entry per line."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="house_rules")
    words = models.TextField(max_length=4000, blank=True)
    hosts = models.TextField(max_length=4000, blank=True)

    objects = ScopedManager(municipality="municipality")

    def __str__(self) -> str:
        return f"{self.municipality_id}"


class ModeratorDesk(models.Model):
    """How a moderator wants to work: digest mail, and who stands in while she is away."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="moderator_desks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="moderator_desks")
    deputy = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="deputy_desks")
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    wants_digest = models.BooleanField(default=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "person"], name="desk_once_per_town")]

    def __str__(self) -> str:
        return f"{self.person_id}"
