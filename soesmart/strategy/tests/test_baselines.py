"""The baseline of an indicator: a correction keeps it, and nobody loses it without a word; examples are replaced."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from soesmart.accounts.models import Person
from soesmart.strategy.models import Indicator, IndicatorValue
from soesmart.strategy.queries.measured import IndicatorView, ValueView, one_per_year
from soesmart.strategy.services.deliveries import approve, receive_typed, take_back
from soesmart.strategy.services.taking_back import withdraw_value
from soesmart.strategy.services.values import record_value
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.test_taking_back import GOAL, PAGE, WHY, indicator, of_year, office, view
from soesmart.strategy.views.values import shown_values
from tests.clients import ClientFor

__all__ = ["indicator", "office"]
pytestmark = pytest.mark.usefixtures("noon")
DAY = timedelta(days=1)
MOMENT = datetime.fromisoformat("2026-03-01T12:00+01:00")


@pytest.fixture
def based(indicator: Indicator, at: datetime) -> Indicator:
    """Of MOB-1: 10 (2020), 14 (2024), and 12 (2022) as the baseline."""
    record_value(actor=ACTOR, indicator=indicator, year=2022, value=Decimal(12), at=at, is_baseline=True)
    return indicator


def base(at: datetime) -> tuple[int | None, Decimal]:
    found = view(at).baseline
    assert found
    return found.year, found.value


def test_a_correction_of_the_baseline_is_the_baseline_unless_it_is_told_not_to_be(
    based: Indicator, at: datetime
) -> None:
    for value, told, expected in (("12.5", None, (2022, Decimal("12.5"))), ("13", False, (2020, Decimal(10)))):
        record_value(actor=ACTOR, indicator=based, year=2022, value=Decimal(value), at=at + DAY, is_baseline=told)
        assert base(at + DAY) == expected
    record_value(actor=ACTOR, indicator=based, year=2022, value=Decimal(12), at=at + 2 * DAY)
    assert base(at + 2 * DAY) == (2020, Decimal(10))


def test_a_delivered_correction_of_the_baseline_is_the_baseline_also_after_it_was_taken_back(
    based: Indicator, amira: Person, bernd: Person, at: datetime
) -> None:
    def deliver(value: str, day: int) -> None:
        typed = receive_typed(
            actor=amira, indicator=based, year=2022, day=None, value=Decimal(value), at=at, person=amira
        )
        approve(actor=bernd, delivery=typed.pk, at=at + day * DAY)
        assert base(at + day * DAY) == (2022, Decimal(value))

    deliver("12.5", 1)
    take_back(actor=bernd, delivery=IndicatorValue.objects.latest("pk").delivery_id, reason=WHY, at=at + 2 * DAY)  # type: ignore[arg-type]
    assert base(at + 2 * DAY) == (2022, Decimal(12))
    withdraw_value(actor=bernd, value=of_year(2022), reason=WHY, at=at + 3 * DAY)
    deliver("12.6", 4)


def test_pages_say_where_the_rating_begins_when_the_baseline_is_taken_back(
    based: Indicator, office: Client, at: datetime
) -> None:
    where = f"{PAGE}werte/{of_year(2022).pk}/zurueckziehen/"
    told = office.post(where, {"reason": WHY}, follow=True).text
    assert "Er war der Ausgangswert" in told
    assert "Der Ausgangswert von 2022 ist zurückgezogen. Die Bewertung rechnet darum ab 2020" in office.get(GOAL).text
    record_value(actor=ACTOR, indicator=based, year=2022, value=Decimal(13), at=at + DAY)
    assert view(at + DAY).lost_baseline is None


@pytest.mark.parametrize(("chosen", "expected"), [("", True), ("nein", False), ("ja", True)])
def test_the_form_leaves_the_baseline_as_it_was(
    based: Indicator, bernd: Person, client_for: ClientFor, chosen: str, expected: bool
) -> None:
    words = {"year": "2022", "value": "12,5", "state": "measured", "is_baseline": chosen}
    answer = client_for(bernd).post(f"{PAGE}wert/", words)
    assert answer.status_code == 302
    assert of_year(2022).is_baseline is expected


def test_the_year_of_a_marked_day_stays_the_base_when_its_yearly_value_comes() -> None:
    day = ValueView(2021, Decimal(5), "measured", True, "", "", False, MOMENT, day=date(2021, 5, 1))
    first = replace(day, year=2016, day=None, is_baseline=False)
    yearly = replace(day, value=Decimal(6), day=None, is_baseline=False)
    counted = one_per_year([first, day, yearly])
    found = IndicatorView(
        "k", "Wege", "%", 0, "up", "", "", None, "", "", False, None, counted.values, days=counted.days
    )
    assert found.baseline is yearly


def test_an_example_that_was_replaced_is_no_correction() -> None:
    example = ValueView(2021, Decimal(5), "measured", False, "", "", True, MOMENT, pk=1)
    first, second = (replace(example, value=Decimal(pk), invented=False, pk=pk) for pk in (6, 7))
    counted = one_per_year([example, first, second])
    plain = IndicatorView(
        "k", "Wege", "%", 0, "up", "", "", None, "", "", False, None, counted.values, counted.corrected
    )
    found = shown_values(plain)
    assert (found.examples, found.corrected) == ((example,), (first,))
