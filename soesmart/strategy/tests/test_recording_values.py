"""What is recorded as a value: who entered it, no future, no double click, and the due date that it settles."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from soesmart.accounts.models import Person
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, IndicatorValue, Target
from soesmart.strategy.rules import TargetKind
from soesmart.strategy.services.indicators import IndicatorText, add_indicator, edit_indicator
from soesmart.strategy.services.targets import TargetText, set_target
from soesmart.strategy.services.values import Pedigree, record_value
from soesmart.strategy.tests.drafting import ACTOR


@pytest.fixture
def indicator(in_soest: Municipality, at: datetime) -> Indicator:
    return add_indicator(actor=ACTOR, municipality=in_soest, text=IndicatorText("ind-1", "Wege", "%"), at=at)


def record(
    indicator: Indicator, at: datetime, value: str = "7", year: int | None = 2025, **more: object
) -> IndicatorValue:
    said = {"actor": ACTOR, "indicator": indicator, "year": year, "value": Decimal(value), "at": at}
    return record_value(**{**said, **more})  # type: ignore[arg-type]


def test_whoever_types_a_value_entered_and_approved_it(
    indicator: Indicator, bernd: Person, clara: Person, at: datetime
) -> None:
    alone = record(indicator, at, actor=bernd)
    assert (alone.entered_by, alone.approved_by) == (bernd, bernd)
    together = record(indicator, at, year=2024, actor=bernd, pedigree=Pedigree(entered_by=clara))
    assert (together.entered_by, together.approved_by) == (clara, bernd)
    assert record(indicator, at, year=2023).entered_by is None


@pytest.mark.parametrize(
    ("year", "day", "code"),
    [
        (2026, date(2026, 11, 2), "strategy.day.future"),
        (2025, date(2024, 12, 31), "strategy.day.year"),
        (2027, None, "strategy.year.future"),
    ],
)
def test_a_time_that_cannot_be_is_refused(
    indicator: Indicator, at: datetime, year: int, day: date | None, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        record(indicator, at, year=year, pedigree=Pedigree(day=day))
    assert refusal.value.code == code
    assert not IndicatorValue.objects.exists()


def test_the_year_of_a_day_follows_from_it(indicator: Indicator, at: datetime) -> None:
    assert record(indicator, at, year=None, pedigree=Pedigree(day=date(2025, 6, 30))).year == 2025


def test_a_double_click_is_one_value_and_a_correction_is_two(indicator: Indicator, at: datetime) -> None:
    first = record(indicator, at)
    assert record(indicator, at + timedelta(seconds=30)).pk == first.pk
    assert AuditEntry.objects.filter(action="strategy.value.recorded").count() == 1
    record(indicator, at + timedelta(seconds=40), "8")
    back = record(indicator, at + timedelta(seconds=50))
    assert back.pk != first.pk
    record(indicator, at + timedelta(seconds=55), note="nachgemessen")
    assert record(indicator, at + timedelta(minutes=5), note="nachgemessen").pk != back.pk
    assert IndicatorValue.objects.count() == 5


def test_only_a_value_of_a_new_time_moves_the_due_date(indicator: Indicator, at: datetime) -> None:
    Indicator.objects.update(due_on=date(2026, 6, 30), update_months=12)

    def due() -> date | None:
        indicator.refresh_from_db()
        return indicator.due_on

    due()
    record(indicator, at)
    assert due() == date(2027, 6, 30)
    Indicator.objects.update(due_on=date(2026, 6, 30))
    due()
    for value, year in (("8", 2025), ("3", 2019)):
        record(indicator, at, value, year)
    record(indicator, at, pedigree=Pedigree(day=date(2025, 5, 1)))
    assert due() == date(2026, 6, 30)
    record(indicator, at, year=2026, pedigree=Pedigree(day=date(2026, 5, 1)))
    assert due() == date(2027, 6, 30)


def test_a_milestone_stands_beside_the_target_and_replaces_only_its_own_year(
    indicator: Indicator, at: datetime
) -> None:
    for value, year in ((40, 2030), (20, 2027), (30, 2028), (22, 2027)):
        text = TargetText(is_milestone=year < 2030, decision="Rat, Vorlage 12/2026")
        set_target(actor=ACTOR, indicator=indicator, value=Decimal(value), year=year, text=text, at=at)
    valid = Target.objects.filter(replaced_on="").order_by("year").values_list("year", "value")
    assert list(valid) == [(2027, Decimal(22)), (2028, Decimal(30)), (2030, Decimal(40))]


@pytest.mark.parametrize(
    ("year", "text", "field"),
    [
        (2030, TargetText(upper=Decimal(5)), "upper"),
        (None, TargetText(is_milestone=True), "year"),
        (2030, TargetText(kind=TargetKind.KEEP, upper=Decimal("5.0000001")), "upper"),
    ],
    ids=["range-without-length", "milestone-without-year", "too-many-places"],
)
def test_a_target_that_cannot_be_is_refused(
    indicator: Indicator, at: datetime, year: int | None, text: TargetText, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        set_target(actor=ACTOR, indicator=indicator, value=Decimal(5), year=year, text=text, at=at)
    assert refusal.value.field == field


def test_the_plausible_range_has_a_length(indicator: Indicator, at: datetime) -> None:
    text = IndicatorText("ind-1", "Wege", "%", lowest=Decimal(10), highest=Decimal(5), is_emission=True)
    with pytest.raises(Refused, match="höchste Wert"):
        edit_indicator(actor=ACTOR, indicator=indicator, text=text, at=at)
