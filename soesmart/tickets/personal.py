"""What tickets keep of a person with an account, told and forgotten: their part of the module contract.

Booking needs no account. Hers is what was booked with the address that her account has confirmed; anything else could
be somebody else's.
"""

from collections.abc import Iterator
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from soesmart.accounts.models import Person
from soesmart.core.module import PersonalRecords
from soesmart.tickets.models import Booking, WaitingEntry
from soesmart.tickets.services.retention import forget_rows


def export_person(person: Person) -> Iterator[PersonalRecords]:
    """Bookings and places on waiting lists that are still remembered."""
    bookings = _bookings(person).select_related("sale__event").prefetch_related("tickets").order_by("booked_at")
    entries = _entries(person).select_related("sale__event").order_by("entered_at")
    yield PersonalRecords("Meine Karten", "Plätze buchen", [_booking(row) for row in bookings])
    yield PersonalRecords("Meine Wartelisten", "Frei gewordene Plätze anbieten", [_entry(row) for row in entries])


def erase_person(person: Person, at: datetime) -> None:
    """Forget her now; tickets stay valid, whoever holds them. Counts stay.

    Where a law wants visitors to be known for a time, their data stays until it is over (Art. 17 (3) b GDPR).
    """
    by_law = Q(sale__asks_phone=True) | Q(sale__asks_address=True)
    wanted = {"Booking": _bookings(person).exclude(by_law), "WaitingEntry": _entries(person)}
    for table, found in wanted.items():
        rows = list(found.values_list("pk", "nonce", "sale__event__municipality__slug"))
        if rows:
            forget_rows(town=rows[0][2], table=table, rows=[row[:2] for row in rows], at=at)


def _bookings(person: Person) -> "QuerySet[Booking]":
    found: QuerySet[Booking] = Booking.objects.filter(forgotten_at=None).filter(_hers(person))
    return found


def _entries(person: Person) -> "QuerySet[WaitingEntry]":
    found: QuerySet[WaitingEntry] = WaitingEntry.objects.filter(forgotten_at=None).filter(_hers(person))
    return found


def _hers(person: Person) -> Exists:
    """Compared as a whole, not as a pattern: "_" is a letter of addresses."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).annotate(plain=Lower("email"))
    return Exists(confirmed.filter(plain=Lower(OuterRef("email"))))


def _booking(row: Booking) -> dict[str, object]:
    return {
        "Veranstaltung": row.sale.event.title,
        "Buchung": row.reference,
        "Plätze": row.seats,
        "Name": row.name,
        "E-Mail-Adresse": row.email,
        "Telefon": row.phone,
        "Anschrift": row.address,
        "Begleitung": ", ".join(ticket.guest for ticket in row.tickets.all() if ticket.guest),
        "Gebucht": row.booked_at,
        "Stand": row.get_state_display(),
        "Wird gelöscht": row.forget_at,
    }


def _entry(row: WaitingEntry) -> dict[str, object]:
    return {
        "Veranstaltung": row.sale.event.title,
        "Plätze": row.seats,
        "Name": row.name,
        "E-Mail-Adresse": row.email,
        "Eingetragen": row.entered_at,
        "Stand": row.get_state_display(),
        "Wird gelöscht": row.forget_at,
    }
