"""Reads of values on their way in. Scoped to the town."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce

from soesmart.strategy.delivery.fate import Slot, Stored
from soesmart.strategy.delivery.guess import Measured
from soesmart.strategy.models import DataSource, DeliveredValue, Delivery, Finding, Indicator, IndicatorValue
from soesmart.strategy.rules import Decision, DeliveryState, SourceKind

OPEN_STATES = (DeliveryState.MAPPING, DeliveryState.CHECKING, DeliveryState.FINDINGS, DeliveryState.FAILED)
SLOT = ("indicator_id", "year", "day", "sector", "district", "group")
STORED = ("value", "state", "has_break", "invented")
OUT = Q(is_left_out=True) | Q(value=None, corrected=None)


def measured() -> list[Measured]:
    """All indicators of the town as far as a file is concerned; those of goals first. One query."""
    columns = ("pk", "key", "name", "unit", "decimals", "lowest", "highest", "goal__code")
    rows = Indicator.objects.order_by("goal__code", "key").values_list(*columns)
    found = [
        Measured(pk, key, name, unit, decimals, lowest, highest, code or "")
        for pk, key, name, unit, decimals, lowest, highest, code in rows
    ]
    return sorted(found, key=lambda one: (not one.code, one.code, one.key))


def stored_values(indicators: Collection[int]) -> dict[Slot, Stored]:
    """The value that counts now, for every time and part of these indicators. One query."""
    rows = IndicatorValue.objects.filter(indicator__in=indicators, year__isnull=False).order_by("recorded_at", "pk")
    newest = {
        Slot(*columns[:6]): (is_withdrawn, columns[6:])
        for *columns, is_withdrawn in rows.values_list(*SLOT, *STORED, "is_withdrawn").iterator(2_000)
    }
    return {slot: Stored(*told) for slot, (is_withdrawn, told) in newest.items() if not is_withdrawn}


def deliveries(state: str = "") -> "QuerySet[Delivery]":
    """Newest first; state: one of DeliveryState, or "offen" for all that wait for somebody."""
    rows = Delivery.objects.select_related("source").defer("content", "mapping")
    if state == "offen":
        return rows.filter(state__in=OPEN_STATES)
    return rows.filter(state=state) if state in set(DeliveryState) else rows


def upload_sources() -> "QuerySet[DataSource]":
    return DataSource.objects.filter(kind=SourceKind.UPLOAD).order_by("name")


def overdue(before: datetime) -> "QuerySet[Delivery]":
    """Undecided since before this moment, or with a file that nobody needs any more."""
    return Delivery.objects.filter(state__in=OPEN_STATES, delivered_at__lt=before)


def number_of(value: DeliveredValue) -> Decimal | None:
    """The value as it would be stored."""
    return value.value if value.corrected is None else value.corrected


def slot_of(value: DeliveredValue) -> Slot:
    """The time and part that it is about."""
    return Slot(value.indicator_id, value.year, value.day, value.sector, value.district, value.group)


def counts(delivery: Delivery) -> dict[str, Any]:
    """What becomes of the values: new, revised, known, left_out; and how many indicators they touch. One query."""
    taken = ~OUT & Q(is_known=False)
    return DeliveredValue.objects.filter(delivery=delivery).aggregate(
        new=Count("pk", filter=taken & Q(replaces=False)),
        revised=Count("pk", filter=taken & Q(replaces=True)),
        known=Count("pk", filter=~OUT & Q(is_known=True)),
        left_out=Count("pk", filter=OUT),
        indicators=Count("indicator", filter=taken, distinct=True),
    )


def population(stored: dict[Slot, Stored], indicators: Collection[Measured]) -> dict[int, int]:
    """People of the town by year, where one of its indicators counts them."""
    counted = {one.pk for one in indicators if one.unit.casefold() in ("einwohner", "einwohnerinnen und einwohner")}
    return {
        slot.year: int(one.value)
        for slot, one in stored.items()
        if slot.indicator in counted and not (slot.day or slot.sector or slot.district or slot.group)
        if one.value > Decimal(0)
    }


def decidable(delivery: Delivery, kind: str, decision: Decision) -> tuple[list[int], int]:
    """The open findings of a kind about which this can be decided at once, and how many cannot."""
    rows = Finding.objects.filter(delivery=delivery, decision=Decision.OPEN, kind=kind)
    number = Coalesce("about__corrected", "about__value")
    found = list(rows.values_list("pk", "about", "proposed", number))
    if decision == Decision.CORRECTED:
        fit = [pk for pk, about, proposed, _ in found if about is not None and proposed is not None]
    elif decision == Decision.ACCEPTED:
        fit = [pk for pk, about, _, value in found if about is None or value is not None]
    else:
        fit = [pk for pk, *_ in found]
    return fit, len(found) - len(fit)


@dataclass(frozen=True)
class Tally:
    """The findings of a delivery: kinds of the open ones with their number, most first, and how the others ended."""

    open_kinds: list[tuple[str, int]]
    accepted: int  # what was proposed
    corrected: int
    confirmed: int
    left_out: int

    @property
    def total(self) -> int:
        number = sum(count for _, count in self.open_kinds)
        return number + self.accepted + self.corrected + self.confirmed + self.left_out


def tally(delivery: Delivery) -> Tally:
    """One query."""
    is_proposal = Case(When(correction=F("proposed"), then=True), default=False)
    rows = Finding.objects.filter(delivery=delivery).order_by().annotate(is_proposal=is_proposal)
    told = list(rows.values_list("kind", "decision", "is_proposal").annotate(number=Count("pk")))

    def number(decision: Decision, is_proposal: bool = False) -> int:
        return sum(one[3] for one in told if one[1:3] == (decision, is_proposal))

    kinds = [(kind, count) for kind, decision, _, count in told if decision == Decision.OPEN]
    return Tally(
        sorted(kinds, key=lambda one: (-one[1], one[0])),
        number(Decision.CORRECTED, True), number(Decision.CORRECTED), number(Decision.ACCEPTED),
        number(Decision.REJECTED),
    )  # fmt: skip


def touched(delivery: Delivery) -> list[dict[str, Any]]:
    """The indicators that got new values: name, key, code of the goal, number of values. One query."""
    own = IndicatorValue.objects.filter(delivery=delivery, recorded_at=F("delivery__decided_at"))
    rows = own.order_by("indicator__name")
    named = rows.values("indicator__name", "indicator__key", "indicator__goal__code")
    return [dict(row) for row in named.annotate(number=Count("pk"))]
