"""Questionnaires: questions with conditions, and what people answered."""

import uuid

from django.db import models
from django_scopes import ScopedManager

from soesmart.participation.models.campaign import Campaign, Format, FormatQuerySet
from soesmart.participation.models.voice import CHANNELS
from soesmart.participation.rules import Channel
from soesmart.participation.rules.questions import QuestionKind, QuestionWords

KINDS = [(kind.value, kind.label) for kind in QuestionKind]


class Questionnaire(Format):
    """A list of questions. One response per person; small groups are not shown."""

    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="questionnaires")
    text = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=0, help_text="about how long it takes; 0: not said")
    thanks = models.TextField(blank=True, help_text="what happens next; shown after sending")
    nonce = models.UUIDField(unique=True, null=True, blank=True, editable=False, help_text="of the form that made it")
    responses_count = models.PositiveIntegerField(default=0, help_text="sent in")
    changes = models.PositiveIntegerField(default=0, help_text="grows with every response sent in or changed")

    objects = ScopedManager(municipality="municipality", _manager_class=models.Manager.from_queryset(FormatQuerySet))


class Question(models.Model):
    """A question. Settings are checked by rules/questions.py, the condition by rules/question_conditions.py."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField()
    kind = models.CharField(max_length=10, choices=KINDS)
    text = models.CharField(max_length=500)
    help = models.CharField(max_length=500, blank=True)
    section = models.CharField(max_length=200, blank=True, help_text="heading above it, opens a new part")
    required = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False, help_text="never shown or exported per person")
    settings = models.JSONField(default=dict, blank=True, help_text="options, rows, bounds by kind")
    condition = models.JSONField(
        default=dict, blank=True, help_text='{"question": key, "is": [values]}, "not", "answered"'
    )

    objects = ScopedManager(municipality="questionnaire__municipality")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="question_key_once"),
            models.UniqueConstraint(fields=["questionnaire", "position"], name="question_position_once"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def words(self) -> QuestionWords:
        """The question as the rules see it."""
        return QuestionWords(
            key=self.key,
            kind=QuestionKind(self.kind),
            text=self.text,
            help=self.help,
            section=self.section,
            required=self.required,
            confidential=self.confidential,
            settings=self.settings,
            condition=self.condition,
        )


class Response(models.Model):
    """One person's answers, as a draft or sent in. `credential` as on a voice; after deletion a random value."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="responses")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="in the link that continues it")
    credential = models.CharField(max_length=64)
    channel = models.CharField(max_length=10, choices=CHANNELS, default=Channel.ONLINE)
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="questionnaire__municipality")

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["questionnaire", "credential"], name="response_once_per_person")]

    def __str__(self) -> str:
        return str(self.key)


class Answer(models.Model):
    """The answer to one question; the shape of `value` follows from its kind."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    value = models.JSONField()

    objects = ScopedManager(municipality="question__questionnaire__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.response_id} {self.question_id}"


class StoredResult(models.Model):
    """Counts of the answers as of one moment; what the public sees moves on in steps (services/responses.py)."""

    questionnaire = models.OneToOneField(Questionnaire, models.CASCADE, related_name="stored_result")
    responses = models.PositiveIntegerField()
    changes = models.PositiveIntegerField(help_text="of the questionnaire when it was counted")
    counted_at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    objects = ScopedManager(municipality="questionnaire__municipality")

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.responses}"
