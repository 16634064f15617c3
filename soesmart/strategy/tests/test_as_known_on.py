"""What was known on a day: a revised value shows the old one before its revision and the new one from then on."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from soesmart.strategy.queries.known import NO_DATE, NOT_YET, TOO_EARLY, Asked, as_known, day_asked, days_of_change
from soesmart.strategy.queries.measured import IndicatorView, TargetView, ValueView, one_per_year

TODAY = date(2026, 11, 1)


def value(year: int, amount: str, recorded: datetime, **more: object) -> ValueView:
    return ValueView(year, Decimal(amount), "measured", False, "", "", False, recorded, **more)  # type: ignore[arg-type]


def on(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def target(amount: str, **more: object) -> TargetView:
    return TargetView(Decimal(amount), 2030, "", str(more.pop("replaced_on", "")), "", "", False, **more)  # type: ignore[arg-type]


def indicator(*values: ValueView, **more: object) -> IndicatorView:
    counted = one_per_year(values)
    return IndicatorView(
        "key", "Name", "%", 1, "up", "", "", None, "", "", False,
        values=counted.values, corrected=counted.corrected, days=counted.days, **more,  # type: ignore[arg-type]
    )  # fmt: skip


REVISED = indicator(
    value(2023, "10", on(2024, 3, 1)), value(2024, "12", on(2025, 3, 1)), value(2024, "11", on(2025, 9, 1))
)


@pytest.mark.parametrize(
    ("day", "known", "replaced"),
    [
        (date(2024, 2, 29), [], []),
        (date(2024, 3, 1), ["10"], []),
        (date(2025, 8, 31), ["10", "12"], []),
        (date(2025, 9, 1), ["10", "11"], ["12"]),
    ],
)
def test_a_revised_value_is_old_before_and_new_from_the_day_of_its_revision(
    day: date, known: list[str], replaced: list[str]
) -> None:
    view = as_known(REVISED, day)
    assert [str(one.value) for one in view.values] == known
    assert [str(one.value) for one in view.corrected] == replaced


def test_a_day_ends_at_midnight_in_berlin() -> None:
    late = indicator(value(2024, "1", on(2025, 6, 30, 21)), value(2025, "2", on(2025, 6, 30, 22)))
    assert [one.year for one in as_known(late, date(2025, 6, 30)).values] == [2024]


def test_today_is_what_is_known_at_all() -> None:
    assert as_known(REVISED, TODAY) == REVISED


def test_a_target_is_known_from_its_recording_to_the_recording_of_its_end() -> None:
    old = target("30", replaced_on="2025-05-20", ended_at=on(2025, 6, 1), pk=1)
    view = indicator(target=target("40", recorded_at=on(2025, 6, 1), pk=2), earlier_targets=(old,))
    before, after = as_known(view, date(2025, 5, 31)), as_known(view, date(2025, 6, 1))
    assert before.target is not None
    assert (before.target.value, before.target.replaced_on, before.earlier_targets) == (Decimal(30), "", ())
    assert after.target is not None
    assert (after.target.value, [one.value for one in after.earlier_targets]) == (Decimal(40), [Decimal(30)])


def test_a_target_without_moments_has_been_known_ever_since() -> None:
    view = indicator(target=target("40"), earlier_targets=(target("30", replaced_on="2020-06"),))
    known = as_known(view, date(2001, 1, 1))
    assert known.target is not None
    assert (known.target.value, len(known.earlier_targets)) == (Decimal(40), 1)


def test_a_milestone_replaces_only_its_own_year() -> None:
    first = target("15", is_milestone=True, replaced_on="2025-06", ended_at=on(2025, 6, 1), pk=1)
    second = target("16", is_milestone=True, recorded_at=on(2025, 6, 1), pk=2)
    view = indicator(target=target("40"), milestones=(second,), earlier_targets=(first,))
    assert [one.value for one in as_known(view, date(2025, 1, 1)).milestones] == [Decimal(15)]
    assert [one.value for one in as_known(view, TODAY).milestones] == [Decimal(16)]


def test_a_day_within_a_year_is_no_correction_of_the_year() -> None:
    days = [value(2025, str(month), on(2025, month, 2), day=date(2025, month, 1)) for month in (4, 2, 3)]
    counted = one_per_year(days)
    assert [one.day for one in counted.values] == [date(2025, 4, 1)]
    assert [one.day for one in counted.days] == [date(2025, 2, 1), date(2025, 3, 1)]
    counted = one_per_year([*days, value(2025, "9", on(2026, 1, 1)), value(2025, "5", on(2026, 1, 2), day=days[0].day)])
    assert [one.value for one in counted.values] == [Decimal(9)]
    assert [one.value for one in counted.corrected] == [Decimal(4)]
    assert [one.value for one in counted.days] == [Decimal(2), Decimal(3), Decimal(5)]


def test_the_days_of_change_name_every_day_on_which_a_page_looked_different() -> None:
    assert days_of_change(REVISED) == (date(2025, 9, 1), date(2025, 3, 1), date(2024, 3, 1))
    ended = target("3", replaced_on="2025", recorded_at=on(2025, 1, 1), ended_at=on(2026, 1, 1))
    assert days_of_change(indicator(earlier_targets=(ended,))) == (date(2026, 1, 1), date(2025, 1, 1))


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", Asked()),
        ("2025-06-30", Asked(date(2025, 6, 30))),
        ("30.6.2025", Asked(date(2025, 6, 30))),
        (" 30. Juni 2025 ", Asked(date(2025, 6, 30))),
        ("2026-11-01", Asked(TODAY)),
        ("2026-11-02", Asked(problem=NOT_YET)),
        ("9999-12-31", Asked(problem=NOT_YET)),
        ("1900-01-01", Asked(problem=TOO_EARLY)),
        ("0001-01-01", Asked(problem=TOO_EARLY)),
        ("2025-02-30", Asked(problem=NO_DATE)),
        ("gestern", Asked(problem=NO_DATE)),
        ("\x00", Asked(problem=NO_DATE)),
        ("9" * 5000, Asked(problem=NO_DATE)),
    ],
)
def test_nonsense_in_the_address_is_the_present_with_a_sentence(typed: str, asked: Asked) -> None:
    assert day_asked({"stand": typed}, TODAY) == asked


def test_addresses_carry_the_day_along() -> None:
    assert (Asked(date(2025, 6, 30)).query, Asked().query) == ("?stand=2025-06-30", "")
