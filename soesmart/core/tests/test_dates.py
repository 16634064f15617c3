"""Dates are written and read the German way, as far as they are known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.core.dates import format_date, format_date_range, format_month, format_partial_date, parse_date

days = st.dates(min_value=date(1000, 1, 1))


@given(days)
def test_a_written_day_reads_back_as_the_same_day(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == day
    assert parse_date(day.isoformat()) == day


@given(days)
def test_a_full_partial_date_says_the_same_as_the_day(day: date) -> None:
    assert format_partial_date(day.isoformat()) == format_date(day)


@pytest.mark.parametrize(
    "text", ["6.10.2021", "06.10.2021", "6. 10. 2021", "6. Oktober 2021", "6. oktober 2021", "2021-10-06"]
)
def test_the_usual_ways_to_type_a_day_are_read(text: str) -> None:
    assert parse_date(text) == date(2021, 10, 6)


@pytest.mark.parametrize("text", ["", "6.10.21", "10/6/2021", "31.2.2021", "2021-13-01", "6. Octember 2021", "gestern"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"6\.10\.2021"):
        parse_date(text)


def test_a_date_is_said_only_as_far_as_it_is_known() -> None:
    assert format_partial_date("2021") == "2021"
    assert format_partial_date("2021-10") == "Oktober 2021"
    assert format_month(date(2021, 3, 1)) == "März 2021"
    with pytest.raises(ValueError, match="Datum"):
        format_partial_date("Herbst 2021")


def test_a_day_of_the_week_comes_before_the_day() -> None:
    assert format_date(date(2021, 10, 6), weekday=True) == "Mittwoch, 6. Oktober 2021"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2020, 8, 25), date(2020, 8, 29), "25. bis 29. August 2020"),
        (date(2020, 7, 18), date(2020, 8, 29), "18. Juli bis 29. August 2020"),
        (date(2020, 12, 1), date(2021, 1, 5), "1. Dezember 2020 bis 5. Januar 2021"),
        (date(2020, 7, 30), date(2020, 7, 30), "30. Juli 2020"),
    ],
)
def test_a_range_names_month_and_year_once(first: date, last: date, text: str) -> None:
    assert format_date_range(first, last) == text
