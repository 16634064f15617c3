"""A correction is looked at like the file it corrects: whoever types may slip, too."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from soesmart.accounts.models import Person
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import DeliveredValue, Delivery, Finding, Indicator, IndicatorValue
from soesmart.strategy.rules import Decision
from soesmart.strategy.services.deliveries import approve, check, decide, undo
from soesmart.strategy.tests.delivering import confirm, send, take
from soesmart.strategy.tests.reading import words_of_page
from tests.clients import ClientFor, CountQueries

SHARES = "Jahr;Radverkehrsanteil (%)\n2019;21,5\n2020;22,1\n2021;22,8\n2022;2340\n2023;24,0\n2024;24,4\n"


def decided(person: Person, finding: Finding, decision: Decision, at: datetime, **more: Any) -> int:
    return decide(actor=person, delivery=finding.delivery_id, findings=[finding.pk], decision=decision, at=at, **more)


def of(kind: str) -> Finding:
    return Finding.objects.get(kind=kind, decision=Decision.OPEN)


@pytest.fixture
def shares(in_soest: Municipality, bernd: Person, cycling: Indicator, at: datetime) -> Delivery:
    delivery = confirm(send(in_soest, bernd, at, SHARES), bernd, at)
    assert check(delivery=delivery.pk, at=at)
    return delivery


def first_of(delivery: Delivery) -> Finding:
    found = Finding.objects.filter(delivery=delivery, decision=Decision.OPEN).first()
    assert found is not None
    return found


def test_a_wrong_correction_is_a_finding_until_somebody_confirms_it(
    shares: Delivery, bernd: Person, at: datetime
) -> None:
    decided(bernd, first_of(shares), Decision.CORRECTED, at, correction=Decimal(234))
    shares.refresh_from_db()
    again = first_of(shares)
    assert shares.open_findings == Finding.objects.filter(decision=Decision.OPEN).count() == 1
    assert (again.place, "234" in again.message, again.row) == ({"again": True}, True, 5)
    with pytest.raises(Refused, match="Noch offen: 1 Befund"):
        approve(actor=bernd, delivery=shares.pk, at=at)
    decided(bernd, again, Decision.ACCEPTED, at, reason="so gezählt")
    approve(actor=bernd, delivery=shares.pk, at=at)
    assert IndicatorValue.objects.get(year=2022).value == 234


def test_a_right_correction_raises_no_new_doubt(shares: Delivery, bernd: Person, at: datetime) -> None:
    decided(bernd, first_of(shares), Decision.CORRECTED, at, correction=Decimal("23.4"))
    shares.refresh_from_db()
    assert shares.open_findings == 0
    assert not Finding.objects.filter(decision=Decision.OPEN).exists()


def test_a_number_for_a_cell_without_one_is_looked_at_and_may_stand(odd: Delivery, bernd: Person, at: datetime) -> None:
    decided(bernd, of("jump"), Decision.CORRECTED, at)
    decided(bernd, of("not_a_number"), Decision.CORRECTED, at, correction=Decimal(458))
    again = of("jump")
    assert (again.about and again.about.year, again.proposed) == (2022, Decimal("45.8"))
    decided(bernd, again, Decision.ACCEPTED, at, reason="stimmt")
    assert DeliveredValue.objects.get(year=2022).corrected == 458


def test_taken_back_the_doubts_about_a_correction_go_with_it(shares: Delivery, bernd: Person, at: datetime) -> None:
    before = Finding.objects.count()
    first = first_of(shares)
    decided(bernd, first, Decision.CORRECTED, at, correction=Decimal(234))
    undo(actor=bernd, delivery=shares.pk, finding=first.pk, at=at)
    shares.refresh_from_db()
    assert shares.open_findings == Finding.objects.filter(decision=Decision.OPEN).count() == before
    assert not Finding.objects.filter(place__has_key="again").exists()


def test_the_page_says_how_findings_were_decided_and_is_silent_where_there_were_none(
    shares: Delivery, bernd: Person, at: datetime, client_for: ClientFor, count_queries: CountQueries
) -> None:
    office, path = client_for(bernd), f"/verwaltung/strategie/werte/{shares.pk}/?zeigen=offen"
    decided(bernd, first_of(shares), Decision.CORRECTED, at, correction=Decimal(234))
    assert "zum berichtigten Wert" in words_of_page(office.get(path).content)
    decided(bernd, first_of(shares), Decision.ACCEPTED, at, reason="so gezählt")
    with count_queries() as queries:
        page = words_of_page(office.get(path).content)
    assert len(queries) <= 12, queries
    total = Finding.objects.count()
    assert f"{total} Befunde entschieden: {total - 1} berichtigt, 1 bestätigt." in page
    assert "Keine Auffälligkeit" not in page
    Finding.objects.all().delete()
    page = words_of_page(office.get(path).content)
    assert "Keine Auffälligkeit" in page
    assert "entschieden:" not in page


def test_a_value_that_replaces_another_stands_beside_it(
    in_soest: Municipality,
    bernd: Person,
    cycling: Indicator,
    at: datetime,
    client_for: ClientFor,
    count_queries: CountQueries,
) -> None:
    good = SHARES.replace("2340", "23,4")
    take(confirm(send(in_soest, bernd, at, good), bernd, at), bernd, at)
    later = at + timedelta(days=1)
    again = confirm(send(in_soest, bernd, later, good.replace("24,4", "24,6")), bernd, later)
    check(delivery=again.pk, at=later)
    office, path = client_for(bernd), f"/verwaltung/strategie/werte/{again.pk}/?zeigen=werte"
    with count_queries() as queries:
        page = words_of_page(office.get(path).content)
    assert len(queries) <= 12, queries
    assert "ersetzt den früheren (24,4" in page
    approve(actor=bernd, delivery=again.pk, at=later)
    assert "24,4" not in words_of_page(office.get(path).content)
