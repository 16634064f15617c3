"""Tables are read as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from soesmart.methods import tables
from soesmart.methods.tables import Layout, Sheet, Style
from soesmart.methods.tables.numbers import is_missing, reading
from soesmart.methods.tables.sheets import letter
from soesmart.methods.tables.times import moment
from soesmart.methods.tables.unit_text import is_unit, split_head
from soesmart.methods.tests.made_tables import series_of, sheet_of

REPORT = """
Energiebericht der Stadt;;;;;
Stand: März 2025;;;;;
;;;;;
;Endenergie;;;Bevölkerung;
Jahr;Strom;Gas;Gesamt;am 31.12.;pro Kopf
;MWh;MWh;MWh;Personen;MWh/EW
2019;1.234,5;2.100,0;3.334,5;47.500;0,07
2020;1.250,5;2.110,0;3.360,5;47.600 r;0,07
2021;k. A.;2.150,0;.;47.650;-
;;;;;
Quelle: Stadtwerke;;;;;
"""


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("1.234,5", "1234.5", None),
        ("1,234.5", None, "1234.5"),
        ("1.234", "1234", "1.234"),
        ("0.345", None, "0.345"),
        ("12,5", "12.5", None),
        ("1.234.567", "1234567", None),
        ("1 234 567", "1234567", "1234567"),
        ("−1.234,5", "-1234.5", None),
        ("1'234.50", None, "1234.50"),
        ("250,–", "250", "250"),
        ("1,2E+05", "1.2E+05", None),
    ],
)
def test_a_number_is_read_in_every_style_it_can_have(text: str, german: str | None, english: str | None) -> None:
    found = reading(text)
    assert found is not None
    assert (found.german, found.english) == (german and Decimal(german), english and Decimal(english))


@pytest.mark.parametrize(
    ("text", "value", "unit", "state", "has_break"),
    [
        ("48,2 t", "48.2", "t", "", False),
        ("12 %", "12", "%", "", False),
        ("4.820 r", "4820", "", "revised", False),
        ("4.820 (vorläufig)", "4820", "", "provisional", False),
        ("ca. 4.500", "4500", "", "estimated", False),
        ("31,4 t e", "31.4", "t", "estimated", False),
        ("12 t CO2 e", "12", "t CO2 e", "", False),
        ("17,5 b", "17.5", "", "", True),
        ("4.820¹", "4820", "", "", False),
        ("4.820 1)", "4820", "", "", False),
        ("4.820 a)", "4820", "", "", False),
        ("4.820 t [2]", "4820", "t", "", False),
        ("4.820 vorl.", "4820", "", "provisional", False),
        ("1.200,50 €", "1200.50", "€", "", False),
        ("€ 1.200,50", "1200.50", "€", "", False),
        ("85 m²", "85", "m²", "", False),
    ],
)
def test_units_and_marks_in_cells_are_understood(text: str, value: str, unit: str, state: str, has_break: bool) -> None:
    found = reading(text)
    assert found is not None
    assert (found.german, found.unit, found.state, found.has_break) == (Decimal(value), unit, state, has_break)


@pytest.mark.parametrize("text", ["12a", "12 von 30", "1.2.3", "4.8.2020", "siehe Anlage", "1,2,3", "t 12", "½"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert reading(text) is None
    assert not is_missing(text)


@pytest.mark.parametrize("text", ["", " ", "k. A.", "k.A.", "-", "–", ".", "...", "x", "n/a", "/", None])
def test_signs_for_a_missing_value_are_known(text: str | None) -> None:
    assert is_missing(text)
    assert reading(text) is None


@pytest.mark.parametrize(
    ("cell", "year", "day"),
    [
        (2020, 2020, None),
        (2020.0, 2020, None),
        ("2020", 2020, None),
        ("2020/21", 2020, None),
        ("2020*", 2020, None),
        ("2024 (vorläufig)", 2024, None),
        ("31.12.2020", 2020, date(2020, 12, 31)),
        ("2020-12-31", 2020, date(2020, 12, 31)),
        ("2020-12-31 00:00:00", 2020, date(2020, 12, 31)),
        (date(2020, 12, 31), 2020, date(2020, 12, 31)),
        ("Dez 2020", 2020, date(2020, 12, 1)),
        ("Q2 2020", 2020, date(2020, 4, 1)),
    ],
)
def test_years_and_days_are_known_in_their_usual_forms(cell: tables.Cell, year: int, day: date | None) -> None:
    found = moment(cell)
    assert found is not None
    assert (found.year, found.day) == (year, day)


@pytest.mark.parametrize("cell", ["Summe", "20201", 12, 2020.5, "31.13.2020", None, "202", float("inf")])
def test_what_is_no_year_is_not_taken_for_one(cell: tables.Cell) -> None:
    assert moment(cell) is None


@pytest.mark.parametrize(
    ("head", "name", "unit"),
    [
        ("Strom (MWh)", "Strom", "MWh"),
        ("Strom [in MWh]", "Strom", "MWh"),
        ("Emissionen in t CO2", "Emissionen", "t CO2"),
        ("Anteil %", "Anteil", "%"),
        ("strom_mwh", "strom", "mwh"),
        ("Kinder in Kitas", "Kinder in Kitas", ""),
        ("Anteil Radverkehr", "Anteil Radverkehr", ""),
        ("pro Kopf", "pro Kopf", ""),
        ("Strom, Gas", "Strom, Gas", ""),
    ],
)
def test_a_header_tells_name_and_unit(head: str, name: str, unit: str) -> None:
    assert split_head(head) == (name, unit)


def test_words_are_no_units() -> None:
    units, words = ("t", "t CO2", "in %", "€", "kWh/m²"), ("Haus", "Jahr", "Anteil Rad", "")
    assert [text for text in (*units, *words) if is_unit(text)] == list(units)


def test_titles_groups_units_and_footers_are_told_from_values() -> None:
    sheet = sheet_of(REPORT)
    layout = tables.layout(sheet)
    assert layout is not None
    assert (layout.years_in, layout.year_at, layout.header_rows) == ("rows", 0, (4, 5, 6))
    assert (layout.first_row, layout.last_row) == (7, 9)
    assert [(column.head, column.name, column.unit, column.group) for column in layout.columns] == [
        ("Strom", "Strom", "MWh", "Endenergie"),
        ("Gas", "Gas", "MWh", "Endenergie"),
        ("Gesamt", "Gesamt", "MWh", "Endenergie"),
        ("am 31.12.", "Bevölkerung am 31.12.", "Personen", "Bevölkerung"),
        ("pro Kopf", "pro Kopf", "MWh/EW", "Bevölkerung"),
    ]
    power, _, _, people, _ = tables.read(sheet, layout)
    assert [(cell.row, cell.year, cell.value) for cell in power.cells] == [
        (7, 2019, Decimal("1234.5")),
        (8, 2020, Decimal("1250.5")),
        (9, 2021, None),
    ]
    assert [cell.state for cell in people.cells] == ["measured", "revised", "measured"]


@pytest.mark.parametrize("above", [";Treibhausgase;", ";Treibhausgase;;Abfall"])
def test_a_header_that_only_says_how_it_counts_takes_the_name_above_it(above: str) -> None:
    last = ";Restmüll (t)" if above.endswith("Abfall") else ""
    rows = "".join(f"{year};5,{year % 7};240.{year % 9}00{';3' if last else ''}\n" for year in range(2018, 2024))
    found = tables.layout(sheet_of(f"{above}\nJahr;je Kopf (t);gesamt (t){last}\n{rows}"))
    assert found is not None
    names = ["Treibhausgase je Kopf", "Treibhausgase gesamt"]
    assert [column.name for column in found.columns] == names + ["Restmüll"] * bool(last)


def test_a_header_above_is_not_believed_to_reach_over_names() -> None:
    table = sheet_of(";Treibhausgase;;\nJahr;je Kopf (t);gesamt (t);Einwohner\n2019;5,1;240;47\n2020;5,0;239;48\n")
    found = tables.layout(table)
    assert found is not None
    assert [column.name for column in found.columns] == ["je Kopf", "gesamt", "Einwohner"]


def test_a_layout_can_be_kept_as_json_and_corrected() -> None:
    layout = tables.layout(sheet_of(REPORT))
    assert layout is not None
    assert Layout.from_dict(layout.to_dict()) == layout
    with pytest.raises(ValueError, match="no way of years"):
        Layout.from_dict(layout.to_dict() | {"years_in": "diagonal"})


def test_years_may_be_columns() -> None:
    sheet = sheet_of(
        "Bericht 2024\nKennzahl;Einheit;2019;2020;2021;Quelle\nMobilität;;;;;\nRadanteil;%;21,4;;22,0;Befragung\n"
        "Energie;;;;;\nStrom;MWh;1.204;1.231;702;Stadtwerke"
    )
    layout = tables.layout(sheet)
    assert layout is not None
    assert (layout.years_in, layout.year_at, layout.label_at, layout.unit_at) == ("columns", 2, (0,), 1)
    bike, power = tables.read(sheet, layout)
    assert (bike.name, bike.unit, power.name, power.unit) == ("Radanteil", "%", "Strom", "MWh")
    assert [(cell.column, cell.row, cell.year, cell.value) for cell in power.cells] == [
        ("2019", 6, 2019, Decimal(1204)),
        ("2020", 6, 2020, Decimal(1231)),
        ("2021", 6, 2021, Decimal(702)),
    ]


def test_the_long_form_becomes_a_series_per_name() -> None:
    rows = [("Müll", 2020, "4,1", "t", "A"), ("Müll", 2021, "4,2", "t", "A"), ("Müll", 2020, "7,1", "t", "B")]
    rows += [("Müll", 2021, "7,2", "t", "B"), ("Wasser", 2020, "2,0", "m³", "A"), ("Wasser", 2021, "2,1", "m³", "A")]
    lines = "\n".join(";".join(map(str, row)) for row in rows)
    found = series_of(f"Kennzahl;Jahr;Wert;Einheit;Bezirk\n{lines}")
    assert [(one.name, one.unit, len(one.cells)) for one in found] == [
        ("Müll · A", "t", 2), ("Müll · B", "t", 2), ("Wasser · A", "m³", 2),
    ]  # fmt: skip
    assert {one.unit_column for one in found} == {"Einheit"}


def test_a_table_of_places_has_no_years() -> None:
    found = series_of("Ortsteil;PLZ;Einwohner;Fläche (km²)\nAmpen;59494;2.310;9,8\nBergede;59494;210;2,1")
    assert [(one.way, one.name, one.unit) for one in found] == [("none", "Einwohner", ""), ("none", "Fläche", "km²")]


def test_a_table_without_header_calls_its_columns_by_letter() -> None:
    assert [one.column for one in series_of("2019;1,2;3,4\n2020;1,3;3,1\n2021;1,5;3,3")] == ["B", "C"]
    assert [letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_list_of_things_that_each_have_a_year_is_no_long_form() -> None:
    rows = [("Rathaus", 2021, "4.210"), ("Schule", 2023, "8.730"), ("Kita", 2021, "910"), ("Halle", 2023, "2.300")]
    found = series_of("Gebäude;Jahr;Fläche (m²)\n" + "\n".join(";".join(map(str, row)) for row in rows))
    assert [(one.way, one.name) for one in found] == [("none", "Fläche")]


def test_numbers_that_name_a_thing_are_no_values_and_those_per_day_are() -> None:
    found = series_of("Jahr;Nr.;Kosten pro Tag;Kundennummer\n2019;7;12,5;1001\n2020;7;12,9;1002\n2021;7;13,1;1003")
    assert [one.name for one in found] == ["Kosten pro Tag"]


def test_two_tables_on_a_sheet_are_taken_apart() -> None:
    sheet = sheet_of("Strom;\nJahr;A\n2020;1,1\n2021;1,2\n;\nGas;\nJahr;A\n2020;3,1\n2021;3,2")
    first, second = tables.blocks(sheet)
    assert [len(block.rows) for block in (first, second)] == [5, 9]
    layout = tables.layout(second)
    assert layout is not None
    assert (layout.header_rows, layout.first_row) == ((7,), 8)


@pytest.mark.parametrize("style", list(Style)[:2])
def test_thousands_or_decimals_are_decided_by_the_column_then_by_the_file(style: Style) -> None:
    plain = Sheet("", (("Jahr", "A"), (2019, "1.234"), (2020, "1.250"), (2021, "1.310")), style)
    small = Sheet("", (("Jahr", "A"), (2019, "1.2"), (2020, "1.234"), (2021, "1.9")), style)
    for sheet, expected in ((plain, "1234" if style is Style.GERMAN else "1.234"), (small, "1.2")):
        layout = tables.layout(sheet)
        assert layout is not None
        assert tables.read(sheet, layout)[0].cells[0].value == Decimal(expected)


def test_a_sheet_without_numbers_has_no_layout() -> None:
    assert tables.layout(sheet_of("Name;Ort\nAnna;Soest\nBen;Ampen")) is None
    assert tables.layout(Sheet("", ())) is None
