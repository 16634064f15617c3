"""What a phase offers to take part in: a campaign on ideas, with its windows and categories."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.participation.models.process import Phase
from soesmart.participation.rules import FormatState, ResultsShown, Right, Voting, Who
from soesmart.region.models import Municipality

STATES = [(state.value, state.label) for state in FormatState]
RIGHTS = [(right.value, right.label) for right in Right]
VOTINGS = [(voting.value, voting.label) for voting in Voting]
WHO = [(who.value, who.label) for who in Who]
SHOWN = [(shown.value, shown.label) for shown in ResultsShown]
SMALLEST_GROUP = 10


class FormatQuerySet(models.QuerySet["models.Model"]):
    """Named queries that campaigns and questionnaires share."""

    def published(self) -> "FormatQuerySet":
        return self.filter(state__in=[FormatState.PUBLISHED, FormatState.ARCHIVED])

    def open_at(self, at: datetime) -> "FormatQuerySet":
        return self.filter(state=FormatState.PUBLISHED, opens_at__lte=at, closes_at__gt=at)


class Format(models.Model):
    """What campaign and questionnaire share. opens_at and closes_at frame everything that people may do in it."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="%(class)ss")
    phase = models.ForeignKey(Phase, models.SET_NULL, null=True, blank=True, related_name="%(class)ss")
    key = models.SlugField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True, help_text="one or two sentences, shown in lists")
    who = models.CharField(max_length=10, choices=WHO, default=Who.ANYONE)
    state = models.CharField(max_length=10, choices=STATES, default=FormatState.DRAFT)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    results = models.CharField(max_length=10, choices=SHOWN, default=ResultsShown.ALWAYS)
    smallest_group = models.PositiveSmallIntegerField(
        default=SMALLEST_GROUP, help_text="no figure is shown for fewer people than this"
    )
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1, help_text="grows with every edit; an old one is refused")

    class Meta:
        abstract = True
        ordering = ["-opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="%(class)s_key_per_town"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="%(class)s_opens_before_it_closes",
            ),
            models.CheckConstraint(
                condition=Q(state=FormatState.DRAFT) | Q(opens_at__isnull=False, published_at__isnull=False),
                name="published_%(class)s_has_a_window",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_published(self) -> bool:
        return self.state != FormatState.DRAFT

    def is_open(self, at: datetime) -> bool:
        """Whether people may take part in anything of it at this moment."""
        is_in = self.opens_at and self.closes_at and self.opens_at <= at < self.closes_at
        return bool(self.state == FormatState.PUBLISHED and is_in)

    def has_ended(self, at: datetime) -> bool:
        return self.is_published() and self.closes_at is not None and self.closes_at <= at

    def shows_results(self, at: datetime) -> bool:
        """Whether the public may see results by now."""
        return self.is_published() and (self.results == ResultsShown.ALWAYS or self.has_ended(at))


class Campaign(Format):
    """A question to the people of a town about ideas. Its windows say what may be done when."""

    question = models.CharField(max_length=300, blank=True, help_text="asked on every card")
    text = models.TextField(blank=True, help_text="what it is about and what becomes of it")
    contact = models.CharField(max_length=200, blank=True, help_text="office that answers questions; never a person")
    nonce = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="of the form that was sent; a second send finds it"
    )
    voting = models.CharField(max_length=10, choices=VOTINGS, default=Voting.AGREE)
    with_important = models.BooleanField(default=True, help_text="people may mark what is important to them")
    limit = models.PositiveBigIntegerField(
        default=0, help_text="points or cents that one person may give in all; 0 where nothing is handed out"
    )
    limit_each = models.PositiveBigIntegerField(
        default=0, help_text="of these at most so many to one idea; 0: no bound"
    )
    answer_days = models.PositiveSmallIntegerField(default=0, help_text="promised days to an answer; 0: no promise")
    with_map = models.BooleanField(default=False, help_text="ideas may name a place")
    with_districts = models.BooleanField(default=True, help_text="people may say in which part of the town they live")
    voices = models.PositiveIntegerField(default=0)
    opinions = models.PositiveIntegerField(default=0)
    ideas_count = models.PositiveIntegerField(default=0, help_text="visible ideas")
    comments_count = models.PositiveIntegerField(default=0, help_text="visible comments")
    last_idea_number = models.PositiveIntegerField(default=0)
    removals = models.PositiveIntegerField(default=0, help_text="texts that the moderation took away")

    objects = ScopedManager(municipality="municipality", _manager_class=models.Manager.from_queryset(FormatQuerySet))


class Window(models.Model):
    """While it is open, people have one right in a campaign. Windows of one right never overlap."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="windows")
    right = models.CharField(max_length=10, choices=RIGHTS)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    objects = ScopedManager(municipality="campaign__municipality")

    class Meta:
        ordering = ["opens_at", "right"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "right", "opens_at"], name="window_opens_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="window_opens_before_it_closes"),
        ]

    def __str__(self) -> str:
        return f"{self.right} {self.opens_at:%Y-%m-%d}"


class Category(models.Model):
    """A heading under which ideas of a campaign stand."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="categories")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField()
    name = models.CharField(max_length=100)

    objects = ScopedManager(municipality="campaign__municipality")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="category_key_once"),
            models.UniqueConstraint(fields=["campaign", "position"], name="category_position_once"),
        ]

    def __str__(self) -> str:
        return self.name
