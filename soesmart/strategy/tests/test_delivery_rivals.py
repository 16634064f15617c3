"""Before somebody approves a value she sees its number and note, and the others for the same time."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import Delivery, Indicator
from soesmart.strategy.queries.rivals import rivals
from soesmart.strategy.services.deliveries import approve, check, receive_typed, reject
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.delivering import confirm, send
from soesmart.strategy.tests.drafting import ACTOR
from tests.clients import ClientFor, CountQueries

pytestmark = pytest.mark.usefixtures("noon")

VALUES = "/verwaltung/strategie/werte/"
HOUR = timedelta(hours=1)


def type_in(power: Indicator, person: Person, at: datetime, value: str, year: int = 2025, note: str = "") -> Delivery:
    return receive_typed(
        actor=person, indicator=power, year=year, day=None, value=Decimal(value), at=at, person=person, note=note
    )


def test_the_list_and_the_page_show_number_note_and_rivals(
    power: Indicator, amira: Person, bernd: Person, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    first = type_in(power, amira, at - 3 * HOUR, "50.5", note="Zähler getauscht")
    second = type_in(power, amira, at - 2 * HOUR, "51.5")
    type_in(power, amira, at - 2 * HOUR, "70", year=2024)
    client = client_for(bernd)
    listed = client.get(VALUES).content.decode()
    assert all(number in listed for number in ("50,5", "51,5", "70"))
    with count_queries() as queries:
        page = client.get(f"{VALUES}{first.pk}/").content.decode()
    assert len(queries) <= 12
    assert "<strong>2025: 50,5" in page
    assert ": Zähler getauscht" in page
    assert "wartet noch ein anderer Wert" in page
    assert f'href="{VALUES}{second.pk}/">51,5' in page
    assert "70" not in "".join(line for line in page.splitlines() if "wartet" in line)
    approve(actor=bernd, delivery=second.pk, at=at - HOUR)
    page = client.get(f"{VALUES}{first.pk}/").content.decode()
    assert "Inzwischen zählt ein anderer Wert" in page
    assert "wartet noch" not in page


def test_only_another_number_that_came_later_and_still_counts_is_told(
    power: Indicator, amira: Person, bernd: Person, at: datetime
) -> None:
    record_value(actor=ACTOR, indicator=power, year=2025, value=Decimal(49), at=at)
    row = type_in(power, amira, at + HOUR, "50")
    assert rivals(row).newer == []
    record_value(actor=ACTOR, indicator=power, year=2025, value=Decimal(51), at=at + 2 * HOUR)
    assert [one.number for one in rivals(row).newer] == [51]
    record_value(actor=ACTOR, indicator=power, year=2025, value=Decimal(50), at=at + 3 * HOUR)
    assert rivals(row).newer == []


def test_a_file_beside_a_typed_value(
    in_soest: Municipality, power: Indicator, amira: Person, bernd: Person, at: datetime
) -> None:
    file = confirm(send(in_soest, bernd, at), bernd, at)
    check(delivery=file.pk, at=at)
    waiting = type_in(power, amira, at, "50", year=2024)
    assert [(one.own.year, one.delivery) for one in rivals(file).waiting] == [(2024, waiting.pk)]
    assert [(one.own.delivery_id, one.delivery) for one in rivals(waiting).waiting] == [(waiting.pk, file.pk)]
    reject(actor=bernd, delivery=waiting.pk, reason="Doppelt", at=at)
    assert rivals(file).waiting == []


def test_the_note_stands_beside_the_finding_as_long_as_anybody_reads_it(
    power: Indicator, amira: Person, bernd: Person, at: datetime, client_for: ClientFor
) -> None:
    row = type_in(power, amira, at, "-50", note="Zähler lief rückwärts")
    assert row.open_findings == 1
    client = client_for(bernd)
    note = ": Zähler lief rückwärts"
    assert client.get(f"{VALUES}{row.pk}/").content.decode().count(note) == 1
    reject(actor=bernd, delivery=row.pk, reason="Falsch", at=at)
    assert client.get(f"{VALUES}{row.pk}/?zeigen=alle").content.decode().count(note) == 1
