from django.db import models


class ScheduleMark(models.Model):
    """When a repeating job was last started; claimed by a conditional update, so two clocks start it once."""

    name = models.CharField(max_length=120, unique=True)
    last_started_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
