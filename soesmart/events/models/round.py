"""Rounds of voting and their ballots, and the state of the stage."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.events.models.agenda import Item, Scene
from soesmart.events.models.event import Event
from soesmart.events.rules import Channel, ItemKind, RoundState, Showing
from soesmart.participation.rules.moderation import Removal

CHANNELS = [(channel.value, channel.label) for channel in Channel]
ROUND_STATES = [(state.value, state.label) for state in RoundState]
REASONS = [(reason.value, reason.rule.label) for reason in Removal]
SHOWINGS = [(showing.value, showing.label) for showing in Showing]


class Round(models.Model):
    """One time that an item is voted on. number: from 1 within the item; a reset makes the next.

    The hall's and the stream's times are apart by the delay of the stream at the opening. result and digest: of the
    recount, set once with the state COUNTED. digest: SHA-256 (hex) over the sorted lines "receipt channel choice".
    is_rehearsal: with a simulated audience; never published.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="rounds")
    item = models.ForeignKey(Item, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=ROUND_STATES, default=RoundState.OPEN)
    secret = models.BooleanField(default=False)
    is_rehearsal = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    stream_opens_at = models.DateTimeField()
    hall_closes_at = models.DateTimeField(null=True, blank=True)
    stream_closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    counted_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True, help_text="since when everybody may see the result")
    ballots_hall = models.PositiveIntegerField(default=0)
    ballots_stream = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = ScopedManager(municipality="event__municipality")

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["event"], condition=Q(state=RoundState.OPEN), name="one_open_round_per_event"
            ),
            models.CheckConstraint(condition=Q(stream_opens_at__gte=F("opened_at")), name="stream_opens_after_hall"),
            models.CheckConstraint(
                condition=Q(hall_closes_at__isnull=True, stream_closes_at__isnull=True)
                | Q(stream_closes_at__gte=F("hall_closes_at")),
                name="stream_closes_after_hall",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.COUNTED) | Q(counted_at__isnull=False) & ~Q(digest=""),
                name="counted_round_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number}"

    @property
    def is_shown(self) -> bool:
        """Whether its result is counted and was shown on the stage; that of a rehearsal is still not public."""
        return self.state == RoundState.COUNTED and self.shown_at is not None

    @property
    def shows_live(self) -> bool:
        """Whether screens may see the tally while ballots come in. Words that a person looks at first come with the
        result; of a secret vote each new bar would tell how the last voter chose."""
        is_looked_at = self.item.kind == ItemKind.WORDS and self.item.moderated
        return self.item.shows_live and not self.secret and not is_looked_at


class Ballot(models.Model):
    """A ballot of an open round: who (as digest) and what. Written by the batch writer of events.live only."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="ballots")
    credential = models.CharField(max_length=32)
    channel = models.CharField(max_length=6, choices=CHANNELS)
    choice = models.TextField(help_text="canonical JSON, see rules.ballots")
    receipt = models.CharField(max_length=20)
    cast_at = models.DateTimeField()

    objects = ScopedManager(municipality="round__event__municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "credential"], name="ballot_once_per_round"),
            models.UniqueConstraint(fields=["round", "receipt"], name="ballot_receipt_once"),
        ]

    def __str__(self) -> str:
        return self.receipt


class Voter(models.Model):
    """Who voted in a secret round, without time. envelope: the sealed ballot while the round is open, then nothing.

    The envelope is encrypted with a key that is not in the database, padded to one length; at the close all are
    opened at once, shuffled, stored as SecretBallot, and the envelopes are gone (services.secret_ballots).
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="voters")
    credential = models.CharField(max_length=32)
    channel = models.CharField(max_length=6, choices=CHANNELS)
    envelope = models.BinaryField(null=True, blank=True)

    objects = ScopedManager(municipality="round__event__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "credential"], name="voter_once_per_round")]

    def __str__(self) -> str:
        return f"{self.round_id}"


class SecretBallot(models.Model):
    """What was voted in a secret round, without who and when; rows in the order of their random receipts."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="secret_ballots")
    channel = models.CharField(max_length=6, choices=CHANNELS)
    choice = models.TextField(help_text="canonical JSON, see rules.ballots")
    receipt = models.CharField(max_length=20)

    objects = ScopedManager(municipality="round__event__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "receipt"], name="secret_receipt_once")]

    def __str__(self) -> str:
        return self.receipt


class HiddenWord(models.Model):
    """A word of a word cloud that a moderator took from the screen. Its ballot stays and still counts as one."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="hidden_words")
    word = models.CharField(max_length=30, help_text="in lower case")
    reason = models.CharField(max_length=10, choices=REASONS, help_text="why, for the staff")

    objects = ScopedManager(municipality="item__event__municipality")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "word"], name="word_hidden_once")]

    def __str__(self) -> str:
        return self.word


class Stage(models.Model):
    """What the console set: one row per event. version grows with every change, so that every process sees it."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="stage", primary_key=True)
    version = models.PositiveIntegerField(default=0)
    showing = models.CharField(max_length=10, choices=SHOWINGS, default=Showing.HOUSE)
    scene = models.ForeignKey(Scene, models.SET_NULL, null=True, blank=True, related_name="+")
    item = models.ForeignKey(Item, models.SET_NULL, null=True, blank=True, related_name="+")
    round = models.ForeignKey(Round, models.SET_NULL, null=True, blank=True, related_name="+")
    probe_at = models.DateTimeField(null=True, blank=True, help_text="when the mark to measure the delay was shown")
    is_rehearsal = models.BooleanField(default=False)

    objects = ScopedManager(municipality="event__municipality")

    def __str__(self) -> str:
        return f"{self.event_id} {self.showing}"


class DelayReading(models.Model):
    """Somebody on the stream tapped when she saw the mark: so late is the stream there."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="delay_readings")
    probe_at = models.DateTimeField()
    credential = models.CharField(max_length=32)
    delay = models.PositiveIntegerField(help_text="milliseconds")

    objects = ScopedManager(municipality="event__municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "probe_at", "credential"], name="delay_read_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.delay} ms"
