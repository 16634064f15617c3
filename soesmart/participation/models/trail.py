"""The public way of an idea, and who wants to learn of its steps."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.participation.models.idea import Idea
from soesmart.participation.rules import StepKind
from soesmart.region.models import Municipality
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
    pilot_key = models.SlugField(blank=True, help_text="key of the pilot in the town")
    other = models.ForeignKey(Idea, models.SET_NULL, null=True, blank=True, related_name="steps_elsewhere")
    invented = models.BooleanField(default=False)
    nonce = models.UUIDField(unique=True, null=True, blank=True, help_text="of the form; a second send finds this row")
    spread_at = models.DateTimeField(null=True, blank=True, help_text="when all who want to know had their notice")

    objects = ScopedManager(municipality="idea__campaign__municipality")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=StepKind.ANSWERED) | (~Q(unit="") & ~Q(text="")), name="answer_says_who_and_why"
            )
        ]
        indexes = [
            models.Index(fields=["idea", "at"], name="step_in_order"),
            models.Index(fields=["at"], condition=Q(spread_at__isnull=True), name="step_to_spread"),
            models.Index(fields=["-at"], condition=Q(kind=StepKind.ANSWERED), name="step_newest_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.kind}"


class Follow(models.Model):
    """Somebody's wish about the steps of one idea: by account, or by e-mail address without one.

    Who wrote, judged or commented an idea hears of it without such a row; it is only needed for more (`wants`) or for
    less. An address hears of nothing before it is confirmed.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="in the links of the mails")
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="follows")
    email = models.EmailField(blank=True, help_text="of somebody without an account; deleted when she unsubscribes")
    wants = models.BooleanField(default=True, help_text="no: a person who does not want to hear of this idea")
    since = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="idea__campaign__municipality")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, email="") | (Q(person__isnull=True, wants=True) & ~Q(email="")),
                name="follow_has_one_address",
            ),
            models.UniqueConstraint(fields=["idea", "person"], name="follow_once_per_person"),
            models.UniqueConstraint(fields=["idea", "email"], condition=~Q(email=""), name="follow_once_per_address"),
        ]
        indexes = [models.Index(fields=["email"], condition=~Q(email=""), name="follow_by_address")]

    def __str__(self) -> str:
        return str(self.key)


class Notice(models.Model):
    """A step of which somebody has to be told; the digest collects them into one mail a day."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="notices")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="notices")
    follow = models.ForeignKey(Follow, models.CASCADE, null=True, blank=True, related_name="notices")
    told_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="step__idea__campaign__municipality")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, follow__isnull=True) | Q(person__isnull=True, follow__isnull=False),
                name="notice_to_one",
            ),
            models.UniqueConstraint(fields=["step", "person"], name="notice_once_per_person"),
            models.UniqueConstraint(fields=["step", "follow"], name="notice_once_per_address"),
        ]
        indexes = [models.Index(fields=["step"], condition=Q(told_at__isnull=True), name="notice_to_tell")]

    def __str__(self) -> str:
        return f"{self.step_id} {self.person_id or self.follow_id}"


class QuietPerson(models.Model):
    """A person who wants no mail about ideas from this town."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="quiet_people")
    person = models.ForeignKey(Person, models.CASCADE, related_name="quiet_in")
    since = models.DateTimeField()

    objects = ScopedManager(municipality="municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "person"], name="quiet_once_per_town")]

    def __str__(self) -> str:
        return str(self.person_id)


class AnswerTemplate(models.Model):
    """Words with which the office begins an answer."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="answer_templates")
    title = models.CharField(max_length=100)
    text = models.TextField(max_length=5000)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "title"], name="answer_template_title_once")]

    def __str__(self) -> str:
        return self.title
