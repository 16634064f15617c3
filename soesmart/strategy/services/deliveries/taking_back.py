"""An approved delivery is taken back: what it brought no longer counts, what it replaced counts again."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.strategy.models import Delivery, IndicatorValue
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.services.deliveries.locking import lock_delivery, require_revision, save_delivery
from soesmart.strategy.services.taking_back import SLOT, checked_reason, said_again

BATCH = 1_000
LONGEST_NOTE = 500


@transaction.atomic
def take_back(*, actor: Person, delivery: UUID, reason: str, at: datetime, revision: int | None = None) -> Delivery:
    """Withdraw the values of the delivery that still count; taking back twice is taking back once.

    Where one had replaced an earlier value, that one is recorded again. Values that were corrected or taken back since
    stay as they are, and so do due dates and the remembered mapping.
    """
    told = checked_reason(reason)
    row = lock_delivery(delivery, [DeliveryState.APPROVED])
    if row.taken_back_at:
        return row
    require_revision(row, revision)
    made = list(_following(row, told, actor, at))
    IndicatorValue.objects.bulk_create(made, batch_size=BATCH)
    row.reason, row.taken_back_at = told, at
    save_delivery(row, "reason", "taken_back_at")
    withdrawn = sum(one.is_withdrawn for one in made)
    facts = {"withdrawn": withdrawn, "restored": len(made) - withdrawn}
    audit(actor, "strategy.delivery.taken_back", row, town=row.municipality.slug, at=at, **facts)
    return row


def _following(row: Delivery, told: str, actor: Person, at: datetime) -> Iterator[IndicatorValue]:
    """For every value of the delivery that counts the row that follows it: the one before once more, or none."""
    back = {row.pk, *Delivery.objects.exclude(taken_back_at=None).values_list("pk", flat=True)}
    for history in _histories(row):
        newest = history[-1]
        if newest.delivery_id != row.pk or newest.is_withdrawn:
            continue
        before = _before(history, back)
        if before is None:
            yield said_again(
                newest, is_withdrawn=True, note=told, delivery=row, entered_by=actor, approved_by=actor, recorded_at=at
            )
        else:
            yield said_again(
                before, note=_note(before, row, told), delivery_id=before.delivery_id,
                entered_by_id=before.entered_by_id, approved_by=actor, recorded_at=at,
            )  # fmt: skip


def _histories(row: Delivery) -> list[list[IndicatorValue]]:
    """All rows of the times and parts of which the delivery brought a value, each in the order of recording."""
    owners = IndicatorValue.objects.filter(delivery=row).order_by().values("indicator")
    found: dict[tuple[object, ...], list[IndicatorValue]] = defaultdict(list)
    for value in IndicatorValue.objects.filter(indicator__in=owners).order_by("recorded_at", "pk"):
        found[tuple(getattr(value, name) for name in SLOT)].append(value)
    return list(found.values())


def _before(history: list[IndicatorValue], back: Collection[UUID]) -> IndicatorValue | None:
    """What counted there without the deliveries that are taken back."""
    last = next((value for value in reversed(history) if value.delivery_id not in back), None)
    return None if last is None or last.is_withdrawn else last


def _note(before: IndicatorValue, row: Delivery, told: str) -> str:
    why = f"Gilt wieder, denn die Lieferung „{row.name}“ ist zurückgenommen: {told}"
    return " ".join(filter(None, (before.note, why)))[:LONGEST_NOTE]
