"""Entries of the waiting list, one by one."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists

from soesmart.tickets import erasure_journal
from soesmart.tickets.erasure_journal import Erased, digest_of
from soesmart.tickets.models import Category, Sale, WaitingEntry
from soesmart.tickets.queries.booking import IN_LINE
from soesmart.tickets.rules import WaitingState
from soesmart.tickets.services.places_moves import let_go_held


def position_of(entry: WaitingEntry) -> int:
    """From 1, among those who wait in the same category; one query."""
    line = WaitingEntry.objects.filter(category=entry.category_id, state=WaitingState.WAITING)
    return line.filter(number__lt=entry.number).count() + 1


def locked_entry(entry: WaitingEntry) -> WaitingEntry:
    """The entry as it is now, with category, sale and event; its sale is locked. Two queries."""
    lock_sale(entry.sale_id)
    return WaitingEntry.objects.select_related("category", "sale__event__municipality").get(pk=entry.pk)


def lock_sale(sale: int) -> None:
    """Until the transaction ends nobody else books, cancels or offers places of this sale. One query."""
    Sale.objects.select_for_update(of=("self",)).only("pk").get(pk=sale)


def lock_sale_of(category: Category) -> bool:
    """The same, and whether anybody waits for places of a category, in one query.

    PostgreSQL may have read that before it waited for the lock; whoever entered the line meanwhile is then served by
    the job (services.flowing).
    """
    line = WaitingEntry._base_manager.filter(category=category, state__in=(WaitingState.WAITING, WaitingState.OFFERED))
    rows = Sale.objects.select_for_update(of=("self",)).only("pk").annotate(is_waited_for=Exists(line))
    return bool(vars(rows.get(pk=category.sale_id))["is_waited_for"])


def lock_sales_of(entries: Collection[int]) -> None:
    """The sales of entries, one after the other in the order of their keys. One query."""
    sales = WaitingEntry.objects.filter(pk__in=entries).order_by().values("sale")
    list(Sale.objects.select_for_update(of=("self",)).only("pk").filter(pk__in=sales).order_by("pk"))


def drop_from_line(entries: Collection[int]) -> None:
    """Entries that name nobody any more wait no longer: no mail would reach them, and all behind would wait with them.

    Their sales are locked. What was held is free; whoever is next gets it from the job (services.flowing).
    """
    rows = WaitingEntry.objects.filter(pk__in=entries)
    held = rows.filter(state=WaitingState.OFFERED)
    for contingent, seats in held.order_by("pk").values_list("contingent", "seats"):
        let_go_held(contingent, seats)
    rows.filter(state__in=IN_LINE).update(state=WaitingState.LEFT)


def end_entry(entry: WaitingEntry, state: WaitingState, *, at: datetime) -> None:
    """An entry is over: nothing that names a person stays. Queue mails before. entry: with sale, event and town."""
    nothing = {"name": "", "email": "", "mailbox": "", "forgotten_at": at}
    WaitingEntry.objects.filter(pk=entry.pk).update(state=state, **nothing)
    entry.state, entry.name, entry.email, entry.mailbox, entry.forgotten_at = state, "", "", "", at
    erased = Erased(entry.sale.event.municipality.slug, "WaitingEntry", entry.pk, digest_of(entry.nonce))
    # Only once it is stored: an entry that is not over after all must not be erased by the deletion clock.
    transaction.on_commit(lambda: erasure_journal.append([erased]))
