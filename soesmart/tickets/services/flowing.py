"""What time does to places: contingents flow back, offers expire, the waiting list ends. By a job, and on demand."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from soesmart.core.audit import audit
from soesmart.events.rules import EventState
from soesmart.tickets.models import Contingent, Sale, WaitingEntry
from soesmart.tickets.queries.booking import IN_LINE, flowing, overdue_offers
from soesmart.tickets.rules import Source, WaitingState
from soesmart.tickets.services.offers import SYSTEM, end_line, expire_offers, is_line_open, serve_category
from soesmart.tickets.services.places_moves import add_to, take_from
from soesmart.tickets.services.waiting_entries import lock_sale

# Also one that was put away since (offers.is_called_off).
CALLED_OFF = Q(event__state=EventState.CANCELLED) | (
    Q(event__state=EventState.ARCHIVED) & ~Q(event__cancelled_because="")
)
# Longer chains of contingents do not exist: a flow that would lead in a circle is refused.
_MOST_STEPS = 10


def sales_to_settle(at: datetime) -> "QuerySet[Sale]":
    """Sales at which something is overdue at a moment; across towns where no scope is set."""
    late = Q(event__doors_at__lte=at) | CALLED_OFF
    line = WaitingEntry._base_manager.filter(sale=OuterRef("pk"), state__in=IN_LINE)
    head = WaitingEntry._base_manager.filter(category=OuterRef("category"), state=WaitingState.WAITING)
    fits = Contingent._base_manager.filter(
        category__sale=OuterRef("pk"),
        source=Source.ONLINE,
        free__gte=Subquery(head.order_by("number").values("seats")[:1]),
    )
    return Sale.objects.filter(
        Exists(fits)
        | Exists(overdue_offers(at).filter(sale=OuterRef("pk")))
        | Exists(flowing(at).filter(category__sale=OuterRef("pk")))
        | Q(late & Exists(line))
    )


@transaction.atomic
def settle_sale(*, sale: int, home: str, at: datetime) -> None:
    """Do at a sale what is overdue. Twice is once."""
    lock_sale(sale)
    settle(sale=Sale.objects.select_related("event__municipality").get(pk=sale), home=home, at=at)


def settle(*, sale: Sale, home: str, at: datetime) -> None:
    """The same inside the caller's transaction, which has locked the sale."""
    expire_offers(sale=sale, home=home, at=at)
    if not is_line_open(sale, at):
        end_line(sale=sale, home=home, at=at)
    serve_line(sale=sale, home=home, at=at)
    for _ in range(_MOST_STEPS):
        if not _flow(sale, at):
            break
        serve_line(sale=sale, home=home, at=at)


def serve_line(*, sale: Sale, home: str, at: datetime) -> None:
    """Offer what is free in every category where somebody waits."""
    waiting = WaitingEntry.objects.filter(sale=sale, state=WaitingState.WAITING).order_by()
    for category in waiting.values_list("category", flat=True).distinct():
        serve_category(category=category, sale=sale, home=home, at=at)


def _flow(sale: Sale, at: datetime) -> int:
    """Move the free places of contingents whose time has come; returns how many places went."""
    moved = 0
    for contingent in flowing(at).filter(category__sale=sale).select_related("category"):
        seats, goal = contingent.free, contingent.flows_to_id
        if goal is None or not take_from(contingent.pk, seats):
            continue
        add_to(goal, seats)
        Contingent._base_manager.filter(pk=contingent.pk, flowed_at=None).update(flowed_at=at)
        town = sale.event.municipality.slug
        audit(SYSTEM, "tickets.contingent.flowed", contingent, town=town, at=at, seats=seats, goal=goal)
        moved += seats
    return moved
