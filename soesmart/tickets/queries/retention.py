"""What the deletion clock finds: rows whose time has come, and personal data that is still there after it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Q, QuerySet

from soesmart.core.models import OutboxMessage
from soesmart.tickets.models import Booking, Deletion, Ticket, WaitingEntry
from soesmart.tickets.rules.retention import MAIL_KEYS, MAILS_KEPT, personal_fields_of

# The clock runs every hour; a day without it is told to the office.
PATIENCE = timedelta(days=1)


def due_rows(model: type[Booking] | type[WaitingEntry], at: datetime) -> QuerySet[Booking] | QuerySet[WaitingEntry]:
    """Bookings or waiting entries that have to forget their person."""
    return model.objects.filter(forgotten_at=None, forget_at__lte=at)


def stray_guests(at: datetime) -> QuerySet[Ticket]:
    """Names of guests that somebody wrote after the booking had forgotten its person."""
    found: QuerySet[Ticket] = Ticket.objects.filter(booking__forgotten_at__isnull=False).exclude(guest="")
    return found


def stray_mails(town: str, at: datetime) -> QuerySet[OutboxMessage]:
    """Mails that could not be sent within a week."""
    mails = OutboxMessage.objects.filter(town=town, key__startswith=MAIL_KEYS, created_at__lte=at - MAILS_KEPT)
    return mails.exclude(recipient="", text="")


def remains(town: str, at: datetime) -> int:
    """How many personal fields still hold something after their time, whatever the rows claim of themselves."""
    over = Q(forget_at__lte=at) | Q(forgotten_at__isnull=False)
    left = sum(_filled(model.objects.filter(over), table) for table, model in _TABLES.items())
    over = Q(booking__forget_at__lte=at) | Q(booking__forgotten_at__isnull=False)
    return left + _filled(Ticket.objects.filter(over), "Ticket") + stray_mails(town, at).count()


_TABLES: dict[str, type[Booking] | type[WaitingEntry]] = {"Booking": Booking, "WaitingEntry": WaitingEntry}


def _filled(rows: QuerySet[Booking] | QuerySet[WaitingEntry] | QuerySet[Ticket], table: str) -> int:
    names = personal_fields_of(table)
    counts = rows.order_by().aggregate(**{name: Count("pk", filter=~Q(**{name: ""})) for name in names})
    return sum(counts.values())


def is_anything_due(town: str, at: datetime) -> bool:
    return (
        any(due_rows(model, at).exists() for model in _TABLES.values())
        or stray_guests(at).exists()
        or stray_mails(town, at).exists()
    )


def last_proof() -> Deletion | None:
    found: Deletion | None = Deletion.objects.order_by("-at", "-pk").first()
    return found


def still_known() -> int:
    """Bookings and waiting entries that still name a person."""
    return sum(
        model.objects.filter(forgotten_at=None).exclude(**dict.fromkeys(personal_fields_of(table), "")).count()
        for table, model in _TABLES.items()
    )


def complaints(at: datetime) -> Iterator[str]:
    """What the office has to know: data was left, or the clock stands still. One query once it ever ran, else three."""
    bookings, waiting = (due_rows(model, at - PATIENCE) for model in _TABLES.values())
    is_late = Q(Exists(bookings.order_by())) | Q(Exists(waiting.order_by()))
    proof = Deletion.objects.annotate(is_late=ExpressionWrapper(is_late, BooleanField())).order_by("-at", "-pk").first()
    if proof and proof.left:
        yield f"Beim Löschen blieben {proof.left} Angaben von Besuchern übrig. Bitte der Technik melden."
    if vars(proof)["is_late"] if proof else bookings.exists() or waiting.exists():
        yield "Angaben von Besuchern sind seit mehr als einem Tag zu löschen. Bitte der Technik melden."
