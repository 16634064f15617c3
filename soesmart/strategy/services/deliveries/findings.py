"""What a person decides about a finding: the value stands, it is corrected, or it is left out.

Until the approval each decision can be taken back. One decision holds for all findings about the same value. A
corrected value is looked at again, and what is odd about it is decided like the rest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.strategy.delivery.fate import Slot, Stored
from soesmart.strategy.models import DeliveredValue, Delivery, Finding
from soesmart.strategy.queries.deliveries import number_of, stored_values
from soesmart.strategy.rules import Decision, DeliveryState
from soesmart.strategy.services import checks
from soesmart.strategy.services.deliveries.again import AGAIN, look_again
from soesmart.strategy.services.deliveries.locking import lock_delivery, save_delivery
from soesmart.strategy.services.deliveries.settling import COLUMNS, settle

# A gap cannot be filled or left out: it can only be noted.
ONLY_NOTED = frozenset({"missing_year"})
BATCH = 200
WIDE = Q(decision=Decision.REJECTED, about=None)
Scopes = dict[tuple[str, ...], set[tuple[object, ...]]]


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
    wanted = Q(decision=Decision.OPEN, pk__in=list(findings)) | WIDE
    known = list(Finding.objects.filter(wanted, delivery=row).select_related("about"))
    chosen = [finding for finding in known if finding.decision == Decision.OPEN]
    if not chosen:
        raise Conflict("strategy.finding.decided", "Darüber hat inzwischen jemand anderes entschieden.")
    for finding in chosen:
        _require(finding, decision, correction)
    alike = Q(pk__in=[finding.pk for finding in chosen]) | Q(about__in=[one.about_id for one in chosen if one.about_id])
    words = {"decision": decision, "reason": told, "decided_by": actor, "decided_at": at}
    more: list[Finding] = []
    if decision == Decision.CORRECTED:
        number, more = _correct(row, chosen, of_delivery.filter(alike), correction, words, _scopes(known))
        Finding.objects.bulk_create(more, batch_size=BATCH)
    else:
        number = of_delivery.filter(alike).update(**words)
    if decision == Decision.REJECTED:
        _leave_out(chosen)
    row.open_findings += len(more) - number
    save_delivery(row, "open_findings")
    facts = {"decision": Decision(decision).value, "findings": number}
    audit(actor, "strategy.delivery.decided", row, town=row.municipality.slug, at=at, **facts)
    return number


@transaction.atomic
def undo(*, actor: Person, delivery: UUID, finding: int, at: datetime) -> int:
    """Open a finding again, with all about the same value; returns how many. What was odd about its correction goes."""
    row = lock_delivery(delivery, [DeliveryState.FINDINGS])
    wanted = Q(pk=finding) | WIDE | Q(place__has_key=AGAIN)
    known = list(Finding.objects.filter(wanted, delivery=row).select_related("about"))
    one = next((other for other in known if other.pk == finding and other.decision != Decision.OPEN), None)
    if one is None:
        raise Conflict("strategy.finding.open", "Dieser Befund ist schon wieder offen.")
    gone = _forget_doubts(other for other in known if one.about_id and other.about_id == one.about_id)
    decided = Finding.objects.filter(delivery=row).exclude(decision=Decision.OPEN)
    same = decided.filter(about=one.about_id) if one.about_id else decided.filter(pk=one.pk)
    number = same.update(decision=Decision.OPEN, correction=None, reason="", decided_by=None, decided_at=None)
    scopes = _scopes(other for other in known if other.pk != one.pk)
    if one.about:
        one.about.corrected = None
        one.about.is_left_out = one.about.value is None or _is_covered(one.about, scopes)
        _settle([one.about])
    elif one.decision == Decision.REJECTED:
        _bring_back(one, scopes)
    row.open_findings += number - gone
    save_delivery(row, "open_findings")
    audit(actor, "strategy.delivery.undone", row, town=row.municipality.slug, at=at, findings=number)
    return number


def _forget_doubts(findings: Iterable[Finding]) -> int:
    """Drop those about a correction that is taken back; returns how many of them were open."""
    doubts = [finding for finding in findings if AGAIN in finding.place]
    if doubts:
        Finding.objects.filter(pk__in=[finding.pk for finding in doubts]).delete()
    return sum(finding.decision == Decision.OPEN for finding in doubts)


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
    if decision == Decision.ACCEPTED and finding.about is not None and number_of(finding.about) is None:
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
    scopes: Scopes,
) -> tuple[int, list[Finding]]:
    """Correct the values, and note it on all findings about them; returns on how many, and what is odd about them."""
    wanted: dict[int | None, Decimal | None] = {}
    for finding in chosen:
        assert finding.about is not None  # _require
        wanted[finding.about_id] = finding.proposed if correction is None else correction
        finding.about.corrected = wanted[finding.about_id]
        finding.about.is_left_out = _is_covered(finding.about, scopes)
    values = [finding.about for finding in chosen if finding.about]
    more = look_again(row, values, _settle(values))
    if len(set(wanted.values())) == 1:
        return alike.update(correction=next(iter(wanted.values())), **words), more
    rows = list(alike)
    for one in rows:
        one.correction = wanted[one.about_id]
        for name, word in words.items():
            setattr(one, name, word)
    return Finding.objects.bulk_update(rows, ["correction", *words], batch_size=BATCH), more


def _leave_out(chosen: Sequence[Finding]) -> None:
    cells = [finding.about_id for finding in chosen if finding.about_id]
    if cells:
        DeliveredValue.objects.filter(delivery=chosen[0].delivery_id, pk__in=cells).update(is_left_out=True)
    for finding in chosen:
        if finding.about_id is None:
            values_of(finding).update(is_left_out=True)


def _scopes(findings: Iterable[Finding]) -> Scopes:
    """Rows, years and series that are left out as decided now, which wins over corrections of single cells."""
    found: Scopes = defaultdict(set)
    for finding in findings:
        is_wide = finding.decision == Decision.REJECTED and finding.about_id is None
        if is_wide and (scope := finding.place.get("scope")):
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


def _settle(values: list[DeliveredValue]) -> dict[Slot, Stored]:
    """Compare corrected values with what is stored, which is returned, and store what becomes of them."""
    stored = stored_values({value.indicator_id for value in values})
    settle(values, stored)
    DeliveredValue.objects.bulk_update(values, ["corrected", *COLUMNS], batch_size=BATCH)
    return stored
