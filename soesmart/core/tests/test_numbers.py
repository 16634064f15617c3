"""Numbers are written and read the German way."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.core.numbers import format_euro, format_number, parse_euro, parse_number, with_unit

decimals = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@given(decimals)
def test_what_was_written_reads_back_as_the_same_number(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_every_amount_in_cents_reads_back_exactly(cents: int) -> None:
    assert parse_euro(format_euro(cents)) == cents


@given(decimals, st.integers(min_value=0, max_value=3))
def test_rounding_never_moves_a_number_by_more_than_half_a_place(value: Decimal, places: int) -> None:
    assert abs(parse_number(format_number(value, places)) - value) <= Decimal(1).scaleb(-places) / 2


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (1234567, None, "1.234.567"),
        (Decimal("3.40"), None, "3,4"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-3.4"), None, "\N{MINUS SIGN}3,4"),
        (Decimal("-0.004"), 2, "0,00"),
        (-0.0, None, "0"),
        (0.1, None, "0,1"),
        (Decimal("1E+3"), None, "1.000"),
    ],
)
def test_a_number_is_written_with_point_for_thousands_and_comma(value: float, places: int | None, text: str) -> None:
    assert format_number(value, places) == text


@pytest.mark.parametrize("value", [float("inf"), float("nan"), Decimal("NaN")])
def test_what_is_no_number_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="Unendlich"):
        format_number(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("0.5", "0.5"),
        ("0.125", "0.125"),
        ("1.234", "1234"),
        ("1,234", "1.234"),
        ("1,234,567", "1234567"),
        ("12345.678", "12345.678"),
        (" 1 234,5 ", "1234.5"),
        ("\N{MINUS SIGN}3,4", "-3.4"),
        ("+7", "7"),
    ],
)
def test_german_and_clear_english_forms_are_read(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "-", "1.234.5", "1,5,3", "12,34.5", "1e5", "drei", "１２", "--3", "5 %", "1" * 60]
)
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"1\.234,5"):
        parse_number(text)


def test_whole_euros_stand_without_cents() -> None:
    assert format_euro(330_000_000) == "3.300.000\N{NARROW NO-BREAK SPACE}€"
    assert format_euro(1250) == "12,50\N{NARROW NO-BREAK SPACE}€"
    assert format_euro(500, always_cents=True) == "5,00\N{NARROW NO-BREAK SPACE}€"


@pytest.mark.parametrize(
    ("typed", "euros"),
    [
        ("1,5 Mio", 1_500_000),
        ("1,5 Mio. €", 1_500_000),
        ("900 Tsd.", 900_000),
        ("2\N{NARROW NO-BREAK SPACE}Mrd.\N{NARROW NO-BREAK SPACE}€", 2 * 10**9),
        ("1 Million Euro", None),
        ("Mio", None),
    ],
)
def test_a_large_amount_is_read_as_it_is_written(typed: str, euros: int | None) -> None:
    if euros is None:
        with pytest.raises(ValueError, match="keine Zahl"):
            parse_euro(typed)
    else:
        assert parse_euro(typed) == euros * 100


def test_a_fraction_of_a_cent_is_no_amount() -> None:
    with pytest.raises(ValueError, match="zwei Stellen"):
        parse_euro("1,005")


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        ("Anzahl je Jahr", "3,2\N{NO-BREAK SPACE}je Jahr"),
        ("Anzahl", "3,2"),
        ("", "3,2"),
        ("Schulnote (1 bis 6)", "3,2"),
    ],
)
def test_a_unit_is_said_and_not_named(unit: str, text: str) -> None:
    assert with_unit("3,2", unit) == text


def test_number_and_unit_cannot_be_torn_apart() -> None:
    assert with_unit("3,4", "%") == "3,4\N{NARROW NO-BREAK SPACE}%"
    assert with_unit("28", "Tonnen") == "28\N{NO-BREAK SPACE}Tonnen"
    assert with_unit("9", "Anzahl") == "9"
