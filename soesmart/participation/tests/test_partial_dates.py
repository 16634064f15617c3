"""Dates as exact as they are known."""

from datetime import date

import pytest

from soesmart.participation.rules import PartialDate, span_german


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2021-02", date(2021, 2, 1), date(2021, 2, 28)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31)),
        ("2020-07-18", date(2020, 7, 18), date(2020, 7, 18)),
        ("2020-07-30T18:00", date(2020, 7, 30), date(2020, 7, 30)),
    ],
)
def test_a_partial_date_knows_its_first_and_last_day(text: str, first: date, last: date) -> None:
    parsed = PartialDate.parse(text)
    assert (parsed.first_day, parsed.last_day) == (first, last)
    assert parsed.iso() == text


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2019", "2019"),
        ("2.2021", "2021-02"),
        ("18.7.2020", "2020-07-18"),
        ("18. 07. 2020", "2020-07-18"),
        (" 30.7.2020  18:00 ", "2020-07-30T18:00"),
        ("30.7.2020, 18.30 Uhr", "2020-07-30T18:30"),
    ],
)
def test_people_type_dates_their_way(typed: str, iso: str) -> None:
    parsed = PartialDate.parse(typed)
    assert parsed.iso() == iso
    assert PartialDate.parse(parsed.typed()) == parsed


@pytest.mark.parametrize(
    "text",
    ["", "gestern", "2020-13", "2020-02-30", "31.2.2020", "2020-07-18T25:00", "2.2021 18:00", "0000", "20200718"],
)
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"Bitte so schreiben: 2019 oder 2\.2021"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2019", "", "2019"),
        ("2020-08-25", "2020-08-29", "25. bis 29. August 2020"),
        ("2020-07-18", "2020-08-29", "18. Juli bis 29. August 2020"),
        ("2020-12-19", "2021-01-31", "19. Dezember 2020 bis 31. Januar 2021"),
        ("2021-02", "2021-10-06", "Februar 2021 bis 6. Oktober 2021"),
        ("2021-11", "2022-12", "November 2021 bis Dezember 2022"),
        ("2021-02", "2021-04", "Februar bis April 2021"),
        ("2020-07-30T18:00", "2020-07-30T19:00", "30. Juli 2020, 18 bis 19 Uhr"),
        ("2020-07-30T17:45", "", "30. Juli 2020, 17:45 Uhr"),
    ],
)
def test_a_span_repeats_nothing_that_both_ends_share(start: str, end: str, words: str) -> None:
    assert span_german(PartialDate.parse(start), PartialDate.parse(end) if end else None) == words
