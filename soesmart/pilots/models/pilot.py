"""Pilot projects of a town, and what is publicly known of them."""

from django.db import models
from django_scopes import ScopedManager

from soesmart.pilots.rules import Membership, NoteKind, PilotState
from soesmart.region.models import Municipality
from soesmart.strategy.models import ActionField, Goal

STATES = [(state.value, state.label) for state in PilotState]
MEMBERSHIPS = [(membership.value, membership.label) for membership in Membership]
NOTE_KINDS = [(kind.value, kind.label) for kind in NoteKind]


class Pilot(models.Model):
    """A project that tries out a part of the strategy; anybody in the town may carry it out."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="pilots")
    number = models.PositiveSmallIntegerField()
    key = models.SlugField()
    name = models.CharField(max_length=200)
    name_note = models.CharField(max_length=300, blank=True, help_text="what is public about the name")
    summary = models.TextField()
    summary_invented = models.BooleanField(default=False, help_text="the pilot is known, its summary is our wording")
    membership = models.CharField(max_length=10, choices=MEMBERSHIPS, help_text="how sure it is one of the pilots")
    state = models.CharField(max_length=10, choices=STATES)
    state_source = models.URLField(max_length=500, blank=True)
    state_invented = models.BooleanField(default=False)
    field = models.ForeignKey(ActionField, models.PROTECT, null=True, blank=True, related_name="pilots")
    goals = models.ManyToManyField(Goal, blank=True, related_name="pilots")
    from_idea = models.CharField(max_length=20, blank=True, help_text="number of the card from which it grew, like I03")
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="pilot_number_per_town"),
            models.UniqueConstraint(fields=["municipality", "key"], name="pilot_key_per_town"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def evidence(self) -> str:
        return Membership(self.membership).sentence


class PilotNote(models.Model):
    """Something known about a pilot: a public fact, a successor, a project elsewhere to learn from."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="notes")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=NOTE_KINDS)
    text = models.CharField(max_length=1000)
    sources = models.JSONField(default=list, blank=True, help_text="list of addresses")

    objects = ScopedManager(municipality="pilot__municipality")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["pilot", "position"], name="pilot_note_position_once")]

    def __str__(self) -> str:
        return self.text[:60]
