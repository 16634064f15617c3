"""Bookings, their tickets, and the waiting list.

Every personal field stands in rules/retention.py with its purpose and its end.
"""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from soesmart.tickets.models.places import Category, Contingent, Sale
from soesmart.tickets.rules import BookingState, Source, TicketState, WaitingState

BOOKING_STATES = [(state.value, state.label) for state in BookingState]
TICKET_STATES = [(state.value, state.label) for state in TicketState]
WAITING_STATES = [(state.value, state.label) for state in WaitingState]
BOOKING_SOURCES = [(source.value, source.label) for source in Source]


class Booking(models.Model):
    """Places for one to N people. reference: short, for the box office. secret: keyed hash of the link in the mail.

    mailbox: by it the places of one address are counted, however it is spelled.
    forget_at: when name, address, e-mail, mailbox and telephone are deleted; forgotten_at: when that was done.
    """

    sale = models.ForeignKey(Sale, models.CASCADE, related_name="bookings")
    contingent = models.ForeignKey(Contingent, models.PROTECT, related_name="bookings")
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=8)
    secret = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=BOOKING_STATES, default=BookingState.BOOKED)
    source = models.CharField(max_length=12, choices=BOOKING_SOURCES, default=Source.ONLINE)
    seats = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    mailbox = models.CharField(max_length=64, blank=True, help_text="keyed hash of the tidy e-mail address")
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    forget_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)
    nonce = models.UUIDField(unique=True, editable=False, help_text="of the form that was sent")

    objects = ScopedManager(municipality="sale__event__municipality")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sale", "number"], name="booking_number_once"),
            models.UniqueConstraint(fields=["sale", "reference"], name="booking_reference_once"),
            models.UniqueConstraint(fields=["secret"], name="booking_secret_once"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="booking_has_a_place"),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(name="", email="", phone="", address="", mailbox=""),
                name="forgotten_booking_holds_no_person",
            ),
        ]
        indexes = [
            models.Index(fields=["forget_at"], condition=Q(forgotten_at__isnull=True), name="booking_to_forget"),
            models.Index(fields=["sale", "state", "name"], name="booking_by_name"),
            models.Index(fields=["sale", "mailbox"], name="booking_of_mailbox"),
        ]

    def __str__(self) -> str:
        return self.reference


class Ticket(models.Model):
    """One place of a booking. serial: what the QR code names, signed (Ed25519); opaque.

    guest: name of who comes with it, where the law wants it.
    """

    booking = models.ForeignKey(Booking, models.CASCADE, related_name="tickets")
    sale = models.ForeignKey(Sale, models.CASCADE, related_name="tickets")
    number = models.PositiveSmallIntegerField(help_text="within the booking")
    serial = models.UUIDField(unique=True, editable=False)
    guest = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=TICKET_STATES, default=TicketState.VALID)
    used_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(municipality="sale__event__municipality")

    class Meta:
        ordering = ["booking__number", "number"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "number"], name="ticket_number_once"),
            models.CheckConstraint(
                condition=~Q(state=TicketState.USED) | Q(used_at__isnull=False), name="used_ticket_has_a_time"
            ),
        ]
        indexes = [models.Index(fields=["sale", "state"], name="ticket_of_sale")]

    def __str__(self) -> str:
        return f"{self.booking_id}/{self.number}"


class WaitingEntry(models.Model):
    """A place in the queue for places. number: the order, which nobody overtakes. secret: of the link in the mail.

    contingent: in which the offered places are held, while the state is OFFERED.
    """

    sale = models.ForeignKey(Sale, models.CASCADE, related_name="waiting")
    category = models.ForeignKey(Category, models.CASCADE, related_name="waiting")
    number = models.PositiveIntegerField()
    secret = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=WAITING_STATES, default=WaitingState.WAITING)
    seats = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    mailbox = models.CharField(max_length=64, blank=True, help_text="keyed hash of the tidy e-mail address")
    contingent = models.ForeignKey(Contingent, models.PROTECT, null=True, blank=True, related_name="offers")
    entered_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True, blank=True)
    offer_ends_at = models.DateTimeField(null=True, blank=True)
    booking = models.OneToOneField(Booking, models.SET_NULL, null=True, blank=True, related_name="waited")
    forget_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True)
    nonce = models.UUIDField(unique=True, editable=False, help_text="of the form that was sent")

    objects = ScopedManager(municipality="sale__event__municipality")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sale", "number"], name="waiting_number_once"),
            models.UniqueConstraint(fields=["secret"], name="waiting_secret_once"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="waiting_for_a_place"),
            models.CheckConstraint(
                condition=~Q(state=WaitingState.OFFERED) | Q(contingent__isnull=False, offer_ends_at__isnull=False),
                name="offer_holds_places_and_ends",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at__isnull=True) | Q(name="", email="", mailbox=""),
                name="forgotten_waiting_holds_no_person",
            ),
        ]
        indexes = [
            models.Index(fields=["category", "state", "number"], name="waiting_line"),
            models.Index(fields=["sale", "mailbox"], name="waiting_of_mailbox"),
        ]

    def __str__(self) -> str:
        return f"{self.sale_id}/{self.number}"
