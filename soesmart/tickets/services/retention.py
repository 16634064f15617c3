"""The deletion clock: forget who booked when the time has come, search for what is left, write down the proof.

A run works in portions, each a transaction of its own, and every change is conditional: what fails in the middle is
completed by the next run, and only a run that came to its end writes a proof. Counts stay: how many places were sold,
how many people came.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from soesmart.core.audit import audit
from soesmart.core.models import OutboxMessage
from soesmart.events.services.traces import leave_none, wipe_what_is_deleted
from soesmart.region.models import Municipality
from soesmart.tickets import erasure_journal
from soesmart.tickets.erasure_journal import Erased, digest_of
from soesmart.tickets.models import Booking, Deletion, Sale, Ticket, WaitingEntry
from soesmart.tickets.queries.retention import due_rows, remains, stray_guests, stray_mails
from soesmart.tickets.rules import BookingState
from soesmart.tickets.rules.retention import (
    CANCELLED_KEPT,
    MAIL_KEYS_OF,
    forget_at_of,
    personal_fields_of,
    waiting_forget_at_of,
)
from soesmart.tickets.services.waiting_entries import drop_from_line, lock_sales_of

PORTION = 200
Row = tuple[int, UUID]
TABLES: dict[str, type[Booking] | type[WaitingEntry]] = {"Booking": Booking, "WaitingEntry": WaitingEntry}


def run_clock(*, municipality: Municipality, at: datetime, after_restore: bool = False) -> Deletion:
    """Delete what is due in the town of the scope and prove it. The proof tells what is left; 0 is how it should be.

    after_restore: the data was just restored from a backup. Not in a transaction: each portion has its own.
    """
    wipe_what_is_deleted()
    follow_events()
    last = Deletion.objects.order_by("-at", "-pk").first()
    since = last.at if last else None
    before = _forgotten(since)
    due = sum(due_rows(model, at).count() for model in TABLES.values())
    due += stray_guests(at).count() + stray_mails(municipality.slug, at).count()
    restored = _erase_again(municipality, at)
    strays = _forget_due(municipality, at)
    found = _forgotten(since) - before
    deleted = before + found + strays
    if deleted:
        leave_none(Booking, Ticket, WaitingEntry)
    return _prove(municipality, at, before + due + restored, deleted, after_restore or restored > 0)


@transaction.atomic
def _prove(town: Municipality, at: datetime, due: int, deleted: int, after_restore: bool) -> Deletion:
    left = remains(town.slug, at)
    proof = Deletion.objects.create(
        municipality=town, at=at, due=due, deleted=deleted, left=left, after_restore=after_restore
    )
    facts = {"due": due, "deleted": deleted, "left": left, "after_restore": after_restore}
    audit("system:retention", "tickets.retention.proved", proof, town=town.slug, at=at, **facts)
    return proof


def follow_events() -> None:
    """The end of every row that remembers follows from what its event and its state are now.

    An event may have been moved, its time to keep been changed, a booking been given back.
    """
    is_open = Q(Exists(Booking.objects.filter(sale=OuterRef("pk"), forgotten_at=None)))
    is_open |= Q(Exists(WaitingEntry.objects.filter(sale=OuterRef("pk"), forgotten_at=None)))
    for sale in Sale.objects.filter(is_open).select_related("event"):
        end = forget_at_of(sale.event.ends_at, days=sale.retention_days)
        rows = Booking.objects.filter(sale=sale, forgotten_at=None)
        kept = Q(state=BookingState.BOOKED) | Q(cancelled_at__gte=end - CANCELLED_KEPT)
        rows.filter(kept).exclude(forget_at=end).update(forget_at=end)
        rows.exclude(kept).update(forget_at=F("cancelled_at") + CANCELLED_KEPT)
        waiting = WaitingEntry.objects.filter(sale=sale, forgotten_at=None)
        evening = waiting_forget_at_of(sale.event.ends_at)
        waiting.exclude(forget_at=evening).update(forget_at=evening)


def forget_rows(
    *, town: str, table: str, rows: Iterable[Row], at: datetime, only_due: bool = False, note: bool = True
) -> int:
    """Empty the personal fields of rows (number and nonce), and drop their mails; returns how many were forgotten."""
    known = dict(rows)
    with transaction.atomic():
        if table == "WaitingEntry":
            lock_sales_of(known)
        wanted = TABLES[table].objects.filter(pk__in=known, forgotten_at=None)
        wanted = wanted.filter(forget_at__lte=at) if only_due else wanted
        gone = list(wanted.select_for_update().values_list("pk", flat=True))
        # First noted, then erased: a crash in between notes what is due or was asked for anyway.
        if note:
            erasure_journal.append(Erased(town, table, pk, digest_of(known[pk])) for pk in gone)
        empty = dict.fromkeys(personal_fields_of(table), "")
        TABLES[table].objects.filter(pk__in=gone).update(**empty, forgotten_at=at)
        if table == "Booking":
            Ticket.objects.filter(booking__in=gone).exclude(guest="").update(guest="")
        else:
            drop_from_line(gone)
        _drop_mails(town, table, gone)
    return len(gone)


def _drop_mails(town: str, table: str, gone: list[int]) -> None:
    """Mails name their row after the first colon: "tickets.booking.booked:12", "tickets.booking.returned:12:…"."""
    waiting = OutboxMessage.objects.filter(town=town).exclude(recipient="", text="")
    keys = Q()
    for start in MAIL_KEYS_OF[table]:
        keys |= Q(key__startswith=start)
    numbers = {str(pk) for pk in gone}
    rows = waiting.filter(keys).values_list("pk", "key") if gone else ()
    drop = [pk for pk, key in rows if key.split(":")[1] in numbers]
    OutboxMessage.objects.filter(pk__in=drop).delete()


def _forget_due(town: Municipality, at: datetime) -> int:
    """Portion by portion; returns how many stray guests and mails went beside the rows."""
    mails = stray_mails(town.slug, at).count()  # before their rows go, and many of them with it
    for table, model in TABLES.items():
        last = 0
        while rows := list(due_rows(model, at).filter(pk__gt=last).order_by("pk").values_list("pk", "nonce")[:PORTION]):
            forget_rows(town=town.slug, table=table, rows=rows, at=at, only_due=True)
            last = rows[-1][0]
    with transaction.atomic():
        guests: int = stray_guests(at).update(guest="")
        stray_mails(town.slug, at).update(recipient="", text="")
        return guests + mails


def _erase_again(town: Municipality, at: datetime) -> int:
    """Rows of the journal that hold a person before their time: a backup brought them back."""
    again = 0
    for table, noted in _noted(town.slug):
        model = TABLES[table]
        rows = model.objects.filter(pk__in=noted, forgotten_at=None, forget_at__gt=at).values_list("pk", "nonce")
        same = [(pk, nonce) for pk, nonce in rows if digest_of(nonce) in noted[pk]]
        if same:
            again += forget_rows(town=town.slug, table=table, rows=same, at=at, note=False)
    return again


def _noted(town: str) -> Iterator[tuple[str, dict[int, set[str]]]]:
    """Portions of the journal: of a table, number to digests; a number may have been given out twice."""
    for table in TABLES:
        portion: dict[int, set[str]] = {}
        for one in erasure_journal.entries(town):
            if one.table == table:
                portion.setdefault(one.pk, set()).add(one.digest)
            if len(portion) == PORTION:
                yield table, portion
                portion = {}
        if portion:
            yield table, portion


def _forgotten(since: datetime | None) -> int:
    """Rows forgotten since the last proof, by a run that failed before its own or because their person asked for it."""
    later = Q(forgotten_at__gt=since) if since else Q(forgotten_at__isnull=False)
    return sum(model.objects.filter(later).count() for model in TABLES.values())
