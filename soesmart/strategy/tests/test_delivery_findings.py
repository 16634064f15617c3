"""What looks wrong in a table is decided by a person before anything of it is stored."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from soesmart.accounts.models import Person
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import DeliveredValue, Delivery, Finding, Indicator, IndicatorValue
from soesmart.strategy.rules import Decision, DeliveryState
from soesmart.strategy.services.deliveries import approve, check, checking, decide, reopen_mapping, undo
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.tests.delivering import ODD, confirm, send
from soesmart.strategy.tests.drafting import ACTOR
from tests.clients import ClientFor, CountQueries


def one(kind: str) -> Finding:
    return Finding.objects.get(kind=kind)


def decided(person: Person, finding: Finding, decision: Decision, at: datetime, **more: Any) -> int:
    return decide(actor=person, delivery=finding.delivery_id, findings=[finding.pk], decision=decision, at=at, **more)


def value_of(year: int) -> DeliveredValue:
    return DeliveredValue.objects.get(year=year)


def test_every_fault_is_a_finding_with_its_row(odd: Delivery) -> None:
    assert odd.open_findings == Finding.objects.count() == 3
    jump = one("jump")
    assert (jump.row, jump.proposed, jump.about) == (6, Decimal("47.05"), value_of(2019))
    assert jump.place["heads"] == ["Jahr", "Stromverbrauch (kWh)"]
    assert [number for number, _ in jump.place["rows"]] == [4, 5, 6, 7, 8]
    assert jump.place["rows"][2][1][jump.place["at"]] == "470500"
    assert one("not_a_number").about == value_of(2022)


def test_what_is_odd_in_a_column_that_is_not_taken_over_is_a_hint(
    in_soest: Municipality, bernd: Person, power: Indicator, at: datetime, client_for: ClientFor
) -> None:
    people = [49_310, 49_280, 49_390, 4_951, 49_450, 49_520]
    rows = [f"{2018 + place};{48_100 - 420 * place + place % 3};{number}" for place, number in enumerate(people)]
    row = send(in_soest, bernd, at, "\n".join(["Jahr;Stromverbrauch (kWh);Einwohner", *rows]))
    confirm(row, bernd, at)
    assert check(delivery=row.pk, at=at)
    row.refresh_from_db()
    assert row.open_findings == 0
    assert [(hint["row"], hint["column"]) for hint in row.mapping["hints"]] == [(5, "Einwohner")]
    page = client_for(bernd).get(f"/verwaltung/strategie/werte/{row.pk}/").content.decode()
    assert "Zeile 5, Einwohner: 2021: 4" in page
    approve(actor=bernd, delivery=row.pk, at=at)


def test_nothing_is_taken_over_while_a_finding_is_open(odd: Delivery, bernd: Person, at: datetime) -> None:
    with pytest.raises(Refused, match="Noch offen: 3 Befunde"):
        approve(actor=bernd, delivery=odd.pk, at=at)
    assert not IndicatorValue.objects.exists()


def test_decided_one_by_one_the_right_values_are_stored(odd: Delivery, bernd: Person, at: datetime) -> None:
    decided(bernd, one("jump"), Decision.CORRECTED, at)
    decided(bernd, one("not_a_number"), Decision.CORRECTED, at, correction=Decimal("45.8"))
    decided(bernd, one("missing_year"), Decision.ACCEPTED, at, reason="Zähler war defekt")
    approve(actor=bernd, delivery=odd.pk, at=at)
    stored = dict(IndicatorValue.objects.values_list("year", "value"))
    assert (stored[2019], stored[2022], stored[2018]) == (Decimal("47.05"), Decimal("45.8"), Decimal("47.2"))
    assert 2020 not in stored
    assert Finding.objects.get(kind="missing_year").reason == "Zähler war defekt"


def test_what_is_left_out_is_not_stored_and_what_stands_is(odd: Delivery, bernd: Person, at: datetime) -> None:
    decided(bernd, one("jump"), Decision.ACCEPTED, at, reason="neues Hallenbad")
    decided(bernd, one("not_a_number"), Decision.REJECTED, at, reason="fehlt")
    decided(bernd, one("missing_year"), Decision.ACCEPTED, at, reason="fehlt")
    approve(actor=bernd, delivery=odd.pk, at=at)
    stored = dict(IndicatorValue.objects.values_list("year", "value"))
    assert stored[2019] == Decimal("470.5")
    assert 2022 not in stored


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.REJECTED])
def test_against_the_advice_a_reason_is_needed(odd: Delivery, bernd: Person, at: datetime, decision: Decision) -> None:
    with pytest.raises(Refused) as refused:
        decided(bernd, one("jump"), decision, at, reason="  ")
    assert refused.value.field == "reason"


def test_a_cell_without_a_number_cannot_stand(odd: Delivery, bernd: Person, at: datetime) -> None:
    with pytest.raises(Refused, match="keine Zahl"):
        decided(bernd, one("not_a_number"), Decision.ACCEPTED, at, reason="doch")
    with pytest.raises(Refused) as refused:
        decided(bernd, one("not_a_number"), Decision.CORRECTED, at)
    assert refused.value.field == "correction"


def test_a_gap_can_only_be_noted(odd: Delivery, bernd: Person, at: datetime) -> None:
    with pytest.raises(Refused):
        decided(bernd, one("missing_year"), Decision.REJECTED, at, reason="weg")
    with pytest.raises(Refused):
        decided(bernd, one("missing_year"), Decision.CORRECTED, at, correction=Decimal(1))


@pytest.mark.parametrize("decision", [Decision.CORRECTED, Decision.REJECTED])
def test_a_decision_is_taken_back_until_the_approval(
    odd: Delivery, bernd: Person, at: datetime, decision: Decision
) -> None:
    decided(bernd, one("jump"), decision, at, reason="Tippfehler")
    assert Delivery.objects.get().open_findings == 2
    undo(actor=bernd, delivery=odd.pk, finding=one("jump").pk, at=at)
    assert Delivery.objects.get().open_findings == 3
    value = value_of(2019)
    assert (value.corrected, value.is_left_out) == (None, False)
    undone = one("jump")
    assert (undone.decision, undone.reason, undone.decided_by) == (Decision.OPEN, "", None)
    with pytest.raises(Conflict):
        undo(actor=bernd, delivery=odd.pk, finding=undone.pk, at=at)


def test_taking_back_leaves_a_cell_without_number_out(odd: Delivery, bernd: Person, at: datetime) -> None:
    finding = one("not_a_number")
    decided(bernd, finding, Decision.CORRECTED, at, correction=Decimal(45))
    assert not value_of(2022).is_left_out
    undo(actor=bernd, delivery=odd.pk, finding=finding.pk, at=at)
    assert value_of(2022).is_left_out


def test_who_decides_second_is_told(odd: Delivery, bernd: Person, clara: Person, at: datetime) -> None:
    finding = one("jump")
    decided(bernd, finding, Decision.CORRECTED, at)
    with pytest.raises(Conflict, match="inzwischen"):
        decided(clara, finding, Decision.REJECTED, at, reason="weg damit")
    finding.refresh_from_db()
    assert (finding.decision, finding.decided_by) == (Decision.CORRECTED, bernd)


def test_several_are_decided_at_once_each_with_its_own_proposal(
    in_soest: Municipality, power: Indicator, bernd: Person, at: datetime
) -> None:
    rows = [f"{year};{4800 - 11 * (year - 2000)}" for year in range(2000, 2025)]
    rows[5], rows[12] = "2005;47450", "2012;46680"
    delivery = confirm(send(in_soest, bernd, at, "Jahr;Stromverbrauch (kWh)\n" + "\n".join(rows)), bernd, at)
    check(delivery=delivery.pk, at=at)
    jumps = list(Finding.objects.filter(kind="jump").values_list("pk", flat=True))
    assert decide(actor=bernd, delivery=delivery.pk, findings=jumps, decision=Decision.CORRECTED, at=at) == 2
    assert (value_of(2005).corrected, value_of(2012).corrected) == (Decimal("4.745"), Decimal("4.668"))


def test_a_whole_column_is_left_out_and_comes_back(
    in_soest: Municipality, power: Indicator, bernd: Person, at: datetime
) -> None:
    text = IndicatorText("GAS", "Gasverbrauch", "MWh")
    add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)
    rows = "".join(f"{year};{48100 - 97 * (year - 2014)};{48100 - 97 * (year - 2014)}\n" for year in range(2014, 2025))
    table = "Jahr;Stromverbrauch (kWh);Gasverbrauch (kWh)\n" + rows
    delivery = confirm(send(in_soest, bernd, at, table), bernd, at)
    check(delivery=delivery.pk, at=at)
    twice = one("duplicate_column")
    decided(bernd, twice, Decision.REJECTED, at, reason="falsch kopiert")
    assert DeliveredValue.objects.filter(is_left_out=True).count() == 11
    assert DeliveredValue.objects.filter(is_left_out=True).values("indicator").distinct().count() == 1
    undo(actor=bernd, delivery=delivery.pk, finding=twice.pk, at=at)
    assert not DeliveredValue.objects.filter(is_left_out=True).exists()


def test_the_mapping_opened_again_forgets_the_decisions(odd: Delivery, bernd: Person, at: datetime) -> None:
    decided(bernd, one("jump"), Decision.CORRECTED, at)
    reopened = reopen_mapping(actor=bernd, delivery=odd.pk, at=at)
    assert (reopened.state, reopened.open_findings) == (DeliveryState.MAPPING, 0)
    assert not Finding.objects.exists()


def test_a_value_of_a_time_to_come_is_not_taken(
    in_soest: Municipality, power: Indicator, bernd: Person, at: datetime
) -> None:
    table = "Jahr;Stromverbrauch (kWh)\n2023;48100\n2024;47900\n2025;47800\n2026;47500\n2027;47100\n"
    delivery = confirm(send(in_soest, bernd, at, table), bernd, at)
    check(delivery=delivery.pk, at=at)
    assert one("out_of_range").row == 6
    assert not DeliveredValue.objects.filter(year=2027).exists()


def test_too_many_findings_send_back_to_the_mapping(
    in_soest: Municipality, power: Indicator, bernd: Person, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "MOST_FINDINGS", 2)
    delivery = confirm(send(in_soest, bernd, at, ODD), bernd, at)
    assert check(delivery=delivery.pk, at=at)
    delivery.refresh_from_db()
    assert (delivery.state, DeliveredValue.objects.count()) == (DeliveryState.FAILED, 0)
    assert "Zuordnung" in delivery.problem
    monkeypatch.undo()
    again = confirm(reopen_mapping(actor=bernd, delivery=delivery.pk, at=at), bernd, at)
    assert check(delivery=again.pk, at=at)
    assert Finding.objects.count() == 3


def test_a_row_that_repeats_the_year_before_is_left_out_as_a_whole(
    in_soest: Municipality, power: Indicator, bernd: Person, at: datetime
) -> None:
    for key, name in (("GAS", "Gasverbrauch"), ("WASSER", "Wasserverbrauch")):
        text = IndicatorText(key, name, "MWh" if key == "GAS" else "m³")
        add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)
    rows = [
        f"{year};{48_137 - 97 * (year - 2010) + year % 7 * 31};{91_321 - 203 * (year - 2010) + year % 5 * 77};"
        f"{12_011 + 41 * (year - 2010) + year % 3 * 19}"
        for year in range(2010, 2024)
    ]
    rows.append("2024;" + rows[-1].partition(";")[2])
    table = "Jahr;Stromverbrauch (kWh);Gasverbrauch (kWh);Wasserverbrauch (m³)\n" + "\n".join(rows)
    delivery = confirm(send(in_soest, bernd, at, table), bernd, at)
    check(delivery=delivery.pk, at=at)
    repeated = one("repeated_year")
    assert repeated.row == 16
    decided(bernd, repeated, Decision.REJECTED, at, reason="noch nicht da")
    assert set(DeliveredValue.objects.filter(is_left_out=True).values_list("year", flat=True)) == {2024}
    assert DeliveredValue.objects.filter(is_left_out=True).count() == 3


def test_a_gap_is_told_also_where_the_first_column_stays_in_the_file(
    in_soest: Municipality, power: Indicator, bernd: Person, at: datetime
) -> None:
    rows = "".join(f"{year};{year % 5};{48_100 - 90 * (year - 2000)}\n" for year in range(2010, 2025) if year != 2017)
    delivery = confirm(
        send(in_soest, bernd, at, "Jahr;Bemerkungen hier (Anzahl);Stromverbrauch (kWh)\n" + rows), bernd, at
    )
    assert [use["indicator"] for use in delivery.mapping["uses"].values()] in (["", "STROM"], ["STROM"])
    check(delivery=delivery.pk, at=at)
    assert one("missing_year").row == 9


def test_a_number_too_large_to_be_stored_is_told(
    in_soest: Municipality, power: Indicator, bernd: Person, at: datetime
) -> None:
    table = "Jahr;Stromverbrauch (TWh)\n2021;4800000\n2022;4790000\n2023;4780000\n2024;4770000\n"
    delivery = confirm(send(in_soest, bernd, at, table), bernd, at)
    check(delivery=delivery.pk, at=at)
    assert Finding.objects.filter(message__contains="zu groß").count() == 4


def test_a_decision_costs_few_queries(odd: Delivery, bernd: Person, at: datetime, count_queries: CountQueries) -> None:
    jump = one("jump")
    with count_queries() as queries:
        decided(bernd, jump, Decision.CORRECTED, at)
    assert len(queries) <= 10, queries
    with count_queries() as queries:
        undo(actor=bernd, delivery=odd.pk, finding=jump.pk, at=at)
    assert len(queries) <= 10, queries
