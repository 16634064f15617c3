"""What a person decides about a finding: the value stands, it is corrected, or it is left out.

Until the approval each decision can be taken back. One decision holds for all findings about the same value.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
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
BATCH = 200


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

    correction: in the unit of the indicator; without it each finding's own proposal is taken. A reason is required
    where a value stands or is left out.
    """
    row = lock_delivery(delivery, [DeliveryState.FINDINGS])
    told = checks.line(reason, name="Der Grund", field="reason", longest=500, required=decision != Decision.CORRECTED)
    of_delivery = Finding.objects.filter(delivery=row, decision=Decision.OPEN)
    chosen = list(of_delivery.filter(pk__in=list(findings)).select_related("about"))
    if not chosen:
        raise Conflict("strategy.finding.decided", "Darüber hat inzwischen jemand anderes entschieden.")
    for finding in chosen:
        _require(finding, decision, correction)
    alike = Q(pk__in=[finding.pk for finding in chosen]) | Q(about__in=[one.about_id for one in chosen if one.about_id])
    words = {"decision": decision, "reason": told, "decided_by": actor, "decided_at": at}
    if decision == Decision.CORRECTED:
        number = _correct(row, chosen, of_delivery.filter(alike), correction, words)
    else:
        number = of_delivery.filter(alike).update(**words)
    if decision == Decision.REJECTED:
        _leave_out(chosen)
    row.open_findings -= number
    save_delivery(row, "open_findings")
    facts = {"decision": Decision(decision).value, "findings": number}
    audit(actor, "strategy.delivery.decided", row, town=row.municipality.slug, at=at, **facts)
    return number


@transaction.atomic
def undo(*, actor: Person, delivery: UUID, finding: int, at: datetime) -> int:
    """Open a finding again, with all that were decided with it; returns how many."""
    row = lock_delivery(delivery, [DeliveryState.FINDINGS])
    decided = Finding.objects.filter(delivery=row).exclude(decision=Decision.OPEN)
    one = decided.filter(pk=finding).select_related("about").first()
    if one is None:
        raise Conflict("strategy.finding.open", "Dieser Befund ist schon wieder offen.")
    same = decided.filter(about=one.about_id) if one.about_id else decided.filter(pk=one.pk)
    number = same.update(decision=Decision.OPEN, correction=None, reason="", decided_by=None, decided_at=None)
    if one.about:
        one.about.corrected = None
        one.about.is_left_out = one.about.value is None or _is_covered(one.about, _scopes_left_out(row))
        _settle([one.about])
    elif one.decision == Decision.REJECTED:
        _bring_back(one, _scopes_left_out(row))
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


def _correct(
    row: Delivery,
    chosen: Sequence[Finding],
    alike: "QuerySet[Finding]",
    correction: Decimal | None,
    words: dict[str, object],
) -> int:
    """Correct the values, and note it on all findings about them; returns on how many."""
    wanted: dict[int | None, Decimal | None] = {}
    scopes = _scopes_left_out(row)
    for finding in chosen:
        assert finding.about is not None  # _require
        wanted[finding.about_id] = finding.proposed if correction is None else correction
        finding.about.corrected = wanted[finding.about_id]
        finding.about.is_left_out = _is_covered(finding.about, scopes)
    _settle([finding.about for finding in chosen if finding.about])
    if len(set(wanted.values())) == 1:
        return alike.update(correction=next(iter(wanted.values())), **words)
    rows = list(alike)
    for one in rows:
        one.correction = wanted[one.about_id]
        for name, word in words.items():
            setattr(one, name, word)
    return Finding.objects.bulk_update(rows, ["correction", *words], batch_size=BATCH)


def _leave_out(chosen: Sequence[Finding]) -> None:
    cells = [finding.about_id for finding in chosen if finding.about_id]
    if cells:
        DeliveredValue.objects.filter(delivery=chosen[0].delivery_id, pk__in=cells).update(is_left_out=True)
    for finding in chosen:
        if finding.about_id is None:
            values_of(finding).update(is_left_out=True)


Scopes = dict[tuple[str, ...], set[tuple[object, ...]]]


def _scopes_left_out(row: Delivery) -> Scopes:
    """Rows, years and series that are left out as decided now, which wins over corrections of single cells."""
    found: Scopes = defaultdict(set)
    wide = Finding.objects.filter(delivery=row, decision=Decision.REJECTED, about=None)
    for place in wide.values_list("place", flat=True):
        if scope := place.get("scope"):
            found[tuple(scope)].add(tuple(scope.values()))
    return found


def _is_covered(value: DeliveredValue, scopes: Scopes) -> bool:
    return any(tuple(getattr(value, name) for name in names) in told for names, told in scopes.items())


def _bring_back(one: Finding, scopes: Scopes) -> None:
    """Take over again what this finding left out, but for values that another decision leaves out."""
    gone = Finding.objects.filter(delivery=one.delivery_id, decision=Decision.REJECTED, about__isnull=False)
    is_number = Q(value__isnull=False) | Q(corrected__isnull=False)
    values = values_of(one).filter(is_number, is_left_out=True).exclude(pk__in=gone.values("about"))
    back = [value for value in values if not _is_covered(value, scopes)]
    for value in back:
        value.is_left_out = False
    DeliveredValue.objects.bulk_update(back, ["is_left_out"], batch_size=BATCH)


def _settle(values: list[DeliveredValue]) -> None:
    """Compare corrected values with what is stored, and store what becomes of them."""
    settle(values, stored_values({value.indicator_id for value in values}))
    DeliveredValue.objects.bulk_update(values, ["corrected", *COLUMNS], batch_size=BATCH)
