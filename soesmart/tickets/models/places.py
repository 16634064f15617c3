"""The places of an event: what is given out, in which categories, and in which contingents."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from soesmart.events.models import Event
from soesmart.tickets.rules import Source

SOURCES = [(source.value, source.label) for source in (Source.ONLINE, Source.BOX_OFFICE)]


class Sale(models.Model):
    """Booking places of an event. retention: what the law wants to be known of a visitor, why, and for how long.

    no_show_at: from then on places of tickets that were not shown are given on.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="sale")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    most_per_booking = models.PositiveSmallIntegerField(default=4)
    with_waiting_list = models.BooleanField(default=True)
    offer_hours = models.PositiveSmallIntegerField(default=24, help_text="time to accept an offer")
    asks_phone = models.BooleanField(default=False)
    asks_address = models.BooleanField(default=False)
    retention_reason = models.TextField(blank=True, help_text="the legal ground on which contact data is asked for")
    retention_days = models.PositiveSmallIntegerField(default=28, help_text="after the event")
    no_show_at = models.DateTimeField(null=True, blank=True)
    last_booking_number = models.PositiveIntegerField(default=0)
    last_waiting_number = models.PositiveIntegerField(default=0)

    objects = ScopedManager(municipality="event__municipality")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="sale_opens_before_it_closes"),
            models.CheckConstraint(condition=Q(most_per_booking__gte=1), name="sale_at_least_one_place"),
            models.CheckConstraint(
                condition=Q(asks_phone=False, asks_address=False) | ~Q(retention_reason=""),
                name="sale_asks_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}"

    def is_open(self, at: object) -> bool:
        return self.opens_at <= at < self.closes_at  # type: ignore[operator]


class Category(models.Model):
    """A kind of place: hall, gallery, for wheelchairs, with induction loop."""

    sale = models.ForeignKey(Sale, models.CASCADE, related_name="categories")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField()
    name = models.CharField(max_length=100)
    text = models.TextField(blank=True)

    objects = ScopedManager(municipality="sale__event__municipality")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sale", "key"], name="place_category_key_once"),
            models.UniqueConstraint(fields=["sale", "position"], name="place_category_position_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Contingent(models.Model):
    """Places of a category for one way of booking. free + held + sold = seats, whatever happens.

    held: promised by an open offer of the waiting list. flows_back_at: then its free places go to `flows_to`.
    """

    category = models.ForeignKey(Category, models.CASCADE, related_name="contingents")
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=12, choices=SOURCES, default=Source.ONLINE)
    seats = models.PositiveIntegerField()
    free = models.PositiveIntegerField()
    held = models.PositiveIntegerField(default=0)
    sold = models.PositiveIntegerField(default=0)
    flows_back_at = models.DateTimeField(null=True, blank=True)
    flows_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="flows_from")
    flowed_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="category__sale__event__municipality")

    class Meta:
        ordering = ["category__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["category", "source"], name="contingent_once_per_source"),
            models.CheckConstraint(
                condition=Q(seats=F("free") + F("held") + F("sold")), name="contingent_places_add_up"
            ),
            models.CheckConstraint(condition=Q(free__gte=0, held__gte=0, sold__gte=0), name="contingent_not_negative"),
        ]

    def __str__(self) -> str:
        return self.name
