"""The database itself keeps values and targets as they were recorded, whatever code asks for."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy.models import Assumption, Indicator, IndicatorValue, MeasureEstimate, Report, Target
from soesmart.strategy.rules import ReportState
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.values import Pedigree, record_value
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.furnishing import assume, write_report

GUARDS = {
    "value_is_append_only", "target_is_append_only", "estimate_is_append_only", "assumption_is_append_only",
    "report_is_frozen",
}  # fmt: skip


@pytest.fixture
def indicator(in_soest: Municipality, at: datetime) -> Indicator:
    made = add_indicator(actor=ACTOR, municipality=in_soest, text=IndicatorText("ind-1", "Wege", "%"), at=at)
    for goal in ("20", "30"):
        set_target(actor=ACTOR, indicator=made, value=Decimal(goal), year=2030, at=at)
    return made


@pytest.fixture
def value(indicator: Indicator, bernd: Person, at: datetime) -> IndicatorValue:
    pedigree = Pedigree(entered_by=bernd, approved_by=bernd)
    return record_value(actor=bernd, indicator=indicator, year=2025, value=Decimal(7), at=at, pedigree=pedigree)


@pytest.mark.parametrize(
    "columns",
    [
        {"value": Decimal(8)},
        {"year": 2024},
        {"day": date(2025, 1, 1)},
        {"state": "revised"},
        {"sector": "Verkehr"},
        {"district": "Mitte"},
        {"group": "Kinder"},
        {"has_break": True},
        {"recorded_at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"is_baseline": True},
        {"is_withdrawn": True},
        {"source_name": "Stadtwerke"},
        {"note": "doch nicht"},
    ],
    ids=lambda columns: next(iter(columns)),
)
def test_what_a_value_says_never_changes(value: IndicatorValue, columns: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        IndicatorValue.objects.filter(pk=value.pk).update(**columns)


def test_the_person_behind_a_value_may_vanish(value: IndicatorValue, bernd: Person) -> None:
    bernd.delete()
    value.refresh_from_db()
    assert (value.value, value.entered_by, value.approved_by) == (Decimal(7), None, None)


@pytest.mark.parametrize("columns", [{"value": Decimal(1)}, {"replaced_on": ""}, {"note": "doch nicht"}], ids=str)
def test_an_ended_target_never_changes(indicator: Indicator, columns: dict[str, Any]) -> None:
    ended = Target.objects.exclude(replaced_on="").get()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Target.objects.filter(pk=ended.pk).update(**columns)


def test_of_a_valid_target_only_its_end_is_written(indicator: Indicator, at: datetime) -> None:
    valid = Target.objects.filter(replaced_on="")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        valid.update(value=Decimal(31))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        valid.update(decision="Rat, Vorlage 7")
    assert valid.update(replaced_on="2026-11", ended_at=at) == 1


def test_what_was_estimated_and_assumed_never_changes(
    in_soest: Municipality, indicator: Indicator, bernd: Person, at: datetime
) -> None:
    assume(in_soest, indicator, at)
    for rows, columns in ((MeasureEstimate, {"high": Decimal(9)}), (Assumption, {"text": "Anders."})):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.objects.update(**columns)
    assert MeasureEstimate.objects.update(estimated_by=bernd) == Assumption.objects.update(assumed_by=bernd) == 1


def test_a_published_report_never_changes_and_a_draft_does(in_soest: Municipality, bernd: Person, at: datetime) -> None:
    report = Report.objects.filter(pk=write_report(in_soest, 2020, at, "Worte").pk)
    assert report.update(state=ReportState.PUBLISHED, published_at=at, published_by=bernd, pdf=b"so") == 1
    for columns in ({"pdf": b"anders"}, {"content": {"title": "Anders"}}, {"state": ReportState.DRAFT}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            report.update(**columns)
    bernd.delete()
    assert report.get().published_by is None


def test_no_later_migration_dropped_the_guards(db: None) -> None:
    """SQLite forgets the triggers of a table that a migration builds anew."""
    is_postgresql = connection.vendor == "postgresql"
    names = "SELECT tgname FROM pg_trigger" if is_postgresql else "SELECT name FROM sqlite_master WHERE type='trigger'"
    with connection.cursor() as cursor:
        cursor.execute(names)
        assert {row[0] for row in cursor.fetchall()} >= GUARDS
