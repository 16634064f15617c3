"""Other values for the same time and part as those of a delivery that waits. Scoped to the town."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from soesmart.strategy.delivery.fate import Slot
from soesmart.strategy.models import DeliveredValue, Delivery, IndicatorValue
from soesmart.strategy.queries.deliveries import OUT, SLOT, number_of, slot_of
from soesmart.strategy.rules import DeliveryState

MOST_READ = 500  # of the others, the newest; nobody reads more, and a page stays quick beside large files
TOLD = ("at_", "number_", "kind_", "name_", "who_", "note_", "delivery_id")
WAITS, COUNTS, WITHDRAWN = "waits", "counts", "withdrawn"


@dataclass(frozen=True)
class Rival:
    """Another value. own: that of the delivery; at: when it was delivered or began to count."""

    own: DeliveredValue
    at: datetime
    number: Decimal
    kind: str
    name: str
    who: UUID | None
    note: str
    delivery: UUID | None


@dataclass(frozen=True)
class Rivals:
    """waiting: of other deliveries that nobody decided about; newer: what began to count after this one came and is
    another number, so that an approval puts the older in its place. The newest first.
    """

    waiting: list[Rival]
    newer: list[Rival]


def may_have_rivals() -> Any:
    """Whether anything at all waits, or began to count later, for an indicator of the delivery; for rows of Delivery.

    Costs no query of its own and spares that of `rivals` in most cases.
    """
    indicators = DeliveredValue.objects.filter(delivery=OuterRef(OuterRef("pk"))).order_by().values("indicator")
    waiting = DeliveredValue.objects.filter(indicator__in=indicators, delivery__state=DeliveryState.FINDINGS)
    stored = IndicatorValue.objects.filter(indicator__in=indicators, recorded_at__gt=OuterRef("delivered_at"))
    return Exists(waiting.filter(~Q(delivery=OuterRef("pk")))) | Exists(stored)


def rivals(delivery: Delivery, own: Iterable[DeliveredValue] | None = None) -> Rivals:
    """What an approval of the delivery comes between. own: its values, if read. One query, two where own is asked."""
    others = list(_others(delivery))
    mine = _own(delivery, others) if own is None and others else own or ()
    by_slot = {slot_of(value): value for value in mine if not value.is_left_out and number_of(value) is not None}
    found = [Rival(by_slot[slot], *told) for *place, told in others if (slot := Slot(*place)) in by_slot]
    last = {slot_of(one.own): one for one in reversed(found) if one.kind != WAITS}
    is_news = [one for one in last.values() if one.kind == COUNTS and one.number != number_of(one.own)]
    return Rivals([one for one in found if one.kind == WAITS], sorted(is_news, key=lambda one: one.at, reverse=True))


def _others(delivery: Delivery) -> Iterable[tuple[Any, ...]]:
    """The columns of SLOT and a tuple of TOLD of everything else for these indicators, the newest first."""
    indicators = DeliveredValue.objects.filter(delivery=delivery).order_by().values("indicator")
    waiting = DeliveredValue.objects.filter(~OUT, indicator__in=indicators, delivery__state=DeliveryState.FINDINGS)
    waiting = waiting.exclude(delivery=delivery).annotate(
        at_=F("delivery__delivered_at"),
        number_=Coalesce("corrected", "value"),
        kind_=Value(WAITS, CharField()),
        name_=F("delivery__name"),
        who_=F("delivery__delivered_by"),
        note_=F("note"),
    )
    stored = IndicatorValue.objects.filter(
        indicator__in=indicators, recorded_at__gt=delivery.delivered_at, year__isnull=False
    )
    rows = _told(waiting).union(
        _told(_newer(stored, is_withdrawn=False)), _told(_newer(stored, is_withdrawn=True)), all=True
    )
    for row in rows.order_by("-at_")[:MOST_READ]:
        yield *row[: len(SLOT)], row[len(SLOT) :]


def _newer(stored: "QuerySet[IndicatorValue]", *, is_withdrawn: bool) -> Any:
    return stored.filter(is_withdrawn=is_withdrawn).annotate(
        at_=F("recorded_at"),
        number_=F("value"),
        kind_=Value(WITHDRAWN if is_withdrawn else COUNTS, CharField()),
        name_=Value("", CharField()),
        who_=F("entered_by"),
        note_=F("note"),
    )


def _told(rows: Any) -> Any:
    return rows.order_by().values_list(*SLOT, *TOLD)


def _own(delivery: Delivery, others: Iterable[tuple[Any, ...]]) -> Iterable[DeliveredValue]:
    """The values of the delivery at the times of the others; of two for one slot the later one comes last."""
    places = [Slot(*place) for *place, _ in others]
    columns = ("indicator", "year", "sector", "district", "group")
    near: dict[str, Any] = {f"{name}__in": {getattr(slot, name) for slot in places} for name in columns}
    rows = DeliveredValue.objects.filter(~OUT, delivery=delivery, **near)
    return rows.select_related("indicator").order_by("row", "pk")
