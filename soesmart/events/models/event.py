"""An event in a hall and on a stream, and what helps people to follow it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.events.rules import Entry, EventState, StreamKind, TrackKind
from soesmart.participation.models import Campaign, Phase
from soesmart.region.models import Municipality

STATES = [(state.value, state.label) for state in EventState]
STREAMS = [(kind.value, kind.label) for kind in StreamKind]
ENTRIES = [(entry.value, entry.label) for entry in Entry]
TRACKS = [(kind.value, kind.label) for kind in TrackKind]
SMALLEST_GROUP = 5


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> "EventQuerySet":
        """What everybody may see: all but drafts."""
        return self.exclude(state=EventState.DRAFT)


class Event(models.Model):
    """An evening for a town. doors_at: when the doors open and the stream begins.

    join_code: six letters to type. stream_delay: milliseconds by which the stream lags behind the hall, set or
    measured. smallest_group: a tally of hall or stream alone is hidden below so many ballots.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="events")
    phase = models.ForeignKey(Phase, models.SET_NULL, null=True, blank=True, related_name="events")
    campaign = models.ForeignKey(Campaign, models.SET_NULL, null=True, blank=True, related_name="events")
    key = models.SlugField()
    title = models.CharField(max_length=200)
    summary = models.TextField(help_text="one or two sentences, shown in lists")
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=EventState.DRAFT)
    doors_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    access_notes = models.TextField(blank=True, help_text="steps, lift, toilets, induction loop, seats for wheelchairs")
    languages = models.CharField(max_length=200, default="Deutsch", help_text="separated by commas")
    contact = models.CharField(max_length=200, blank=True, help_text="office that answers questions; never a person")
    stream = models.CharField(max_length=10, choices=STREAMS, default=StreamKind.NONE)
    stream_url = models.URLField(max_length=500, blank=True)
    stream_host = models.CharField(max_length=100, blank=True, help_text="who learns the address of a viewer: a name")
    stream_delay = models.PositiveIntegerField(default=0, help_text="milliseconds")
    join_code = models.CharField(max_length=6)
    entry = models.CharField(max_length=10, choices=ENTRIES, default=Entry.DEVICE)
    smallest_group = models.PositiveSmallIntegerField(default=SMALLEST_GROUP)
    published_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.TextField(blank=True)
    voters_forgotten_at = models.DateTimeField(null=True, blank=True, help_text="see services.forgetting")
    source = models.URLField(max_length=500, blank=True)
    invented = models.BooleanField(default=False)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4, editable=False, help_text="of the form that was sent")
    revision = models.PositiveIntegerField(default=1, help_text="grows with every edit; an old one is refused")

    objects = ScopedManager(municipality="municipality", _manager_class=models.Manager.from_queryset(EventQuerySet))

    class Meta:
        ordering = ["-starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="event_key_per_town"),
            models.UniqueConstraint(fields=["municipality", "join_code"], name="join_code_per_town"),
            models.CheckConstraint(
                condition=Q(starts_at__gte=F("doors_at")) & Q(ends_at__gt=F("starts_at")), name="event_in_order"
            ),
            models.CheckConstraint(
                condition=Q(stream=StreamKind.NONE) | ~Q(stream_url=""), name="stream_has_an_address"
            ),
            models.CheckConstraint(condition=Q(stream_delay__lte=300_000), name="stream_delay_within_five_minutes"),
            models.CheckConstraint(condition=Q(join_code__regex=r"^[A-Z]{6}$"), name="join_code_is_six_letters"),
            models.CheckConstraint(
                condition=Q(state=EventState.DRAFT) | Q(published_at__isnull=False), name="public_event_was_published"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_public(self) -> bool:
        return self.state != EventState.DRAFT


class Track(models.Model):
    """Captions, sign language, a translation: what makes the evening followable, in the hall or on the stream."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="tracks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=TRACKS)
    language = models.CharField(max_length=10, default="de", help_text="BCP 47")
    label = models.CharField(max_length=100)
    url = models.URLField(
        max_length=500, blank=True, help_text="WebVTT file or a stream of its own; empty: in the hall"
    )

    objects = ScopedManager(municipality="event__municipality")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["event", "position"], name="track_position_once")]

    def __str__(self) -> str:
        return self.label
