"""The agenda: scenes of a script, and in them the items that the audience answers."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.events.models.event import Event
from soesmart.events.rules import Bounds, ItemKind
from soesmart.participation.models import Campaign, Idea
from soesmart.strategy.models import Goal

KINDS = [(kind.value, kind.label) for kind in ItemKind]


class Scene(models.Model):
    """A part of the show. text: what the audience sees; script: what only the stage direction reads."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="scenes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    script = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=5)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="of the form that was sent")
    revision = models.PositiveIntegerField(default=1, help_text="grows with every edit; an old one is refused")

    objects = ScopedManager(municipality="event__municipality")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["event", "position"], name="scene_position_once")]

    def __str__(self) -> str:
        return self.title


class Item(models.Model):
    """Something to answer. number: within the event, in its address, never used again.

    least, most, points: see rules.items.Bounds. seconds: proposed time to vote. secret: who voted and what was voted
    are stored apart. shows_live: the tally is shown while ballots still come in.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="items")
    scene = models.ForeignKey(Scene, models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(help_text="within the scene")
    kind = models.CharField(max_length=10, choices=KINDS)
    title = models.CharField(max_length=300, help_text="the question")
    text = models.TextField(blank=True)
    unit = models.CharField(max_length=30, blank=True, help_text="of an estimate, such as Prozent")
    low_label = models.CharField(max_length=60, blank=True, help_text="the low end of a scale")
    high_label = models.CharField(max_length=60, blank=True)
    least = models.IntegerField(default=1)
    most = models.IntegerField(default=1)
    points = models.PositiveIntegerField(default=0)
    truth = models.IntegerField(null=True, blank=True, help_text="of an estimate, shown with the result")
    truth_source = models.URLField(max_length=500, blank=True)
    seconds = models.PositiveSmallIntegerField(default=45)
    secret = models.BooleanField(default=False)
    shows_live = models.BooleanField(default=True)
    moderated = models.BooleanField(default=True, help_text="words and questions are seen by a person first")
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="event_items")
    nonce = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="of the form that was sent")
    revision = models.PositiveIntegerField(default=1, help_text="grows with every edit; an old one is refused")

    objects = ScopedManager(municipality="event__municipality")

    class Meta:
        ordering = ["scene__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="item_number_once"),
            models.UniqueConstraint(fields=["scene", "position"], name="item_position_once"),
            models.CheckConstraint(condition=Q(most__gte=models.F("least")), name="item_most_not_below_least"),
            models.CheckConstraint(condition=Q(seconds__gte=5, seconds__lte=3600), name="item_seconds_in_range"),
        ]

    def __str__(self) -> str:
        return self.title

    def bounds(self) -> Bounds:
        """One query, none when the options are prefetched."""
        return Bounds(len(self.options.all()), self.least, self.most, self.points)


class Option(models.Model):
    """An answer to choose. number: from 1 within its item; ballots name it. idea: of "which idea next"."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    idea = models.ForeignKey(Idea, models.SET_NULL, null=True, blank=True, related_name="event_options")

    objects = ScopedManager(municipality="item__event__municipality")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="option_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="option_number_from_one"),
        ]

    def __str__(self) -> str:
        return self.label


class ItemLink(models.Model):
    """What an item is about: an idea or a goal, on whose page its result is then cited."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="links")
    idea = models.ForeignKey(Idea, models.CASCADE, null=True, blank=True, related_name="event_items")
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="event_items")

    objects = ScopedManager(municipality="item__event__municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "idea"], name="item_linked_once_to_idea"),
            models.UniqueConstraint(fields=["item", "goal"], name="item_linked_once_to_goal"),
            models.CheckConstraint(
                condition=Q(idea__isnull=False, goal__isnull=True) | Q(idea__isnull=True, goal__isnull=False),
                name="item_link_names_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.idea_id or self.goal_id}"
