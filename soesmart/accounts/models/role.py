from django.db import models
from django_scopes import ScopedManager

from soesmart.accounts.models.person import Person
from soesmart.region.models import Municipality


class Role(models.TextChoices):
    """What a person may be in a town. A person may hold several."""

    PARTICIPATION_OFFICER = "participation_officer", "Beteiligungsbeauftragte"
    MODERATOR = "moderator", "Moderation"
    STRATEGY_OFFICER = "strategy_officer", "Strategiestelle"
    FUNDING_OFFICER = "funding_officer", "Förderstelle"
    JUROR = "juror", "Jury"
    BOX_OFFICE = "box_office", "Kartenstelle"
    EDITOR = "editor", "Redaktion"
    AUDITOR = "auditor", "Prüfung"
    TOWN_ADMINISTRATOR = "town_administrator", "Stadtadministration"


class RoleAssignment(models.Model):
    """A person holds a role in a town."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="role_assignments")
    person = models.ForeignKey(Person, models.CASCADE, related_name="role_assignments")
    role = models.CharField(max_length=30, choices=Role)
    since = models.DateTimeField()

    objects = ScopedManager(municipality="municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "person", "role"], name="role_once_per_town")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
