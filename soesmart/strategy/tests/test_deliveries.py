"""A table of values, from its arrival to the page of the goal: through the services."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.delivery.layout import Wish
from soesmart.strategy.delivery.mapping import Origin, Use
from soesmart.strategy.models import DataSource, DeliveredValue, Delivery, Indicator, IndicatorValue
from soesmart.strategy.rules import DeliveryState, ValueState
from soesmart.strategy.services.deliveries import (
    approve,
    check,
    confirm_mapping,
    drop_forgotten,
    read_differently,
    reject,
    reopen_mapping,
)
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.delivering import TABLE, confirm, plan_of, send, take
from soesmart.strategy.tests.drafting import ACTOR
from tests.clients import CountQueries, Queries

DAY = timedelta(days=1)


@pytest.mark.usefixtures("power", "cycling")
def test_a_table_goes_its_way_and_nothing_is_stored_before_the_end(
    in_soest: Municipality, bernd: Person, at: datetime
) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    assert check(delivery=delivery.pk, at=at)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.rows_done, delivery.rows_total) == (DeliveryState.FINDINGS, 22, 22)
    assert not IndicatorValue.objects.exists()
    approve(actor=bernd, delivery=delivery.pk, at=at)
    stored = IndicatorValue.objects.get(indicator__key="STROM", year=2020)
    assert stored.value == Decimal("50.02")  # 48000 + 2020 kWh in MWh
    assert (stored.delivery_id, stored.entered_by, stored.approved_by) == (delivery.pk, bernd, bernd)
    assert IndicatorValue.objects.count() == 22
    delivery.refresh_from_db()
    assert delivery.content is None


@pytest.mark.usefixtures("power", "cycling")
def test_the_same_file_again_changes_nothing(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    take(confirm(send(in_soest, bernd, at), bernd, at), bernd, at)
    take(confirm(send(in_soest, bernd, at), bernd, at), bernd, at)
    assert IndicatorValue.objects.count() == 22
    assert DeliveredValue.objects.filter(is_known=True).count() == 22


def test_a_measured_value_is_new_beside_an_example_with_the_same_number(
    in_soest: Municipality, bernd: Person, at: datetime, power: Indicator
) -> None:
    words = {"actor": ACTOR, "indicator": power, "year": 2020, "at": at}
    record_value(value=Decimal("50.02"), invented=True, **words)  # type: ignore[arg-type]
    delivery = take(confirm(send(in_soest, bernd, at), bernd, at), bernd, at + DAY)
    told = DeliveredValue.objects.get(delivery=delivery.pk, indicator=power, year=2020)
    assert (told.is_known, told.replaces, told.state) == (False, False, ValueState.MEASURED)
    assert not IndicatorValue.objects.filter(indicator=power, year=2020).latest("pk").invented


def test_another_value_of_the_same_year_is_a_revised_one(
    in_soest: Municipality, bernd: Person, at: datetime, power: Indicator
) -> None:
    record_value(actor=ACTOR, indicator=power, year=2020, value=Decimal("49"), at=at - DAY)
    record_value(
        actor=ACTOR, indicator=power, year=2021, value=Decimal("49"), state=ValueState.PROVISIONAL, at=at - DAY
    )
    take(confirm(send(in_soest, bernd, at), bernd, at), bernd, at)
    states = dict(IndicatorValue.objects.filter(delivery__isnull=False).values_list("year", "state"))
    assert (states[2019], states[2020], states[2021]) == ("measured", "revised", "measured")
    assert IndicatorValue.objects.filter(indicator=power, year=2020).count() == 2


@pytest.mark.usefixtures("power", "cycling")
def test_the_next_file_of_a_known_table_is_checked_at_once(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    take(confirm(send(in_soest, bernd, at), bernd, at, remember_as="Energiebericht"), bernd, at)
    source = DataSource.objects.get(name="Energiebericht")
    longer = TABLE + "2025;51000;13\n"
    delivery = send(in_soest, bernd, at, longer, source)
    assert delivery.state == DeliveryState.CHECKING
    take(delivery, bernd, at)
    assert IndicatorValue.objects.filter(year=2025).count() == 2


@pytest.mark.usefixtures("power", "cycling")
@pytest.mark.parametrize(
    ("old", "new"), [("(kWh)", "(MWh)"), ("Stromverbrauch", "Gasverbrauch")], ids=["other unit", "other name"]
)
def test_a_known_table_that_looks_different_is_mapped_anew(
    in_soest: Municipality, bernd: Person, at: datetime, old: str, new: str
) -> None:
    take(confirm(send(in_soest, bernd, at), bernd, at, remember_as="Energiebericht"), bernd, at)
    delivery = send(in_soest, bernd, at, TABLE.replace(old, new), DataSource.objects.get())
    assert delivery.state == DeliveryState.MAPPING


def test_a_mapping_to_a_unit_of_another_kind_is_refused(
    in_soest: Municipality, bernd: Person, at: datetime, power: Indicator
) -> None:
    delivery = send(in_soest, bernd, at)
    name = next(name for name in delivery.mapping["uses"] if "Strom" in name)
    with pytest.raises(Refused) as refused:
        confirm_mapping(actor=bernd, delivery=delivery, uses={name: Use(power.key, "kg")}, origin=Origin(), at=at)
    assert refused.value.field == f"unit:{name}"
    assert "MWh" in refused.value.text


def test_two_columns_cannot_be_the_same_indicator(
    in_soest: Municipality, bernd: Person, at: datetime, power: Indicator
) -> None:
    delivery = send(in_soest, bernd, at)
    uses = dict.fromkeys(delivery.mapping["uses"], Use(power.key))
    with pytest.raises(Refused, match="dieselbe Kennzahl"):
        confirm_mapping(actor=bernd, delivery=delivery, uses=uses, origin=Origin(), at=at)
    parted = {name: Use(power.key, sector=name) for name in uses}
    assert confirm_mapping(actor=bernd, delivery=delivery, uses=parted, origin=Origin(), at=at)


@pytest.mark.usefixtures("power")
def test_a_table_with_years_as_columns_is_read_too(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    wide = "Kennzahl;Einheit;2021;2022;2023\nStromverbrauch;kWh;48.200;47.900;47.100\nSchulen;Anzahl;12;12;12\n"
    take(confirm(send(in_soest, bernd, at, wide), bernd, at), bernd, at)
    assert dict(IndicatorValue.objects.values_list("year", "value")) == {
        2021: Decimal("48.2"), 2022: Decimal("47.9"), 2023: Decimal("47.1"),
    }  # fmt: skip


@pytest.mark.usefixtures("power")
def test_a_person_may_read_the_table_differently(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    text = "Jahr;Stromverbrauch (MWh)\n2021;48,2\n2022;47,9\n2023;47,1\n2024;46\n"
    delivery = send(in_soest, bernd, at, text)
    wish = Wish("rows", "A", 4)
    plan = plan_of(delivery)
    again = read_differently(
        actor=bernd, delivery=delivery, sheet=plan.sheet, wish=wish, uses=plan.uses, origin=plan.origin, at=at
    )
    assert again.mapping["file"]["series"][0]["first"] == 2023
    with pytest.raises(Refused) as refused:
        read_differently(
            actor=bernd, delivery=delivery, sheet=plan.sheet, wish=Wish("rows", "B", 2), uses={}, origin=Origin(), at=at
        )
    assert refused.value.field == "year_at"


@pytest.mark.usefixtures("power", "cycling")
def test_two_people_approve_once(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    check(delivery=delivery.pk, at=at)
    approve(actor=bernd, delivery=delivery.pk, at=at)
    again = approve(actor=clara, delivery=delivery.pk, at=at)
    assert again.decided_by == bernd
    assert IndicatorValue.objects.count() == 22
    assert AuditEntry.objects.filter(action="strategy.delivery.approved").count() == 1
    with pytest.raises(Conflict):
        reject(actor=clara, delivery=delivery.pk, reason="doch nicht", at=at)


@pytest.mark.usefixtures("power", "cycling")
def test_who_read_an_older_stand_is_told(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    check(delivery=delivery.pk, at=at)
    with pytest.raises(Conflict, match="jemand anderes"):
        approve(actor=bernd, delivery=delivery.pk, revision=1, at=at)
    assert not IndicatorValue.objects.exists()


@pytest.mark.usefixtures("power", "cycling")
def test_the_check_may_run_twice(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    assert check(delivery=delivery.pk, at=at)
    assert not check(delivery=delivery.pk, at=at)
    assert DeliveredValue.objects.count() == 22


@pytest.mark.usefixtures("power", "cycling")
def test_the_same_file_sent_twice_is_one_delivery(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    assert send(in_soest, bernd, at).pk == send(in_soest, bernd, at).pk


@pytest.mark.usefixtures("power", "cycling")
def test_a_rejected_delivery_leaves_its_log_and_no_values(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    check(delivery=delivery.pk, at=at)
    with pytest.raises(Refused):
        reject(actor=bernd, delivery=delivery.pk, reason=" ", at=at)
    done = reject(actor=bernd, delivery=delivery.pk, reason="falsches Jahr", at=at)
    done.refresh_from_db()
    assert (done.state, done.reason, done.content) == (DeliveryState.REJECTED, "falsches Jahr", None)
    assert DeliveredValue.objects.filter(delivery=done).count() == 22
    assert not IndicatorValue.objects.exists()


@pytest.mark.usefixtures("power", "cycling")
def test_what_nobody_decides_is_dropped_after_90_days(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    old = send(in_soest, bernd, at - 91 * DAY)
    young = send(in_soest, bernd, at - 89 * DAY, TABLE + "2025;50000;12\n")
    assert drop_forgotten(at=at) == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.state, old.content, young.state) == (DeliveryState.REJECTED, None, DeliveryState.MAPPING)


@pytest.mark.usefixtures("power", "cycling")
def test_the_mapping_can_be_opened_again(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    check(delivery=delivery.pk, at=at)
    assert reopen_mapping(actor=bernd, delivery=delivery.pk, at=at).state == DeliveryState.MAPPING
    assert not DeliveredValue.objects.exists()
    delivery.refresh_from_db()
    take(confirm(delivery, bernd, at), bernd, at)
    assert IndicatorValue.objects.count() == 22


@pytest.mark.usefixtures("power")
def test_2000_rows_cost_no_query_of_their_own(
    in_soest: Municipality, bernd: Person, at: datetime, count_queries: CountQueries
) -> None:
    def cost(rows: int) -> tuple[int, int, int]:
        first = date(2019, 1, 1)
        text = "Tag;Stromverbrauch (kWh)\n" + "".join(f"{first + day * DAY};{900 + day % 60}\n" for day in range(rows))
        with count_queries() as received:
            delivery = confirm(send(in_soest, bernd, at, text), bernd, at)
        with count_queries() as checked:
            check(delivery=delivery.pk, at=at)
        with count_queries() as approved:
            approve(actor=bernd, delivery=delivery.pk, at=at)
        return len(received), statements(checked), statements(approved)

    few = cost(30)
    many = cost(2_000)
    assert many[0] == few[0]
    assert many[1] - few[1] <= 4  # two batches, each notes its progress
    assert many[2] <= few[2] + 1
    assert IndicatorValue.objects.count() == 2_000


def statements(queries: Queries) -> int:
    """Queries without the batches in which SQLite takes many rows."""
    return sum(not sql.startswith(("INSERT INTO", 'UPDATE "strategy_deliveredvalue"')) for sql in queries.sql)


@pytest.mark.usefixtures("power", "cycling")
def test_no_town_sees_the_deliveries_of_another(
    in_soest: Municipality, olpe: Municipality, bernd: Person, at: datetime
) -> None:
    delivery = confirm(send(in_soest, bernd, at), bernd, at)
    check(delivery=delivery.pk, at=at)
    with scope(municipality=olpe):
        assert not Delivery.objects.exists()
        assert not DeliveredValue.objects.exists()
        with pytest.raises(Conflict):
            approve(actor=bernd, delivery=delivery.pk, at=at)
    assert not IndicatorValue.objects.exists()
