"""The end of a delivery: its values are taken over, or all of it is turned down."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.strategy.delivery.mapping import Origin
from soesmart.strategy.models import DataSource, DeliveredValue, Delivery, IndicatorValue
from soesmart.strategy.queries.deliveries import number_of, overdue, slot_of, stored_values
from soesmart.strategy.queries.numbers import baselines
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.services import checks
from soesmart.strategy.services.deliveries.locking import UNDECIDED, lock_delivery, require_revision, save_delivery
from soesmart.strategy.services.deliveries.settling import COLUMNS, news, settle
from soesmart.strategy.services.duties import settle_due

BATCH = 1_000
OF_THE_FILE = ("file", "hints")  # of its mapping; the rest holds for the next file, too
FORGOTTEN_AFTER = timedelta(days=90)


@transaction.atomic
def approve(*, actor: Person, delivery: UUID, at: datetime, revision: int | None = None) -> Delivery:
    """Store what is new or differs; approving twice is approving once. Refused while findings are open.

    The mapping is remembered with its source, and the file is dropped.
    """
    row = lock_delivery(delivery, [DeliveryState.FINDINGS, DeliveryState.APPROVED])
    if row.state == DeliveryState.APPROVED:
        return row
    require_revision(row, revision)
    if row.open_findings:
        raise Refused(
            "strategy.delivery.open_findings",
            f"Noch offen: {row.open_findings} {'Befund' if row.open_findings == 1 else 'Befunde'}. Bitte zuerst "
            "darüber entscheiden.",
        )
    values, newer = _settled(row)
    IndicatorValue.objects.bulk_create(_stored(row, values, actor, at), batch_size=BATCH)
    if row.source and row.mapping.get("uses"):
        _remember(row.source, row.mapping)
    _close(row, DeliveryState.APPROVED, actor, at)
    _tell(row, values, actor, at)
    settle_due(indicators=newer, at=at, actor=actor)  # a correction of old years is not the value that is due
    return row


@transaction.atomic
def reject(*, actor: Person, delivery: UUID, reason: str, at: datetime, revision: int | None = None) -> Delivery:
    """Turn down all of it, with a reason. The log stays, the file goes."""
    told = checks.line(reason, name="Der Grund", field="reason", longest=500, required=True)
    row = lock_delivery(delivery, UNDECIDED, revision)
    row.reason = told
    _close(row, DeliveryState.REJECTED, actor, at)
    audit(actor, "strategy.delivery.rejected", row, town=row.municipality.slug, at=at)
    return row


def drop_forgotten(*, at: datetime) -> int:
    """Turn down what nobody decided within 90 days; returns how many."""
    found = list(overdue(at - FORGOTTEN_AFTER).values_list("pk", flat=True))
    for pk in found:
        _drop(pk, at)
    return len(found)


@transaction.atomic
def _drop(pk: UUID, at: datetime) -> None:
    row = lock_delivery(pk, UNDECIDED)
    row.reason = "Nach 90 Tagen ohne Entscheidung verworfen."
    _close(row, DeliveryState.REJECTED, None, at)
    audit("system:strategy", "strategy.delivery.rejected", row, town=row.municipality.slug, at=at, forgotten=True)


def _settled(row: Delivery) -> tuple[list[DeliveredValue], set[int]]:
    """All values, compared with what is stored at this moment, and the indicators that get a newer one."""
    values = list(DeliveredValue.objects.filter(delivery=row).order_by("row", "pk"))
    stored = stored_values({value.indicator_id for value in values})
    changed = settle(values, stored)
    DeliveredValue.objects.bulk_update(changed, COLUMNS, batch_size=200)
    return values, news(values, stored)


def _stored(row: Delivery, values: Iterable[DeliveredValue], actor: Person, at: datetime) -> list[IndicatorValue]:
    origin = Origin(**row.mapping.get("origin", {}))
    invented = bool(row.source and row.source.invented)
    values = list(values)
    based = baselines({value.indicator_id for value in values})
    return [
        IndicatorValue(
            indicator_id=value.indicator_id,
            year=value.year,
            day=value.day,
            sector=value.sector,
            district=value.district,
            group=value.group,
            value=number,
            state=value.state,
            has_break=value.has_break,
            is_baseline=slot_of(value) in based,  # a correction of the baseline stays the baseline
            source=origin.address,
            source_name=origin.source_name,
            licence=origin.licence,
            method_version=origin.method_version,
            note=value.note,
            invented=invented,
            delivery=row,
            entered_by_id=row.delivered_by_id,
            approved_by=actor,
            recorded_at=at,
        )
        for value in values
        if not value.is_left_out and not value.is_known and (number := number_of(value)) is not None
    ]


def _remember(source: DataSource, mapping: dict[str, object]) -> None:
    source.mapping = {name: part for name, part in mapping.items() if name not in OF_THE_FILE}
    source.revision += 1
    source.save(update_fields=["mapping", "revision"])


def _close(row: Delivery, state: DeliveryState, actor: Person | None, at: datetime) -> None:
    row.state, row.content, row.decided_by, row.decided_at = state, None, actor, at
    row.mapping.pop("file", None)
    save_delivery(row, "state", "content", "decided_by", "decided_at", "mapping", "reason")


def _tell(row: Delivery, values: list[DeliveredValue], actor: Person, at: datetime) -> None:
    kept = [value for value in values if not value.is_left_out]
    audit(
        actor,
        "strategy.delivery.approved",
        row,
        town=row.municipality.slug,
        at=at,
        added=sum(not value.is_known and not value.replaces for value in kept),
        revised=sum(not value.is_known and value.replaces for value in kept),
        known=sum(value.is_known for value in kept),
        left_out=len(values) - len(kept),
    )
