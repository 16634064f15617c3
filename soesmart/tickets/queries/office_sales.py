"""What the office sees of places: events with their numbers, one sale, its bookings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from soesmart.events.models import Event
from soesmart.events.rules import EventState
from soesmart.tickets.models import Booking, Category, Contingent, Sale, WaitingEntry
from soesmart.tickets.rules import WaitingState
from soesmart.tickets.rules.places import SaleMoment, sale_moment

_BADGES = {
    SaleMoment.BEFORE: ("noch nicht offen", "neutral"),
    SaleMoment.OPEN: ("Buchung offen", "success"),
    SaleMoment.CLOSED: ("Buchung zu", "neutral"),
}


@dataclass(frozen=True)
class Stage:
    label: str
    badge: str


@dataclass(frozen=True)
class SaleRow:
    """An event in the list; sale None where no places were planned. Numbers over all categories."""

    event: Event
    stage: Stage
    has_sale: bool
    seats: int
    free: int
    held: int
    sold: int
    waiting: int


@dataclass(frozen=True)
class CategoryRow:
    """A category, its contingents, and how many places are waited for in how many entries."""

    category: Category
    contingents: Sequence[Contingent]
    waiting: int
    wanted: int


def stage_of(event: Event, sale: Sale | None, at: datetime) -> Stage:
    """Where booking stands, in a word."""
    if event.state == EventState.CANCELLED:
        return Stage("abgesagt", "danger")
    if sale is None:
        return Stage("ohne Karten", "neutral")
    if at >= event.ends_at:
        return Stage("vorbei", "neutral")
    return Stage(*_BADGES[sale_moment(at, opens=sale.opens_at, closes=sale.closes_at)])


def events_to_sell() -> "QuerySet[Event]":
    """All events, the latest first, with the numbers of their places as annotations."""
    places = Contingent._base_manager.filter(category__sale__event=OuterRef("pk")).order_by()
    line = WaitingEntry._base_manager.filter(sale__event=OuterRef("pk"), state=WaitingState.WAITING).order_by()
    per_event = places.values("category__sale__event")
    sums = {
        name: Coalesce(Subquery(per_event.annotate(sum=Sum(name)).values("sum")), 0)
        for name in ("seats", "free", "held", "sold")
    }
    waiting = Coalesce(Subquery(line.values("sale__event").annotate(number=Count("pk")).values("number")), 0)
    return Event.objects.select_related("sale").annotate(**sums, waiting=waiting).order_by("-starts_at", "-pk")


def row_of(event: Event, at: datetime) -> SaleRow:
    """A row from `events_to_sell`."""
    sale = getattr(event, "sale", None)
    numbers = {name: vars(event)[name] for name in ("seats", "free", "held", "sold", "waiting")}
    return SaleRow(event, stage_of(event, sale, at), sale is not None, **numbers)


def categories_of(sale: Sale) -> list[CategoryRow]:
    """Two queries."""
    waits = Q(waiting__state=WaitingState.WAITING)
    rows = Category.objects.filter(sale=sale).order_by("position")
    rows = rows.annotate(line=Count("waiting", waits), wanted=Coalesce(Sum("waiting__seats", filter=waits), 0))
    contingents = Contingent.objects.select_related("flows_to__category").order_by("-source")
    found = rows.prefetch_related(Prefetch("contingents", contingents))
    return [CategoryRow(row, list(row.contingents.all()), vars(row)["line"], vars(row)["wanted"]) for row in found]


def bookings_of(sale: Sale) -> "QuerySet[Booking]":
    """The latest first; for a page of them."""
    rows: QuerySet[Booking] = Booking.objects.filter(sale=sale).select_related("contingent__category")
    return rows.order_by("-number")


def contingents_of(sale: Sale) -> list[Contingent]:
    """All of a sale, by category; one query."""
    rows = Contingent.objects.filter(category__sale=sale).select_related("category")
    return list(rows.order_by(F("category__position"), "-source"))
