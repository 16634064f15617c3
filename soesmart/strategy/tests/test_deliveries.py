"""A table of values, from its arrival to the page of the goal: through the services."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.delivery_mapping import Plan
from soesmart.strategy.models import DataSource, Delivery, Indicator, IndicatorValue
from soesmart.strategy.rules import DeliveryState, SourceKind
from soesmart.strategy.services.deliveries import (
    approve,
    check,
    confirm_mapping,
    receive,
)
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.tests.drafting import ACTOR

TABLE = "Jahr;Stromverbrauch (kWh);Radverkehrsanteil (%)\n" + "".join(
    f"{year};{48_000 + 700 * (year % 5) + year};{10 + (year % 7) / 2}\n".replace(".", ",") for year in range(2014, 2025)
)


@pytest.fixture
def power(in_soest: Municipality, at: datetime) -> Indicator:
    text = IndicatorText("STROM", "Stromverbrauch", "MWh")
    return add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)


@pytest.fixture
def cycling(in_soest: Municipality, at: datetime) -> Indicator:
    text = IndicatorText("RAD", "Radverkehrsanteil", "%", decimals=1)
    return add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)


def send(
    town: Municipality, person: Person, at: datetime, text: str = TABLE, source: DataSource | None = None
) -> Delivery:
    return receive(
        actor=person, municipality=town, name="werte.csv", kind=SourceKind.UPLOAD, content=text.encode(), at=at,
        source=source, delivered_by=person,
    )  # fmt: skip


def confirm(delivery: Delivery, person: Person, at: datetime, **more: Any) -> Delivery:
    plan = Plan.from_dict(delivery.mapping)
    assert plan is not None
    return confirm_mapping(actor=person, delivery=delivery, uses=plan.uses, origin=plan.origin, at=at, **more)


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
