"""Ideas: what could be done, who benefits, where, and what it belongs together with."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.participation.models.campaign import Campaign, Category
from soesmart.participation.models.voice import CHANNELS, Voice
from soesmart.participation.rules import AuthorRole, Channel, IdeaState, Visibility
from soesmart.region.models import District
from soesmart.strategy.models import Goal

AUTHOR_ROLES = [(role.value, role.label) for role in AuthorRole]
VISIBILITIES = [(state.value, state.label) for state in Visibility]
IDEA_STATES = [(state.value, state.label) for state in IdeaState]


class Idea(models.Model):
    """A card of a campaign. Counts are kept on the row by the services and proved by the nightly recount."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="ideas")
    number = models.PositiveIntegerField(help_text="on the card, per campaign")
    reference = models.CharField(max_length=40, blank=True, help_text="its name in an imported file, like I03")
    title = models.CharField(max_length=120)
    what = models.TextField(max_length=5000)
    beneficiaries = models.CharField(max_length=300, blank=True, help_text="who benefits")
    category = models.ForeignKey(Category, models.SET_NULL, null=True, blank=True, related_name="ideas")
    district = models.ForeignKey(District, models.SET_NULL, null=True, blank=True, related_name="ideas")
    place = models.CharField(max_length=200, blank=True)
    lat = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    picture = models.CharField(max_length=200, blank=True, help_text="name of a stored file, made anew from the upload")
    picture_alt = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=10, choices=CHANNELS, default=Channel.ONLINE)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="ideas")
    author_role = models.CharField(max_length=15, choices=AUTHOR_ROLES, default=AuthorRole.RESIDENT)
    is_guest = models.BooleanField(default=False, help_text="handed in without an account; else a missing author left")
    voice = models.ForeignKey(Voice, models.SET_NULL, null=True, blank=True, related_name="ideas")
    visibility = models.CharField(max_length=10, choices=VISIBILITIES, default=Visibility.VISIBLE)
    state = models.CharField(max_length=10, choices=IDEA_STATES, default=IdeaState.RECEIVED)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    split_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="split")
    links = models.ManyToManyField("self", through="IdeaLink", symmetrical=False, blank=True)
    goals = models.ManyToManyField(Goal, through="IdeaGoal", blank=True, related_name="ideas")
    received_at = models.DateTimeField()
    answer_due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    nonce = models.UUIDField(unique=True, help_text="of the form that was sent; a second send finds this row")
    voices = models.PositiveIntegerField(default=0)
    score = models.BigIntegerField(default=0, help_text="agreed minus disagreed, or the sum of what was given")
    comments_count = models.PositiveIntegerField(default=0, help_text="visible ones")
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1, help_text="grows with every edit; an old one is refused")

    objects = ScopedManager(municipality="campaign__municipality")

    class Meta:
        ordering = ["campaign", "number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="idea_number_once"),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__isnull=False, lon__isnull=False),
                name="idea_has_both_coordinates_or_none",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(visibility=Visibility.MERGED), name="merged_idea_says_so"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "visibility", "-score", "number"], name="idea_by_score"),
            models.Index(fields=["campaign", "visibility", "-number"], name="idea_newest"),
            models.Index(fields=["campaign", "visibility", "-comments_count", "number"], name="idea_by_comments"),
            models.Index(
                fields=["campaign", "visibility", "-number"], condition=Q(lat__isnull=False), name="idea_with_place"
            ),
            models.Index(fields=["answer_due_at"], condition=Q(answered_at__isnull=True), name="idea_awaits_answer"),
            models.Index(
                fields=["campaign", "visibility", "answer_due_at", "answered_at"],
                condition=Q(answer_due_at__isnull=False),
                name="idea_promises",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class IdeaLink(models.Model):
    """Two ideas that were thought together. Stored once per pair, the older card first."""

    first = models.ForeignKey(Idea, models.CASCADE, related_name="links_out")
    second = models.ForeignKey(Idea, models.CASCADE, related_name="links_in")

    objects = ScopedManager(municipality="first__campaign__municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="idea_link_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="idea_link_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}-{self.second_id}"


class IdeaGoal(models.Model):
    """An idea became part of a goal of the strategy."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="goal_links")
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="idea_links")
    at = models.DateTimeField()

    objects = ScopedManager(municipality="idea__campaign__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "goal"], name="idea_goal_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.goal_id}"
