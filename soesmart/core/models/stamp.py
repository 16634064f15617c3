from django.db import models


class Stamp(models.Model):
    """A digest of what this database was last prepared from, so that a second start need not look again."""

    name = models.CharField(max_length=50, unique=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
