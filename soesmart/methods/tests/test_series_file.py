"""Series from CSV files as town halls have them, and what is refused with words."""

from decimal import Decimal

import pytest

from soesmart.methods.series_file import BadSeries, read_series
from soesmart.methods.tests.courses import course

PLAIN = course("10.5", "9", "|8.25", start=2020)


@pytest.mark.parametrize(
    "text",
    [
        "year,value,flag\n2020,10.5,\n2021,9,\n2022,8.25,|\n",
        "2020,10.5\n2021,9\n2022,8.25,|",
        "\ufeffJahr;Wert;Bruch\r\n2020;10,5;\r\n2021;9;\r\n2022;8,25;|\r\n",
        "2022;8,25;|\n2020;10,5\n\n\n2021;9\n",
        "Jahr\tWert\n2020\t10,5\n2021\t9\n2022\t8,25\t|\n",
        'year,value,flag\n"2020","10,5",\n2021,9,\n2022,"8,25",|\n',
        " year , value \n 2020 , 10.5 \n 2021 , 9 , p\n 2022, 8.25, |\n",
        "sep=;\nJahr;Wert\n2020;10,50\n2021;9,0\n2022;8,25;|\n",
        "year,value,flag\n2020,1.05e1,\n2021,+9,\n2022,8.25,|,Zählung umgestellt\n",
    ],
    ids=range(9),
)  # fmt: skip
def test_files_of_all_sorts_say_the_same(text: str) -> None:
    assert read_series(text.encode()) == PLAIN


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_the_encoding_of_a_spreadsheet_program_is_no_matter(encoding: str) -> None:
    assert read_series("Jahr;Wert für Soest\n2020;10,5\n2021;9\n2022;8,25;|".encode(encoding)) == PLAIN


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2020;1.234,5\n2021;12.345", ("1234.5", "12345")),
        ("2020;1.234,5\n2021;999", ("1234.5", "999")),
        ('2020,"1,234.5"\n2021,"12,345"', ("1234.5", "12345")),
        ("2020,1.234\n2021,2.345", ("1.234", "2.345")),
        ("2020;1,234\n2021;2,345", ("1.234", "2.345")),
        ("2020;0.125\n2021;2.345", ("0.125", "2.345")),
        ("2020;12 345\n2021;12\u202f346", ("12345", "12346")),
        ("2020;-1,5\n2021;−2", ("-1.5", "-2")),
    ],
)
def test_german_and_english_numbers_are_told_apart(text: str, values: tuple[str, ...]) -> None:
    assert [point.value for point in read_series(text.encode())] == [Decimal(value) for value in values]


def test_a_year_without_value_is_missing_and_hands_its_break_on() -> None:
    found = read_series(b"2020,5\n2021,,|\n2022,7")
    assert [(point.year, point.has_break) for point in found] == [(2020, False), (2022, True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "keinen Wert"),
        ("year,value\n", "keinen Wert"),
        ("2020,5\n2021,6\n2020,7\n", "2020 steht mehrmals in der Datei (Zeilen 1 und 3)"),
        ("2020,5\n2021,k. A.\n", "Zeile 2: „k. A.“ ist keine Zahl. Bitte nur Ziffern schreiben, wie 12.5,"),
        ("2020;5\n2021;12,5 t\n", "Zeile 2: „12,5 t“ ist keine Zahl. Bitte nur Ziffern schreiben, wie 12,5,"),
        ("2020,nan\n2021,4\n2022,inf", "keine Zahl"),
        ("2020,5\n20x1,6\n", "Zeile 2: „20x1“ ist kein Jahr"),
        ("20x1,6\n2020,5\n", "Zeile 1: „20x1“ ist kein Jahr"),
        ("2020,10,5\n2021,9,2\n", "brauchen Semikolons"),
        ("2020,10,\n2021,9,Bruch\n", "steht „Bruch“; dort gehört nur „|“"),
        ("2020,1e15\n2021,2\n", "„1e15“ ist keine Zahl"),
        ("2020;10,5\n2021;9.5\n", "nicht einheitlich"),
        ("2020;1.234\n2021;2.345\n", "Tausender oder Dezimalstellen"),
        ("2020,1e99999\n2021,2\n", "keine Zahl"),
        ("PK\x03\x04\x00\x00\x00", "keine CSV-Datei"),
        ("\n".join(f"{1500 + row},1" for row in range(201)), "201 Werte"),
    ],
    ids=range(16),
)
def test_what_cannot_be_read_says_where_and_why(text: str, words: str) -> None:
    with pytest.raises(BadSeries) as caught:
        read_series(text.encode())
    assert words in str(caught.value)
