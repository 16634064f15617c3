"""Every personal field of tickets: what it is for, on what ground it is kept, and when it goes.

The list is the record of processing of this part of the house (Art. 30 GDPR); a test fails when a table of tickets
gets a text that stands neither in `PERSONAL` nor in `NOT_PERSONAL`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# How long a booking that was given back can still be asked about.
CANCELLED_KEPT = timedelta(days=7)
# A mail is tried for 14 hours (core/outbox); what could not be sent after a week is no longer wanted.
MAILS_KEPT = timedelta(days=7)
# Keys of all mails of tickets in the outbox begin so.
MAIL_KEYS = "tickets."
# How the keys begin that name a row of a table after their first colon.
MAIL_KEYS_OF = {
    "Booking": ("tickets.booking.", "tickets.event."),
    "WaitingEntry": ("tickets.waiting.", "tickets.offer."),
}

BOOKED = "so viele Tage nach der Veranstaltung, wie bei ihr stehen; zurückgegeben: 7 Tage"
EVENING = "Ende der Veranstaltung"
CONTRACT = "Art. 6 (1) b, e DSGVO: die Buchung selbst"
DUTY = "Art. 6 (1) c DSGVO: nur, wo eine Vorschrift es verlangt; sie steht bei der Buchung"


@dataclass(frozen=True)
class PersonalField:
    """table: name of the model; purpose, ground, ends: German, for the office and for who asks."""

    table: str
    field: str
    purpose: str
    ground: str
    ends: str

    @property
    def label(self) -> str:
        return f"{_TABLES[self.table]}: {_FIELDS[self.field]}"


_TABLES = {"Booking": "Buchung", "Ticket": "Karte", "WaitingEntry": "Warteliste", "OutboxMessage": "E-Mail, die wartet"}
_FIELDS = {
    "name": "Name",
    "email": "E-Mail-Adresse",
    "mailbox": "Prüfwert der E-Mail-Adresse",
    "phone": "Telefon",
    "address": "Anschrift",
    "guest": "Name der Begleitung",
    "recipient": "Adresse",
    "text": "Text",
}


PERSONAL = (
    PersonalField("Booking", "name", "am Einlass finden, wer ohne Karte kommt", CONTRACT, BOOKED),
    PersonalField("Booking", "email", "Karte schicken, absagen können", CONTRACT, BOOKED),
    PersonalField("Booking", "mailbox", "Plätze je Adresse zählen (nur ein Prüfwert)", CONTRACT, BOOKED),
    PersonalField("Booking", "phone", "erreichen, wer da war", DUTY, BOOKED),
    PersonalField("Booking", "address", "erreichen, wer da war", DUTY, BOOKED),
    PersonalField("Ticket", "guest", "wissen, wer mitkam", DUTY, BOOKED),
    PersonalField("WaitingEntry", "name", "das Angebot an die richtige Person", CONTRACT, EVENING),
    PersonalField("WaitingEntry", "email", "freie Plätze anbieten", CONTRACT, EVENING),
    PersonalField("WaitingEntry", "mailbox", "Plätze je Adresse zählen (nur ein Prüfwert)", CONTRACT, EVENING),
    PersonalField("OutboxMessage", "recipient", "Karte und Angebot zustellen", CONTRACT, "versandt; sonst 7 Tage"),
    PersonalField("OutboxMessage", "text", "Karte und Angebot zustellen", CONTRACT, "versandt; sonst 7 Tage"),
)

# Texts that tell of no person, and why.
NOT_PERSONAL = {
    "Booking.reference": "drawn by chance; opens nothing without the name",
    "Booking.secret": "keyed hash of a number drawn by chance",
    "Booking.state": "one of our words",
    "Booking.source": "one of our words",
    "Ticket.state": "one of our words",
    "WaitingEntry.secret": "keyed hash of a number drawn by chance",
    "WaitingEntry.state": "one of our words",
    "Sale.retention_reason": "written by the office about the law",
    "Category.key": "of the hall",
    "Category.name": "of the hall",
    "Category.text": "of the hall",
    "Contingent.name": "of the hall",
    "Contingent.source": "one of our words",
    "DoorDevice.name": "of a door, never of a person",
    "DoorDevice.secret": "keyed hash of a number drawn by chance",
    "Scan.outcome": "one of our words",
}


def told() -> tuple[PersonalField, ...]:
    """The record as people read it."""
    return PERSONAL


def personal_fields_of(table: str) -> tuple[str, ...]:
    """The personal columns of a table of tickets, such as ("name", "email")."""
    return tuple(one.field for one in PERSONAL if one.table == table)


def forget_at_of(ends_at: datetime, *, days: int, cancelled_at: datetime | None = None) -> datetime:
    """When a booking forgets its person. ends_at: of the event; days: `Sale.retention_days`; cancelled_at: if it was.

    A booking that was given back needs nobody's name any more, but a week to settle a mistake; never longer than one
    that was kept.
    """
    kept = ends_at + timedelta(days=days)
    return kept if cancelled_at is None else min(kept, cancelled_at + CANCELLED_KEPT)


def waiting_forget_at_of(ends_at: datetime) -> datetime:
    """When the waiting list forgets somebody: no law wants to know who only wanted to come."""
    return ends_at
