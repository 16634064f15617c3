"""The check of a delivery: every cell read, compared with what is stored, and looked at by the data doctor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.refusals import Refused
from soesmart.methods.data_doctor import examine
from soesmart.strategy.delivery.file import Opened
from soesmart.strategy.delivery.mapping import Plan
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.queries.deliveries import measured, population, stored_values
from soesmart.strategy.rules import DeliveryState
from soesmart.strategy.services.deliveries.cells import Knowledge, delivered_values, own_findings
from soesmart.strategy.services.deliveries.mapping import opened
from soesmart.strategy.services.deliveries.places import Context, findings_of, hints_of

BATCH = 1_000
MOST_FINDINGS = 2_000


@dataclass
class _Run:
    """One run of the check. It stops as soon as another run, or a person, moved the delivery on."""

    pk: UUID
    revision: int
    done: int = 0

    def moves(self, done: int, **columns: object) -> bool:
        """Note the progress; False when the delivery is no longer this run's."""
        rows = Delivery.objects.filter(
            pk=self.pk, revision=self.revision, state=DeliveryState.CHECKING, rows_done=self.done
        )
        moved = bool(rows.update(rows_done=done, **columns))
        self.done = done
        return moved


def check(*, delivery: UUID, at: datetime) -> bool:
    """Read and examine a delivery whose mapping is confirmed; False when there was nothing to do (any more).

    May run twice at once or again after a crash: one run wins, and all would write the same.
    """
    row = Delivery.objects.select_related("municipality").filter(pk=delivery, state=DeliveryState.CHECKING).first()
    plan = Plan.from_dict(row.mapping) if row else None
    if row is None or plan is None:
        return False
    try:
        return _check(row, plan, opened(row, plan.sheet, plan.layout), at)
    except Refused as refusal:
        return fail(delivery=row, problem=refusal.text, at=at)


def _check(row: Delivery, plan: Plan, found: Opened, at: datetime) -> bool:
    knowledge, today = know(plan), at.astimezone(BERLIN).date()
    values = list(delivered_values(row, found, plan, knowledge, today))
    run = _begin(row, len(values))
    if run is None:
        return False
    for batch in _batches(values):
        with transaction.atomic():
            if not run.moves(run.done + len(batch)):
                return False
            DeliveredValue.objects.bulk_create(batch)
    used = knowledge.of_series(found.series, plan)
    noticed = [
        *own_findings(found, plan, knowledge, today),
        *examine([one for _, one in found.series], known=used),
    ]
    context = Context(row, found, plan, knowledge)
    findings, row.mapping["hints"] = findings_of(context, values, noticed), hints_of(context, noticed)
    if len(findings) > MOST_FINDINGS:
        raise Refused("strategy.delivery.many_findings", _too_many(len(findings)))
    return _finish(row, run, findings, at)


def know(plan: Plan) -> Knowledge:
    """What the town knows of the indicators of a mapping. Two queries."""
    indicators = measured()
    used = {use.indicator for use in plan.uses.values()}
    people = [one for one in indicators if one.unit.casefold().startswith("einwohner")]
    stored = stored_values({one.pk for one in indicators if one.key in used} | {one.pk for one in people})
    return Knowledge({one.key: one for one in indicators}, stored, population(stored, people))


@transaction.atomic
def _begin(row: Delivery, total: int) -> _Run | None:
    """Forget what a run before this one left; None when the delivery has moved on while the file was read.

    rows_done is set back, so that a run which still writes stops.
    """
    same = Delivery.objects.filter(pk=row.pk, revision=row.revision, state=DeliveryState.CHECKING)
    if not same.update(rows_done=0, rows_total=total):
        return None
    Finding.objects.filter(delivery=row).delete()
    DeliveredValue.objects.filter(delivery=row).delete()
    return _Run(row.pk, row.revision)


@transaction.atomic
def _finish(row: Delivery, run: _Run, findings: Sequence[Finding], at: datetime) -> bool:
    columns = {"open_findings": len(findings), "mapping": row.mapping, "revision": run.revision + 1}
    if not run.moves(run.done, state=DeliveryState.FINDINGS, **columns):
        return False
    Finding.objects.bulk_create(findings, batch_size=BATCH)
    facts = {"values": run.done, "findings": len(findings)}
    audit("system:strategy", "strategy.delivery.checked", row, town=row.municipality.slug, at=at, **facts)
    return True


@transaction.atomic
def fail(*, delivery: Delivery, problem: str, at: datetime) -> bool:
    """The file cannot be used; why, in words. Nothing of it is kept but the file, so that it can be mapped anew."""
    rows = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.CHECKING, revision=delivery.revision)
    if not rows.update(state=DeliveryState.FAILED, problem=problem[:500], revision=delivery.revision + 1):
        return False
    DeliveredValue.objects.filter(delivery=delivery).delete()
    audit("system:strategy", "strategy.delivery.failed", delivery, town=delivery.municipality.slug, at=at)
    return True


def _batches(values: list[DeliveredValue]) -> Iterator[list[DeliveredValue]]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


def _too_many(number: int) -> str:
    return (
        f"An dieser Tabelle fallen {number} Stellen auf. Vermutlich stimmt die Zuordnung nicht, etwa die Einheit oder "
        "die Schreibweise der Zahlen. Bitte die Zuordnung prüfen."
    )
