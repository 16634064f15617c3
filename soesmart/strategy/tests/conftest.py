"""Soest with a strategy, with indicators and deliveries of them, a guest who reads, a server that answers."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import Delivery, Indicator, Strategy
from soesmart.strategy.services.deliveries import check
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.tests.data_servers import DataServer, data_server
from soesmart.strategy.tests.deciding import emissions
from soesmart.strategy.tests.delivering import ODD, confirm, send
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.reading import make_published
from tests.clients import ClientFor


@pytest.fixture
def guest(client_for: ClientFor) -> Client:
    return client_for()


@pytest.fixture
def strategy(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Strategy:
    return make_published(in_soest, bernd, clara, at)


@pytest.fixture
def co2(strategy: Strategy, at: datetime) -> Indicator:
    return emissions(strategy, at)


@pytest.fixture
def power(in_soest: Municipality, at: datetime) -> Indicator:
    text = IndicatorText("STROM", "Stromverbrauch", "MWh")
    return add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)


@pytest.fixture
def cycling(in_soest: Municipality, at: datetime) -> Indicator:
    text = IndicatorText("RAD", "Radverkehrsanteil", "%", decimals=1)
    return add_indicator(actor=ACTOR, municipality=in_soest, text=text, at=at)


@pytest.fixture
def odd(in_soest: Municipality, bernd: Person, power: Indicator, at: datetime) -> Delivery:
    """A checked delivery with a jump, a cell without a number and a gap."""
    delivery = confirm(send(in_soest, bernd, at, ODD), bernd, at)
    check(delivery=delivery.pk, at=at)
    delivery.refresh_from_db()
    return delivery


@pytest.fixture
def there() -> Iterator[DataServer]:
    """Another computer, to be told what it answers."""
    with data_server() as server:
        yield server
