"""One person, one voice per campaign: the voice, and the codes of letters that open the door to it."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.participation.models.campaign import Campaign
from soesmart.participation.rules import Channel
from soesmart.region.models import District

CHANNELS = [(channel.value, channel.label) for channel in Channel]


class Voice(models.Model):
    """A person's place in a campaign, whatever the channel.

    credential: keyed hash of what makes her one person (account, address, code, browser token); the key is not in the
    database. What she says of herself (district, age band) is voluntary.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="voice_rows")
    number = models.PositiveIntegerField(help_text="in order of arrival; the only name others get to see")
    credential = models.CharField(max_length=64)
    channel = models.CharField(max_length=10, choices=CHANNELS, default=Channel.ONLINE)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="voices")
    district = models.ForeignKey(District, models.SET_NULL, null=True, blank=True, related_name="voices")
    age_band = models.CharField(max_length=10, blank=True)
    spent = models.PositiveBigIntegerField(default=0, help_text="points or cents given so far")
    opinions = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()

    objects = ScopedManager(municipality="campaign__municipality")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "credential"], name="voice_once_per_campaign"),
            models.UniqueConstraint(fields=["campaign", "number"], name="voice_number_once"),
        ]
        indexes = [models.Index(fields=["person"], name="voice_of_person")]

    def __str__(self) -> str:
        return f"{self.campaign_id}/{self.number}"


class CodeBatch(models.Model):
    """Codes that were made together, for one mailing. How many, when, what for; the codes themselves are not kept."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="code_batches")
    label = models.CharField(max_length=100)
    number_of_codes = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    nonce = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False, help_text="of the form that was sent; codes are made once"
    )

    objects = ScopedManager(municipality="campaign__municipality")

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.label


class AccessCode(models.Model):
    """A code from a letter, as keyed hash: who steals the database learns no code that opens a door."""

    batch = models.ForeignKey(CodeBatch, models.CASCADE, related_name="codes")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    voice = models.OneToOneField(Voice, models.SET_NULL, null=True, blank=True, related_name="code")

    objects = ScopedManager(municipality="campaign__municipality")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "digest"], name="code_once_per_campaign"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="code_is_a_digest"),
        ]
        indexes = [models.Index(fields=["batch"], condition=Q(voice__isnull=False), name="code_used")]

    def __str__(self) -> str:
        return f"{self.batch_id}:{self.pk}"
