"""Who was reminded of what, and what residents ask about a goal."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models.indicator import Indicator, IndicatorValue
from soesmart.strategy.models.strategy import Goal
from soesmart.strategy.rules import QuestionState, Stage

STAGES = [(stage.value, stage.label) for stage in Stage]
QUESTION_STATES = [(state.value, state.label) for state in QuestionState]


class Reminder(models.Model):
    """A mail that a value is due went to this stage for this day; never twice."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    stage = models.CharField(max_length=7, choices=STAGES)
    reminded_at = models.DateTimeField()

    objects = ScopedManager(municipality="indicator__municipality")

    class Meta:
        ordering = ["-reminded_at"]
        constraints = [models.UniqueConstraint(fields=["indicator", "due_on", "stage"], name="reminder_once_per_stage")]

    def __str__(self) -> str:
        return f"{self.due_on} {self.stage}"


class GoalQuestion(models.Model):
    """A question about a goal, tied to the value that stood there when it was asked. Public once answered."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="goal_questions")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="questions")
    value = models.ForeignKey(IndicatorValue, models.SET_NULL, null=True, blank=True, related_name="questions")
    text = models.CharField(max_length=1000)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, help_text="a form sent twice asks once")
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=QUESTION_STATES, default=QuestionState.WAITING)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["-asked_at"]
        indexes = [
            models.Index(fields=["goal", "state", "asked_at"], name="question_by_goal"),
            models.Index(fields=["municipality", "state", "asked_at"], name="question_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=QuestionState.ANSWERED) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="question_answered_with_words",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
