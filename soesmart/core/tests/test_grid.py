"""Any table that a person has becomes cells, or a sentence."""

import io
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets.formulas import without_result
from soesmart.core.spreadsheets.grid import read_grid
from soesmart.methods.tables import Style


def refused(content: bytes, **limits: int) -> Refused:
    with pytest.raises(Refused) as caught:
        read_grid(content, "tabelle.csv", **limits)
    assert caught.value.text.endswith(".")
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    (sheet,) = read_grid("Fläche;Größe\n1;2\n".encode(encoding), "maße.csv")
    assert (sheet.title, sheet.rows) == ("maße.csv", (("Fläche", "Größe"), ("1", "2")))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Jahr;Wert\n2020;1,5\n2021;1,6", ("2020", "1,5")),
        ("Bericht, Stand 2024\nJahr;A;B\n2020;1,5;2,5\n2021;1,6;2,6", ("2020", "1,5", "2,5")),
        ("Jahr,Wert\n2020,1.5\n2021,1.6", ("2020", "1.5")),
        ('Jahr,Wert\n2020,"1,500"\n2021,"1,600"', ("2020", "1,500")),
        ("Jahr\tWert\n2020\t1,5\n2021\t1,6", ("2020", "1,5")),
        ("sep=|\nJahr|Wert;\n2020|1,5;x", ("2020", "1,5;x")),
    ],
)
def test_the_sign_between_cells_is_found(text: str, row: tuple[str, ...]) -> None:
    (sheet,) = read_grid(text.encode(), "x.csv")
    assert row in sheet.rows


def test_rows_keep_their_numbers_and_commas_mean_english_numbers() -> None:
    (sheet,) = read_grid(b"Titel,\n\nJahr,Wert\n2020,1.500\n", "x.csv")
    assert sheet.rows == (("Titel",), (), ("Jahr", "Wert"), ("2020", "1.500"))
    assert sheet.style is Style.ENGLISH
    assert read_grid(b"Jahr;Wert\n2020;1.500", "x.csv")[0].style is Style.GERMAN


def test_a_year_that_stands_once_for_several_rows_is_given_to_all_of_them() -> None:
    text = "Jahr;Sektor;MWh\n2019;Haushalte;100\n;Gewerbe;150\n2020;Haushalte;101\n;Gewerbe;149\n\nQuelle;;\n"
    (sheet,) = read_grid(text.encode(), "x.csv")
    assert [cells[0] for cells in sheet.rows[1:5]] == ["2019", "2019", "2020", "2020"]
    text = "Jahr;Sektor;MWh\n2019;Haushalte;100\n2020;Haushalte;150\n2021;Haushalte;101\n;Summe;351"
    (sheet,) = read_grid(text.encode(), "x.csv")
    assert sheet.rows[4][0] is None


def test_a_workbook_gives_its_visible_sheets_as_people_see_them() -> None:
    book = Workbook()
    first = book.worksheets[0]
    first.title = "Werte"
    first.append(["Jahr", "Quote", "Am", "Ja", " "])
    first.append([2020, 0.4825, datetime(2020, 12, 31, 10, 0), True, 1.5])  # noqa: DTZ001 - as a workbook has it
    first.cell(2, 2).number_format = "0.0%"
    first.cell(9, 1).number_format = "0.00"  # formatted, but empty
    book.create_sheet("Leer")
    hidden = book.create_sheet("Versteckt")
    hidden.append([1])
    hidden.sheet_state = "hidden"
    sheets = read_grid(content(book), "x.xlsx")
    assert [sheet.title for sheet in sheets] == ["Werte", "Leer"]
    assert sheets[0].rows == (("Jahr", "Quote", "Am", "Ja"), (2020, "48,25 %", date(2020, 12, 31), "WAHR", 1.5))


@pytest.mark.parametrize(
    ("bytes_", "code"),
    [
        (b"", "empty"),
        (b"\n;;\n", "empty"),
        (b"PK\x03\x04 no zip at all", "not_a_table"),
        (b"\xd0\xcf\x11\xe0 old", "old_format"),
        (b"%PDF-1.4 text", "not_a_table"),
        (b"<html><table></table></html>", "not_a_table"),
        (b"a;b\x01\x02\n1;2", "not_a_table"),
        (b"a;b\x00\n1;2", "not_a_table"),
        (b"\xff\xfea", "not_a_table"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(bytes_: bytes, code: str) -> None:
    assert refused(bytes_).code == f"spreadsheet.{code}"


def test_size_and_rows_have_limits() -> None:
    book = Workbook()
    for _ in range(12):
        book.worksheets[0].append([1, 2])
    assert refused(b"1;2\n" * 12, max_rows=10).code == "spreadsheet.too_many_rows"
    assert refused(content(book), max_rows=10).code == "spreadsheet.too_many_rows"
    assert refused(b"1;2\n" * 12, max_bytes=40).code == "spreadsheet.too_big"


def content(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("part", "place", "filling"),
    [
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row>" + b"<c/>" * 150_000 + b"</row>"),
        ("xl/styles.xml", b"</cellXfs>", b"<xf/>" * 150_000),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b"<row/>" * 2_500_000),
    ],
    ids=["a row", "styles", "rows"],
)
def test_what_is_small_until_it_becomes_objects_is_refused(part: str, place: bytes, filling: bytes) -> None:
    book = Workbook()
    book.worksheets[0].append(("Jahr", "Wert"))
    made, swollen = io.BytesIO(), io.BytesIO()
    book.save(made)
    with ZipFile(made) as old, ZipFile(swollen, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(place, filling + place) if name == part else text)
    assert len(swollen.getvalue()) < 100_000
    assert refused(swollen.getvalue()).code == "spreadsheet.too_big"


def test_a_formula_without_a_result_stands_among_its_numbers() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (("Jahr", "Quote", "leer"), (2019, 7.1, '=""&1'), (2020, "=B2+1 & 2", '=""&2'), (2021, 7.3, '=""&3')):
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    (sheet,) = read_grid(file.getvalue(), "x.xlsx")
    assert sheet.rows[1:] == ((2019, 7.1), (2020, "=B2+1 & 2"), (2021, 7.3))
    assert without_result(b'<c r="B2" t="str"><f>IF(A1=0,"",1)</f><v></v></c><c r="C2"><f>A1</f><v>3</v></c>') == {}
