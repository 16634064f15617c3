"""When the next value is due, and whose turn it is to be reminded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from soesmart.strategy.due_days import add_months, next_due, stages_to_remind
from soesmart.strategy.rules import Stage

DAYS = some.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, found: date) -> None:
    assert add_months(day, months) == found


def test_a_late_value_moves_the_due_date_on_in_its_rhythm() -> None:
    assert next_due(date(2026, 3, 31), 12, date(2026, 5, 2)) == date(2027, 3, 31)


def test_a_value_on_the_very_day_moves_it_on() -> None:
    assert next_due(date(2026, 3, 31), 12, date(2026, 3, 31)) == date(2027, 3, 31)


def test_a_value_after_years_of_silence_moves_it_into_the_future() -> None:
    assert next_due(date(2021, 3, 31), 12, date(2026, 5, 2)) == date(2027, 3, 31)


def test_a_value_just_before_the_day_is_the_one_that_was_due() -> None:
    assert next_due(date(2026, 3, 31), 12, date(2026, 3, 17)) == date(2027, 3, 31)


def test_a_second_value_of_the_same_day_does_not_move_it_again() -> None:
    once = next_due(date(2026, 3, 31), 12, date(2026, 5, 2))
    assert once is not None
    assert next_due(once, 12, date(2026, 5, 2)) == once


def test_what_was_asked_for_once_is_not_due_again() -> None:
    assert next_due(date(2026, 3, 31), None, date(2026, 5, 2)) is None


@given(due_on=DAYS, months=some.integers(1, 60), today=DAYS)
def test_the_next_due_date_lies_ahead_but_never_by_more_than_one_interval(
    due_on: date, months: int, today: date
) -> None:
    found = next_due(due_on, months, today)
    assert found is not None
    assert today < found <= add_months(max(today, due_on), months) + timedelta(days=3)  # clipped ends of months
    assert next_due(found, months, today) == found or found - today <= timedelta(days=31 * months // 2)


DUE = date(2026, 3, 31)
BEFORE, AFTER = DUE - timedelta(days=14), DUE + timedelta(days=14)
CONTACT, UNIT, OFFICER = Stage.CONTACT, Stage.UNIT, Stage.OFFICER


def test_each_stage_has_its_turn() -> None:
    assert stages_to_remind(DUE, BEFORE - timedelta(days=1), set(Stage), ()) == []
    assert stages_to_remind(DUE, BEFORE, set(Stage), ()) == [CONTACT]
    assert stages_to_remind(DUE, DUE - timedelta(days=1), set(Stage), {CONTACT}) == []
    assert stages_to_remind(DUE, DUE, set(Stage), {CONTACT}) == [UNIT]
    assert stages_to_remind(DUE, AFTER, set(Stage), {CONTACT, UNIT}) == [OFFICER]
    assert stages_to_remind(DUE, AFTER + timedelta(days=99), set(Stage), set(Stage)) == []


def test_the_turn_of_who_is_missing_goes_to_the_next_at_once() -> None:
    assert stages_to_remind(DUE, BEFORE, {UNIT, OFFICER}, ()) == [UNIT]
    assert stages_to_remind(DUE, BEFORE, {OFFICER}, ()) == [OFFICER]
    assert stages_to_remind(DUE, DUE, {CONTACT, OFFICER}, {CONTACT}) == [OFFICER]
    assert stages_to_remind(DUE, DUE, {UNIT, OFFICER}, {UNIT}) == []
    assert stages_to_remind(DUE, AFTER, {CONTACT}, {CONTACT}) == []
    assert stages_to_remind(DUE, AFTER, (), ()) == []


def test_a_turn_that_was_missed_is_made_up_for() -> None:
    assert stages_to_remind(DUE, DUE + timedelta(days=3), set(Stage), ()) == [CONTACT, UNIT]


@given(
    days=some.lists(some.integers(-40, 60), max_size=12).map(sorted),
    there=some.lists(some.frozensets(some.sampled_from(Stage)), min_size=12, max_size=12),
)
def test_nobody_is_told_twice_or_before_anybodys_turn(days: list[int], there: list[frozenset[Stage]]) -> None:
    told: list[Stage] = []
    for day, reached in zip(days, there, strict=False):
        now = stages_to_remind(DUE, DUE + timedelta(days=day), reached, told)
        assert set(now) <= reached
        assert not now or day >= -14
        told += now
        if reached and day >= -14:  # somebody who is there, or was, knows
            assert told
    assert len(told) == len(set(told))
