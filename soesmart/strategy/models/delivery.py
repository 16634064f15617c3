"""Values on their way in: where they come from, what was delivered, what the data doctor found, what was decided."""

import uuid

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models.indicator import STATES, Indicator
from soesmart.strategy.rules import Decision, DeliveryState, SourceKind, ValueState

KINDS = [(kind.value, kind.label) for kind in SourceKind]
DELIVERY_STATES = [(state.value, state.label) for state in DeliveryState]
DECISIONS = [(decision.value, decision.label) for decision in Decision]


class DataSource(models.Model):
    """A table or an address that delivers again and again, with its remembered mapping to indicators."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="data_sources")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=KINDS, default=SourceKind.UPLOAD)
    address = models.URLField(max_length=500, blank=True, help_text="empty for uploads")
    mapping = models.JSONField(default=dict, help_text="layout and columns to indicators, as last confirmed")
    query = models.JSONField(default=dict, help_text="what is asked at the address, such as path or entity type")
    source_name = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=100, blank=True)
    every_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="empty: only by hand")
    next_pull_at = models.DateTimeField(null=True, blank=True)
    last_pulled_at = models.DateTimeField(null=True, blank=True)
    last_digest = models.CharField(max_length=64, blank=True, help_text="what did not change is not delivered again")
    problem = models.CharField(max_length=500, blank=True, help_text="why the last pull failed, for the office")
    failures = models.PositiveSmallIntegerField(default=0, help_text="pulls in a row that brought nothing")
    invented = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["next_pull_at"], name="source_by_next_pull")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="source_name_per_town"),
            models.CheckConstraint(
                condition=Q(kind=SourceKind.UPLOAD, address="") | (~Q(kind=SourceKind.UPLOAD) & ~Q(address="")),
                name="source_address_unless_upload",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One import: a file, a pull or a typed value, from its arrival to its end. Its log stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="deliveries")
    source = models.ForeignKey(DataSource, models.SET_NULL, null=True, blank=True, related_name="deliveries")
    name = models.CharField(max_length=200, help_text="name of the file or of the source")
    kind = models.CharField(max_length=10, choices=KINDS)
    state = models.CharField(max_length=10, choices=DELIVERY_STATES, default=DeliveryState.MAPPING)
    content = models.BinaryField(null=True, blank=True, help_text="the file as it came; dropped when decided")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content")
    mapping = models.JSONField(default=dict, help_text="layout and columns to indicators")
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    open_findings = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="why it was turned down or taken back")
    delivered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    delivered_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True, help_text="when its values were withdrawn again")
    revision = models.PositiveIntegerField(default=1)

    objects = ScopedManager(municipality="municipality")

    class Meta:
        ordering = ["-delivered_at"]
        indexes = [models.Index(fields=["municipality", "state", "delivered_at"], name="delivery_by_state")]

    def __str__(self) -> str:
        return self.name


class DeliveredValue(models.Model):
    """A value as the file has it, read and assigned, before anybody approved it."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="+")
    row = models.PositiveIntegerField(help_text="as a spreadsheet program numbers it")
    column = models.CharField(max_length=200)
    raw = models.CharField(max_length=200, help_text="what stood in the cell")
    year = models.PositiveSmallIntegerField()
    day = models.DateField(null=True, blank=True)
    sector = models.CharField(max_length=100, blank=True)
    district = models.CharField(max_length=100, blank=True)
    group = models.CharField(max_length=100, blank=True)
    value = models.DecimalField(
        max_digits=18,
        decimal_places=6,
        null=True,
        blank=True,
        help_text="in the unit of the indicator; empty: no number",
    )
    corrected = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    state = models.CharField(max_length=12, choices=STATES, default=ValueState.MEASURED)
    has_break = models.BooleanField(default=False)
    note = models.CharField(max_length=500, blank=True)
    is_left_out = models.BooleanField(default=False)
    is_known = models.BooleanField(default=False, help_text="the same value is stored already")
    replaces = models.BooleanField(default=False, help_text="another value of this time and part is stored already")

    objects = ScopedManager(municipality="delivery__municipality")

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["delivery", "row"], name="delivered_by_row")]

    def __str__(self) -> str:
        return f"{self.year}: {self.value}"


class Finding(models.Model):
    """Something the data doctor noticed, and what a person decided about it."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="findings")
    about = models.ForeignKey(DeliveredValue, models.CASCADE, null=True, blank=True, related_name="findings")
    kind = models.CharField(max_length=30)
    row = models.PositiveIntegerField(null=True, blank=True)
    column = models.CharField(max_length=200, blank=True)
    place = models.JSONField(default=dict, help_text="cells of the row and its neighbours, as they stand in the file")
    message = models.CharField(max_length=1000)
    suggestion = models.CharField(max_length=1000, blank=True)
    proposed = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    decision = models.CharField(max_length=9, choices=DECISIONS, default=Decision.OPEN)
    correction = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="delivery__municipality")

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["delivery", "decision"], name="finding_by_decision")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision=Decision.OPEN) | Q(decided_at__isnull=False), name="finding_decided_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.CORRECTED) | Q(correction__isnull=False),
                name="finding_corrected_to_something",
            ),
        ]

    def __str__(self) -> str:
        return self.message
