"""Two who work at the same delivery at once, and decisions that overlap, lose nothing and let nothing slip in."""

from datetime import datetime
from typing import Any

import pytest

from soesmart.accounts.models import Person
from soesmart.core.models import AuditEntry
from soesmart.region.models import Municipality
from soesmart.strategy.models import DeliveredValue, Delivery, Finding, Indicator
from soesmart.strategy.rules import Decision, DeliveryState
from soesmart.strategy.services.deliveries import check, checking, confirm_mapping, decide, undo
from soesmart.strategy.tests.delivering import confirm, plan_of, send


def test_a_check_that_was_overtaken_deletes_nothing(
    in_soest: Municipality, bernd: Person, power: Indicator, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    read = checking.opened

    def slow(*given: Any) -> Any:
        """While the file is read, another worker finishes."""
        found = read(*given)
        monkeypatch.setattr(checking, "opened", read)
        assert check(delivery=delivery.pk, at=at)
        return found

    monkeypatch.setattr(checking, "opened", slow)
    assert not check(delivery=delivery.pk, at=at)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FINDINGS
    assert DeliveredValue.objects.filter(delivery=delivery).count() == delivery.rows_total > 0
    assert Finding.objects.filter(delivery=delivery).count() == delivery.open_findings


def wide(delivery: Delivery, **scope: Any) -> Finding:
    """A finding about more than a cell."""
    made: Finding = Finding.objects.create(
        delivery=delivery, kind="repeated_column", message="…", place={"scope": scope}
    )
    delivery.open_findings += 1
    delivery.save(update_fields=["open_findings"])
    return made


def test_what_two_decisions_leave_out_stays_out_when_one_is_taken_back(
    odd: Delivery, bernd: Person, power: Indicator, at: datetime
) -> None:
    series, row = wide(odd, indicator_id=power.pk), wide(odd, row=2)
    for one in (series, row):
        decide(actor=bernd, delivery=odd.pk, findings=[one.pk], decision=Decision.REJECTED, reason="doppelt", at=at)
    undo(actor=bernd, delivery=odd.pk, finding=row.pk, at=at)
    assert not DeliveredValue.objects.filter(delivery=odd, is_left_out=False).exists()


def test_taking_back_what_was_only_noted_brings_nothing_back(
    odd: Delivery, bernd: Person, power: Indicator, at: datetime
) -> None:
    series, row = wide(odd, indicator_id=power.pk), wide(odd, row=2)
    decide(actor=bernd, delivery=odd.pk, findings=[row.pk], decision=Decision.REJECTED, reason="doppelt", at=at)
    decide(actor=bernd, delivery=odd.pk, findings=[series.pk], decision=Decision.ACCEPTED, reason="stimmt", at=at)
    undo(actor=bernd, delivery=odd.pk, finding=series.pk, at=at)
    assert DeliveredValue.objects.get(delivery=odd, row=2).is_left_out


def test_taking_back_a_decision_about_a_cell_leaves_out_what_its_column_leaves_out(
    odd: Delivery, bernd: Person, power: Indicator, at: datetime
) -> None:
    series, cell = wide(odd, indicator_id=power.pk), Finding.objects.get(kind="jump")
    decide(actor=bernd, delivery=odd.pk, findings=[series.pk], decision=Decision.REJECTED, reason="doppelt", at=at)
    decide(actor=bernd, delivery=odd.pk, findings=[cell.pk], decision=Decision.CORRECTED, at=at)
    undo(actor=bernd, delivery=odd.pk, finding=cell.pk, at=at)
    assert cell.about is not None
    cell.about.refresh_from_db()
    assert cell.about.is_left_out


def test_a_source_that_a_mapping_makes_stands_in_the_audit_log(
    in_soest: Municipality, bernd: Person, power: Indicator, at: datetime
) -> None:
    delivery = send(in_soest, bernd, at)
    plan = plan_of(delivery)
    confirm_mapping(
        actor=bernd, delivery=delivery, uses=plan.uses, origin=plan.origin, at=at, remember_as="Strom der Stadt"
    )
    delivery.refresh_from_db()
    added = AuditEntry.objects.get(action="strategy.source.added")
    assert delivery.source is not None
    assert added.target.endswith(f":{delivery.source.pk}")
