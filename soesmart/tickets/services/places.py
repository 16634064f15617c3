"""Plan the places of an event: the sale, its categories and contingents. Every change is in the audit log."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Event
from soesmart.participation.keys import free_key
from soesmart.tickets.models import Category, Contingent, Sale
from soesmart.tickets.rules import Source
from soesmart.tickets.rules.places import MOST_SEATS
from soesmart.tickets.services.flowing import settle
from soesmart.tickets.services.waiting_entries import lock_sale


@dataclass(frozen=True)
class SalePlan:
    """What the office sets of a sale. retention_days: after the event."""

    opens_at: datetime
    closes_at: datetime
    most_per_booking: int = 4
    with_waiting_list: bool = True
    offer_hours: int = 24
    asks_phone: bool = False
    asks_address: bool = False
    retention_reason: str = ""
    retention_days: int = 28
    no_show_at: datetime | None = None


@transaction.atomic
def plan_sale(*, event: Event, plan: SalePlan, by: object, at: datetime) -> Sale:
    """Open the planning of places of an event. Conflict when it has places already."""
    _check_plan(plan, event)
    if Sale.objects.filter(event=event).exists():
        raise Conflict("tickets.sale.exists", "Die Plätze dieser Veranstaltung sind schon angelegt.")
    sale = Sale.objects.create(event=event, **asdict(plan))
    _note(by, "tickets.sale.planned", sale, sale, at, **_facts(plan))
    return sale


@transaction.atomic
def edit_sale(*, sale: Sale, plan: SalePlan, by: object, home: str, at: datetime) -> Sale:
    """Change times, limits, and what is asked for; bookings that were made keep what they hold."""
    _check_plan(plan, sale.event)
    lock_sale(sale.pk)
    Sale.objects.filter(pk=sale.pk).update(**asdict(plan))
    _note(by, "tickets.sale.edited", sale, sale, at, **_facts(plan))
    sale = Sale.objects.select_related("event__municipality").get(pk=sale.pk)
    settle(sale=sale, home=home, at=at)
    return sale


@transaction.atomic
def open_booking(*, sale: Sale, by: object, at: datetime) -> None:
    """Booking begins now. Conflict when its end has passed: that has to be set first."""
    if not Sale.objects.filter(pk=sale.pk, closes_at__gt=at, opens_at__gt=at).update(opens_at=at):
        raise Conflict("tickets.sale.open", "Die Buchung ist schon offen, oder ihr Ende liegt in der Vergangenheit.")
    _note(by, "tickets.sale.opened", sale, sale, at)


@transaction.atomic
def close_booking(*, sale: Sale, by: object, at: datetime) -> None:
    """Booking ends now; the waiting list goes on until the doors open. Conflict when it is not open."""
    if not Sale.objects.filter(pk=sale.pk, opens_at__lt=at, closes_at__gt=at).update(closes_at=at):
        raise Conflict("tickets.sale.closed", "Die Buchung ist gerade nicht offen.")
    _note(by, "tickets.sale.closed", sale, sale, at)


@transaction.atomic
def add_category(
    *, sale: Sale, name: str, text: str = "", online: int, box_office: int = 0, by: object, at: datetime
) -> Category:
    """A new kind of places with a contingent for each way of booking."""
    lock_sale(sale.pk)
    name = _checked_name(name)
    taken = list(Category.objects.filter(sale=sale).values_list("key", "name"))
    if name.casefold() in {other.casefold() for _, other in taken}:
        raise Refused("tickets.category.name", "So heißt hier schon eine Art von Plätzen.", "name")
    for field, seats in (("online", online), ("box_office", box_office)):
        _check_seats(seats, field)
    last = Category.objects.filter(sale=sale).aggregate(last=Max("position"))["last"] or 0
    key = free_key(name, [key for key, _ in taken])
    category = Category.objects.create(sale=sale, position=last + 1, key=key, name=name, text=text.strip())
    Contingent.objects.bulk_create(
        Contingent(category=category, name=source.label, source=source, seats=seats, free=seats)
        for source, seats in ((Source.ONLINE, online), (Source.BOX_OFFICE, box_office))
    )
    _note(by, "tickets.category.added", category, sale, at, key=key, online=online, box_office=box_office)
    return category


@transaction.atomic
def edit_category(*, category: Category, name: str, text: str, by: object, at: datetime) -> None:
    name = _checked_name(name)
    others = Category.objects.filter(sale=category.sale_id).exclude(pk=category.pk)
    if name.casefold() in {other.casefold() for other in others.values_list("name", flat=True)}:
        raise Refused("tickets.category.name", "So heißt hier schon eine Art von Plätzen.", "name")
    Category.objects.filter(pk=category.pk).update(name=name, text=text.strip())
    _note(by, "tickets.category.edited", category, category.sale, at)


@transaction.atomic
def set_seats(*, contingent: Contingent, seats: int, by: object, home: str, at: datetime) -> None:
    """More places, or fewer: only as many go away as are free. New ones are offered to who waits."""
    sale = Sale.objects.select_related("event__municipality").get(pk=contingent.category.sale_id)
    lock_sale(sale.pk)
    _check_seats(seats, "seats")
    rows = Contingent.objects.filter(pk=contingent.pk)
    before = rows.values_list("seats", flat=True).get()
    more = seats - before
    if not _add(contingent, more):
        now = rows.get()
        bound = now.held + now.sold
        text = f"{bound} Plätze sind verkauft oder versprochen. Weniger geht nicht, solange sie niemand zurückgibt."
        raise Conflict("tickets.contingent.bound", text, "seats")
    _note(by, "tickets.contingent.seats", contingent, sale, at, before=before, seats=seats)
    settle(sale=sale, home=home, at=at)


@transaction.atomic
def set_flow(
    *,
    contingent: Contingent,
    goal: Contingent | None,
    flows_back_at: datetime | None,
    by: object,
    home: str,
    at: datetime,
) -> None:
    """When the free places of a contingent go to another one of the sale; None for both: never.

    Refused when one of them is missing, or places would flow in a circle.
    """
    sale = Sale.objects.select_related("event__municipality").get(pk=contingent.category.sale_id)
    lock_sale(sale.pk)
    if (goal is None) != (flows_back_at is None):
        raise Refused(
            "tickets.flow.half", "Bitte Zeitpunkt und Ziel angeben, oder beides leer lassen.", "flows_back_at"
        )
    if goal is not None:
        _check_flow(sale, contingent, goal)
    Contingent.objects.filter(pk=contingent.pk).update(flows_back_at=flows_back_at, flows_to=goal, flowed_at=None)
    facts = {"goal": goal.pk if goal else None, "flows_back_at": flows_back_at}
    _note(by, "tickets.contingent.flow", contingent, sale, at, **facts)
    settle(sale=sale, home=home, at=at)


def _check_flow(sale: Sale, contingent: Contingent, goal: Contingent) -> None:
    to = dict(Contingent.objects.filter(category__sale=sale).values_list("pk", "flows_to"))
    if goal.pk not in to:
        raise Refused("tickets.flow.foreign", "Dieses Ziel gehört zu einer anderen Veranstaltung.", "flows_to")
    to[contingent.pk] = goal.pk
    place: int | None = goal.pk
    while place is not None:
        if place == contingent.pk:
            raise Refused("tickets.flow.circle", "So liefen die Plätze im Kreis. Bitte ein anderes Ziel.", "flows_to")
        place = to.get(place)


def _add(contingent: Contingent, more: int) -> int:
    rows = Contingent.objects.filter(pk=contingent.pk, free__gte=max(0, -more))
    return rows.update(seats=F("seats") + more, free=F("free") + more)


def _check_plan(plan: SalePlan, event: Event) -> None:
    if plan.closes_at <= plan.opens_at:
        raise Refused("tickets.sale.times", "Die Buchung muss nach ihrem Beginn enden.", "closes_at")
    if plan.closes_at > event.ends_at:
        raise Refused("tickets.sale.late", "Die Buchung endet spätestens mit der Veranstaltung.", "closes_at")
    if not 1 <= plan.most_per_booking <= 50:
        raise Refused("tickets.sale.most", "Bitte 1 bis 50 Plätze je Buchung.", "most_per_booking")
    if not 1 <= plan.offer_hours <= 24 * 14:
        raise Refused("tickets.sale.offer", "Bitte 1 bis 336 Stunden.", "offer_hours")
    if plan.retention_days > 366:
        raise Refused(
            "tickets.sale.retention", "Länger als ein Jahr darf niemand solche Daten behalten.", "retention_days"
        )
    if (plan.asks_phone or plan.asks_address) and not plan.retention_reason.strip():
        text = "Bitte sagen, welches Recht die Kontaktdaten verlangt. Das steht dann neben den Feldern."
        raise Refused("tickets.sale.reason", text, "retention_reason")


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 100:
        raise Refused("tickets.category.name", "Bitte einen Namen mit höchstens 100 Zeichen angeben.", "name")
    return name


def _check_seats(seats: int, field: str) -> None:
    if not 0 <= seats <= MOST_SEATS:
        raise Refused("tickets.seats.number", "Bitte 0 bis 100.000 Plätze.", field)


def _facts(plan: SalePlan) -> dict[str, Any]:
    facts = asdict(plan)
    del facts["retention_reason"]
    return facts


def _note(by: object, action: str, target: object, sale: Sale, at: datetime, **facts: object) -> None:
    audit(by, action, target, town=sale.event.municipality.slug, at=at, **facts)
