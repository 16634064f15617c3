"""A value came: the date on which the next one is due moves on."""

from datetime import date, datetime

import pytest
from django_scopes import scope

from soesmart.core.models import AuditEntry
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator
from soesmart.strategy.services.duties import settle_due
from soesmart.strategy.tests.drafting import make_indicator
from tests.clients import CountQueries


def due_of(row: Indicator) -> date | None:
    row.refresh_from_db()
    return row.due_on


def test_a_value_moves_the_due_date_on_by_the_interval(in_soest: Municipality, at: datetime) -> None:
    row = make_indicator(in_soest, "A", date(2026, 10, 31))
    assert settle_due(indicators=[row.pk], at=at) == 1
    assert due_of(row) == date(2027, 10, 31)
    assert row.revision == 2


def test_many_values_cost_as_many_queries_as_one(
    in_soest: Municipality, at: datetime, count_queries: CountQueries
) -> None:
    rows = [make_indicator(in_soest, f"A{index}", date(2026, 10, 31)) for index in range(40)]
    settle_due(indicators=[rows[0].pk], at=at)  # the first entry of a town begins its log
    with count_queries() as few:
        settle_due(indicators=[rows[1].pk], at=at)
    with count_queries() as many:
        assert settle_due(indicators=[row.pk for row in rows], at=at) == 38
    assert len(many) == len(few) <= 6, many
    entry = AuditEntry.objects.filter(action="strategy.due.settled").latest("number")
    assert entry.facts == {"changed": 38}


def test_what_has_no_due_date_or_was_settled_already_stays(in_soest: Municipality, at: datetime) -> None:
    rows = [make_indicator(in_soest, "A", None), make_indicator(in_soest, "B", date(2027, 10, 1))]
    entries = AuditEntry.objects.count()
    assert settle_due(indicators=[row.pk for row in rows], at=at) == 0
    assert [due_of(row) for row in rows] == [None, date(2027, 10, 1)]
    assert AuditEntry.objects.count() == entries


def test_the_due_dates_of_another_town_do_not_move(in_soest: Municipality, olpe: Municipality, at: datetime) -> None:
    with scope(municipality=olpe):
        theirs = make_indicator(olpe, "A", date(2026, 10, 31))
    assert settle_due(indicators=[theirs.pk], at=at) == 0
    with scope(municipality=olpe):
        assert due_of(theirs) == date(2026, 10, 31)


@pytest.mark.parametrize(("month", "found"), [(1, date(2026, 11, 30)), (3, date(2027, 1, 31))])
def test_ends_of_months_are_clipped(in_soest: Municipality, at: datetime, month: int, found: date) -> None:
    row = make_indicator(in_soest, "A", date(2026, 10, 31), month)
    settle_due(indicators=[row.pk], at=at)
    assert due_of(row) == found
    assert row.revision == 2
