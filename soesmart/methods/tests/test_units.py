"""Units are read as people write them, and turned into each other exactly or not at all."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.methods.unit_table import CODES, OFFERED
from soesmart.methods.units import completed, convert, factor, parse, same_kind, unit_of_code, units_like


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("kWh", "MWh", "0.001"),
        ("MWh", "GJ", "3.6"),
        ("KWH", "kWh", "1"),
        ("Mio. kWh", "GWh", "1"),
        ("t", "kg", "1000"),
        ("1.000 t", "t", "1000"),
        ("[t]", "Tonnen", "1"),
        ("in ha", "m²", "10000"),
        ("qm", "m2", "1"),
        ("km²", "ha", "100"),
        ("kWp", "MWp", "0.001"),
        ("TEUR", "Mio. EUR", "0.001"),
        ("T€", "Tsd. Euro", "1"),
        ("ct/kWh", "EUR/MWh", "10"),
        ("Anteil", "%", "100"),
        ("Promille", "Prozent", "0.1"),
        ("Anteil in %", "%", "1"),
        ("Tsd. Haushalte", "Haushalte", "1000"),
        ("Anzahl", "Haushalte", "1"),
        ("Tsd. t CO2", "t CO₂", "1000"),
        ("tCO2", "kg CO2", "1000"),
        ("t CO2-Äquivalente", "kt CO2e", "0.001"),
        ("kg CO2 je Einwohner", "t CO2/Ew.", "0.001"),
        ("t pro Kopf", "t je Einwohner/in", "1"),
        ("Pkw je 1.000 Einwohnerinnen und Einwohner", "Pkw je Einwohner", "0.001"),
        ("kWh/(m²·a)", "kWh je m² und Jahr", "1"),
        ("kWh/m²a", "MWh/ha a", "10"),
        ("MWh p. a.", "kWh/a", "1000"),
        ("t CO2 je Mio. EUR", "kg CO2/TEUR", "1"),
        ("Schulnote", "schulnote", "1"),
    ],
)
def test_a_unit_is_turned_into_another_by_an_exact_factor(one: str, other: str, times: str) -> None:
    assert factor(one, other) == Decimal(times)
    assert same_kind(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("t", "t CO2"),
        ("t CO2", "t CO2-Äquivalente"),
        ("MW", "MWp"),
        ("MW", "MWh"),
        ("kWh", "kWh je Einwohner"),
        ("ha", "ha je Jahr"),
        ("kWh/m²", "kWh/m³"),
        ("%", "Prozentpunkte"),
        ("%", "%-Punkte"),
        ("%", "% gegenüber Ausgangsjahr"),
        ("Haushalte", "Personen"),
        ("Schulnote", "Anzahl"),
        ("Tonnenkilometer", "t"),
        ("T", "t"),
        ("", "kWh"),
    ],
)
def test_what_is_not_of_one_kind_has_no_factor(one: str, other: str) -> None:
    assert factor(one, other) is None
    assert convert(Decimal(1), other, one) is None


def test_values_are_converted_exactly_and_keep_their_digits_where_nothing_changes() -> None:
    assert convert(Decimal("48.20"), "t", "Tonnen") == Decimal("48.20")
    assert str(convert(Decimal("48.20"), "t", "Tonnen")) == "48.20"
    assert convert(Decimal("123456.789012"), "kWh", "GWh") == Decimal("0.123456789012")
    assert convert(Decimal("-3.5"), "Mio. EUR", "EUR") == Decimal("-3500000")
    assert convert(Decimal(1), "GJ", "MWh") == Decimal("0.2777777777777777777777777778")


def test_the_units_offered_begin_with_the_own_and_keep_its_words() -> None:
    assert units_like("t CO2")[:3] == ("t CO2", "mg CO2", "g CO2")
    assert "MWh/m²" in units_like("kWh/m²")
    assert "MWh je Einwohner" in units_like("kWh je Einwohner")
    assert units_like("Haushalte") == ("Haushalte", "Tsd. Haushalte", "Mio. Haushalte")
    assert units_like("Anzahl") == ("Anzahl", "Tsd.", "Mio.")
    assert units_like("Schulnote") == ("Schulnote",)


def test_a_short_unit_is_completed_only_by_what_is_measured() -> None:
    assert completed("kg", "t CO2-Äquivalente") == "kg CO2-Äquivalente"
    assert completed("kWh", "kWh je Einwohner") is None
    assert completed("t Papier", "t CO2") is None
    assert completed("kg", "t") is None


def test_codes_of_international_trade_name_units_that_are_known() -> None:
    assert unit_of_code("kwh") == "kWh"
    assert unit_of_code("XYZ") is None
    assert all(parse(unit).measure != "count" or unit == "Anzahl" for unit in CODES.values())


ALIKE = st.sampled_from([names for names in OFFERED.values() if len(names) > 1]).flatmap(
    lambda names: st.tuples(*[st.sampled_from(names)] * 3)
)
WORDS = st.sampled_from(["", " CO2", " je Einwohner", " Strom je m² und Jahr"])


@settings(max_examples=60)
@given(ALIKE, WORDS)
def test_there_and_back_is_one_and_a_way_round_is_the_straight_way(three: tuple[str, str, str], words: str) -> None:
    one, other, third = (parse(name + words).factor for name in three)
    assert same_kind(three[0] + words, three[1] + words)
    assert one / other * (other / third) == one / third
    assert (one / other) * (other / one) == Fraction(1)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_is_a_unit_of_its_own_kind(text: str) -> None:
    assert factor(text, text) == 1
    assert units_like(text)[0] == text
