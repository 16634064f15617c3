from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.accounts import rules
from soesmart.accounts.models.person import Person
from soesmart.region.models import Municipality


class Membership(models.Model):
    """What a person is in a town: the name under which others see her there."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    pseudonym = models.CharField(max_length=rules.LONGEST_PSEUDONYM)
    pseudonym_key = models.CharField(
        max_length=rules.LONGEST_KEY, help_text="folded form, so that no two names look alike"
    )
    joined_at = models.DateTimeField()

    objects = ScopedManager(municipality="municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "person"], name="membership_once_per_town"),
            models.UniqueConstraint(fields=["municipality", "pseudonym_key"], name="pseudonym_once_per_town"),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class Consent(models.Model):
    """A person agreed to one version of one text of a town, and perhaps took that back."""

    class Text(models.TextChoices):
        PRIVACY = "privacy", "Datenschutzhinweise"
        NEWSLETTER = "newsletter", "Neuigkeiten per E-Mail"

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    text = models.CharField(max_length=20, choices=Text)
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "person", "text", "version"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_valid_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_given_before_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.version}"


class ClosedAccounts(models.Model):
    """How many people left a town. A bare number: it stays when the people are gone."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="closed_accounts")
    number = models.PositiveIntegerField(default=0)

    objects = ScopedManager(municipality="municipality")

    def __str__(self) -> str:
        return str(self.number)
