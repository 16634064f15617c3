"""Tables that are handed in, and the steps of their way, for tests of deliveries."""

from datetime import datetime
from typing import Any

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.delivery.mapping import Plan
from soesmart.strategy.models import DataSource, Delivery
from soesmart.strategy.rules import SourceKind
from soesmart.strategy.services.deliveries import approve, check, confirm_mapping, receive

TABLE = "Jahr;Stromverbrauch (kWh);Radverkehrsanteil (%)\n" + "".join(
    f"{year};{48_000 + 700 * (year % 5) + year};{10 + (year % 7) / 2}\n".replace(".", ",") for year in range(2014, 2025)
)
# 2019 is ten times too large, 2022 is no number, 2020 is missing; after it stands a year twice.
ODD = (
    "Jahr;Stromverbrauch (kWh)\n2015;48100\n2016;47900\n2017;47350\n2018;47200\n2019;470500\n2021;46100\n"
    "2022;zwölf\n2023;45200\n2024;44700\n"
)


def send(
    town: Municipality, person: Person, at: datetime, text: str = TABLE, source: DataSource | None = None
) -> Delivery:
    return receive(
        actor=person, municipality=town, name="werte.csv", kind=SourceKind.UPLOAD, content=text.encode(), at=at,
        source=source, delivered_by=person,
    )  # fmt: skip


def plan_of(delivery: Delivery) -> Plan:
    plan = Plan.from_dict(delivery.mapping)
    assert plan is not None
    return plan


def confirm(delivery: Delivery, person: Person, at: datetime, **more: Any) -> Delivery:
    plan = plan_of(delivery)
    return confirm_mapping(actor=person, delivery=delivery, uses=plan.uses, origin=plan.origin, at=at, **more)


def take(delivery: Delivery, person: Person, at: datetime) -> Delivery:
    """Checked without findings, and approved."""
    assert check(delivery=delivery.pk, at=at)
    return approve(actor=person, delivery=delivery.pk, at=at)
