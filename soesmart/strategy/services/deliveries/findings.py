"""What a person decides about a finding: the value stands, it is corrected, or it is left out. Until the approval it
can be taken back."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.queries.deliveries import stored_values
from soesmart.strategy.rules import Decision, DeliveryState
from soesmart.strategy.services import checks
from soesmart.strategy.services.deliveries.locking import lock_delivery, save_delivery
from soesmart.strategy.services.deliveries.settling import COLUMNS, settle

# A gap cannot be filled or left out: it can only be noted.
ONLY_NOTED = frozenset({"missing_year"})


@transaction.atomic
def decide(
    *,
    actor: Person,
    delivery: UUID,
    findings: Collection[int],
    decision: Decision,
    at: datetime,
    reason: str = "",
    correction: Decimal | None = None,
) -> int:
    """Decide open findings; returns how many were. What another person decided meanwhile stays as it is.

    correction: in the unit of the indicator; without it each finding's own proposal is taken. All findings about the
    same value are decided with it. Reasons are required where a value stands or goes against the advice.
    """
    row = lock_delivery(delivery, [DeliveryState.FINDINGS])
    told = checks.line(reason, name="Der Grund", field="reason", longest=500, required=decision != Decision.CORRECTED)
    rows = Finding.objects.filter(delivery=row, pk__in=list(findings), decision=Decision.OPEN)
    chosen = list(rows.select_related("about"))
    if not chosen:
        raise Conflict("strategy.finding.decided", "Darüber hat inzwischen jemand anderes entschieden.")
    for finding in chosen:
        _require(finding, decision, correction)
    number = _write(row, chosen, decision, correction, told, actor, at)
    row.open_findings = Finding.objects.filter(delivery=row, decision=Decision.OPEN).count()
    save_delivery(row, "open_findings")
    facts = {"decision": Decision(decision).value, "findings": number}
    audit(actor, "strategy.delivery.decided", row, town=row.municipality.slug, at=at, **facts)
    return number


@transaction.atomic
def undo(*, actor: Person, delivery: UUID, finding: int, at: datetime) -> int:
    """Open a finding again, with all that were decided with it; returns how many."""
    row = lock_delivery(delivery, [DeliveryState.FINDINGS])
    one = Finding.objects.filter(delivery=row, pk=finding).exclude(decision=Decision.OPEN).first()
    if one is None:
        raise Conflict("strategy.finding.open", "Dieser Befund ist schon wieder offen.")
    same = (
        Finding.objects.filter(delivery=row, about=one.about_id) if one.about_id else Finding.objects.filter(pk=one.pk)
    )
    values = values_of(one)
    number: int = same.update(decision=Decision.OPEN, correction=None, reason="", decided_by=None, decided_at=None)
    gone = Finding.objects.filter(delivery=row, decision=Decision.REJECTED, about__isnull=False).values("about")
    values.exclude(pk__in=gone).update(is_left_out=False)
    values.filter(value=None).update(is_left_out=True)
    if one.about_id:
        values.update(corrected=None)
        rows = list(values)
        changed = settle(rows, stored_values({value.indicator_id for value in rows}))
        DeliveredValue.objects.bulk_update(changed, COLUMNS)
    row.open_findings += number
    save_delivery(row, "open_findings")
    audit(actor, "strategy.delivery.undone", row, town=row.municipality.slug, at=at, findings=number)
    return number


def values_of(finding: Finding) -> "QuerySet[DeliveredValue]":
    """The delivered values that the finding is about: one cell, a row, or a whole series."""
    rows = DeliveredValue.objects.filter(delivery=finding.delivery_id)
    if finding.about_id:
        return rows.filter(pk=finding.about_id)
    scope = finding.place.get("scope")
    return rows.filter(**scope) if scope and finding.kind not in ONLY_NOTED else rows.none()


def _require(finding: Finding, decision: Decision, correction: Decimal | None) -> None:
    """Refused for a decision that this finding does not allow."""
    if decision == Decision.CORRECTED:
        if finding.about_id is None:
            raise Refused(
                "strategy.finding.wide",
                "Das betrifft mehr als eine Zelle. Bitte bestätigen oder weglassen.",
                "correction",
            )
        wanted = correction if correction is not None else finding.proposed
        if wanted is None:
            raise Refused("strategy.finding.number", "Bitte den richtigen Wert eintragen.", "correction")
        checks.amount(wanted, field="correction")
    if decision == Decision.ACCEPTED and finding.about is not None and finding.about.value is None:
        raise Refused("strategy.finding.no_number", "Hier steht keine Zahl. Bitte eine eintragen oder weglassen.")
    if decision == Decision.REJECTED and finding.kind in ONLY_NOTED:
        raise Refused("strategy.finding.gap", "Eine Lücke lässt sich nur bestätigen: Es gibt nichts wegzulassen.")
    if decision == Decision.OPEN:
        raise ValueError("a decision is not open")


def _write(
    row: Delivery,
    chosen: list[Finding],
    decision: Decision,
    correction: Decimal | None,
    reason: str,
    actor: Person,
    at: datetime,
) -> int:
    cells = [finding.about_id for finding in chosen if finding.about_id]
    alike = Q(pk__in=[finding.pk for finding in chosen]) | Q(about__in=cells)
    rows = Finding.objects.filter(alike, delivery=row, decision=Decision.OPEN)
    values = DeliveredValue.objects.filter(delivery=row, pk__in=cells)
    words = {"decision": decision, "reason": reason, "decided_by": actor, "decided_at": at}
    if decision == Decision.CORRECTED:
        _correct(chosen, values, correction)
        by_value = {finding.about_id: finding for finding in chosen}
        decided = list(rows)
        for finding in decided:
            own = by_value[finding.about_id]
            finding.correction = correction if correction is not None else own.proposed
            for name, word in words.items():
                setattr(finding, name, word)
        return Finding.objects.bulk_update(decided, ["correction", *words], batch_size=500)
    number: int = rows.update(**words)
    if decision == Decision.REJECTED:
        values.update(is_left_out=True)
        for finding in chosen:
            if finding.about_id is None:
                values_of(finding).update(is_left_out=True)
    return number


def _correct(chosen: list[Finding], values: "QuerySet[DeliveredValue]", correction: Decimal | None) -> None:
    wanted = {finding.about_id: finding.proposed if correction is None else correction for finding in chosen}
    rows = list(values)
    for value in rows:
        value.corrected, value.is_left_out = wanted[value.pk], False
    settle(rows, stored_values({value.indicator_id for value in rows}))
    DeliveredValue.objects.bulk_update(rows, ["corrected", *COLUMNS], batch_size=200)
