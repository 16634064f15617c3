from django.db import models
from django.db.models import Q


class OutboxMessage(models.Model):
    """A mail that must be sent exactly once, written in the transaction of what it tells about."""

    class State(models.TextChoices):
        WAITING = "waiting", "wartet"
        SENT = "sent", "versandt"
        FAILED = "failed", "endgültig gescheitert"

    key = models.CharField(max_length=200, unique=True, help_text="event:person:channel; a second one is ignored")
    town = models.CharField(max_length=50, blank=True)
    recipient = models.EmailField(blank=True, help_text="emptied once sent")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True, help_text="emptied once sent")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="outbox_waiting")]

    def __str__(self) -> str:
        return self.key
