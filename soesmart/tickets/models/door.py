"""The door: devices that check tickets, what they scanned, and the proofs that personal data was deleted."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.region.models import Municipality
from soesmart.tickets.models.booking import Ticket
from soesmart.tickets.models.places import Sale
from soesmart.tickets.rules import ScanOutcome

OUTCOMES = [(outcome.value, outcome.label) for outcome in ScanOutcome]


class DoorDevice(models.Model):
    """A phone at the door, let in by a link; secret: keyed hash of what the link holds."""

    sale = models.ForeignKey(Sale, models.CASCADE, related_name="devices")
    name = models.CharField(max_length=60, help_text="such as Haupteingang; never a person")
    secret = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="sale__event__municipality")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["secret"], name="door_device_secret_once")]

    def __str__(self) -> str:
        return self.name


class Scan(models.Model):
    """A ticket held before a device. nonce: drawn by the device, so that a scan sent twice is one.

    scanned_at: by the clock of the device, corrected by what it was off when it last spoke with the server.
    """

    sale = models.ForeignKey(Sale, models.CASCADE, related_name="scans")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, blank=True, related_name="scans")
    device = models.ForeignKey(DoorDevice, models.SET_NULL, null=True, blank=True, related_name="scans")
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    was_offline = models.BooleanField(default=False)
    scanned_at = models.DateTimeField()
    received_at = models.DateTimeField()
    nonce = models.UUIDField(unique=True, editable=False)

    objects = ScopedManager(municipality="sale__event__municipality")

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(outcome=ScanOutcome.ADMITTED), name="ticket_admitted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sale_id} {self.outcome}"


class Deletion(models.Model):
    """Proof of a run of the deletion clock: what was due, what was deleted, and what a search found afterwards."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="ticket_deletions")
    at = models.DateTimeField()
    due = models.PositiveIntegerField(help_text="rows whose time had come")
    deleted = models.PositiveIntegerField()
    left = models.PositiveIntegerField(help_text="personal fields still found after their time; 0 is the proof")
    after_restore = models.BooleanField(default=False)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.deleted}"
