"""Spreadsheets come back as they went out; everything else is refused in words that help."""

import io
import random
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from soesmart.core.refusals import Refused
from soesmart.core.spreadsheets import Column, Kind, Row, read_table, write_csv, write_xlsx
from soesmart.core.spreadsheets.guards import guarded

COLUMNS = (
    Column("goal", "Ziel", is_required=True),
    Column("value", "Wert", Kind.NUMBER),
    Column("year", "Jahr", Kind.WHOLE),
    Column("day", "Beschluss", Kind.DAY),
    Column("direction", "Richtung", Kind.CHOICE, choices={"up": "höher ist besser", "down": "niedriger ist besser"}),
    Column("invented", "Beispielwert", Kind.YES_NO),
)
ROW = {
    "goal": "Mehr Wege mit dem Rad; auch im Winter\n„sicher“",
    "value": Decimal("24.5"),
    "year": 2024,
    "day": date(2021, 10, 6),
    "direction": "up",
    "invented": True,
}
XLSX = write_xlsx(COLUMNS, [ROW], "Ziele")

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip).filter(bool)
rows = st.fixed_dictionaries(
    {
        "goal": st.one_of(texts, st.sampled_from(["=1+1", "+49 2921", "-3", "@SUM(A1)", "'=1", "=", "true", "1.234"])),
        "value": st.none() | st.decimals(min_value=-(10**9), max_value=10**9, places=3),
        "year": st.none() | st.integers(1900, 2100),
        "day": st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
        "direction": st.sampled_from([None, "up", "down"]),
        "invented": st.booleans(),
    }
)


def read(content: bytes, **limits: int) -> list[Row]:
    return read_table(io.BytesIO(content), COLUMNS, **limits)


def refusal(content: bytes, **limits: int) -> Refused:
    with pytest.raises(Refused) as caught:
        read(content, **limits)
    return caught.value


def sheet_of(*lines: Sequence[object]) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for line in lines:
        book.worksheets[0].append(list(line))
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "write", [lambda row: write_xlsx(COLUMNS, [row], "Ziele"), lambda row: write_csv(COLUMNS, [row])]
)
@settings(max_examples=40, deadline=None)
@given(row=rows)
def test_a_row_that_went_out_comes_back_unchanged(write, row) -> None:  # noqa: ANN001
    (back,) = read(write(row))
    assert back.errors == ()
    assert back.values == row


def test_a_text_that_looks_like_a_formula_is_stored_as_text() -> None:
    book = load_workbook(io.BytesIO(write_xlsx(COLUMNS, [ROW | {"goal": "=HYPERLINK(A1)"}], "Ziele")))
    cell = book.worksheets[0]["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=HYPERLINK(A1)", True)
    assert "'=HYPERLINK(A1)" in write_csv(COLUMNS, [ROW | {"goal": "=HYPERLINK(A1)"}]).decode("utf-8-sig")


@pytest.mark.parametrize("text", ["+0,100", "-3", "-1.234,5", "+0,25 t im Jahr", "+0,4\N{NARROW NO-BREAK SPACE}%", "2"])
def test_a_number_with_its_sign_is_no_formula(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize(
    "text",
    ["=1", "+1+1", "-2*3", "+A1", "@SUM(A1)", "-", "+cmd|' /C calc'!A0", "-1 cmd|' /C calc'!A0", "+1 SUM(A1)", "'=1",
     "+49 2921", "+1,2,3", "\t=1", "-1\n=1"],
)  # fmt: skip
def test_what_a_program_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


def test_control_signs_and_forbidden_sheet_names_do_not_break_the_file() -> None:
    (back,) = read(write_xlsx(COLUMNS, [ROW | {"goal": "a\x00b\x07"}], "Ziele: [Soest]/2030 und noch viel mehr Worte"))
    assert back.values["goal"] == "ab"


def test_a_formula_is_never_evaluated_but_pointed_out() -> None:
    (row,) = read(sheet_of([column.title for column in COLUMNS], ["Ziel", "=1+1", 2024, None, None, None]))
    assert [(error.column, "als Wert einfügen" in error.text) for error in row.errors] == [("Wert", True)]
    assert "value" not in row.values


def test_every_wrong_cell_is_named_with_its_row_and_the_good_rows_stay() -> None:
    titles = [column.title for column in COLUMNS]
    bad = [None, "viel", "2024,5", "31.2.2021", "egal", "vielleicht"]
    table = read(sheet_of(titles, ["Rad", 1, 2024, datetime(2021, 10, 6), "Höher ist besser", "ja"], [], bad))  # noqa: DTZ001
    assert [row.number for row in table] == [2, 4]
    assert table[0].values["day"] == date(2021, 10, 6)
    assert [error.column for error in table[1].errors] == titles
    assert all(error.text.endswith((".", "5", "1")) for error in table[1].errors)


def test_columns_may_come_in_another_order_and_case() -> None:
    titles = [column.title for column in COLUMNS]
    (row,) = read(sheet_of([title.upper() for title in reversed(titles)], ["ja", None, None, 2024, 3, "Rad"]))
    assert (row.values["goal"], row.values["year"], row.values["invented"]) == ("Rad", 2024, True)


def test_missing_unknown_and_double_columns_are_named() -> None:
    titles = [column.title for column in COLUMNS]
    refused = refusal(sheet_of([*titles[1:], "Zeil", "Wert"], ["x"]))
    assert refused.code == "spreadsheet.columns"
    assert "Es fehlt: Ziel." in refused.text
    assert "Unbekannt: Zeil." in refused.text
    assert "doppelt" in refused.text


def test_a_column_that_may_lack_is_read_where_it_is() -> None:
    columns = (Column("goal", "Ziel"), Column("state", "Zustand", may_lack=True))
    assert read_table(io.BytesIO(b"Ziel\r\nKlima\r\n"), columns)[0].values == {"goal": "Klima"}
    assert read_table(io.BytesIO(b"Zustand;Ziel\r\ngut;Klima\r\n"), columns)[0].values == {
        "goal": "Klima",
        "state": "gut",
    }
    with pytest.raises(Refused, match="Es fehlt: Ziel"):
        read_table(io.BytesIO(b"Zustand\r\ngut\r\n"), columns)


def test_german_and_older_csv_files_are_read() -> None:
    head = ";".join(column.title for column in COLUMNS)
    line = "Größe;1.234,5;2024;6.10.2021;niedriger ist besser;nein"
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        (row,) = read(f"{head}\r\n{line}\r\n".encode(encoding))
        assert (row.values["goal"], row.values["value"]) == ("Größe", Decimal("1234.5"))
    (row,) = read(f"{head}\n{line}\n".replace(";", "\t").encode())
    assert row.values["day"] == date(2021, 10, 6)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04garbage", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"]
)
def test_a_file_that_is_no_table_is_refused(content: bytes) -> None:
    refused = refusal(content)
    assert (refused.code, refused.field) == ("spreadsheet.not_a_table", "file")
    assert "XLSX oder CSV" in refused.text


def test_a_zip_of_something_else_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert refusal(buffer.getvalue()).code == "spreadsheet.not_a_table"


@pytest.mark.parametrize("content", [b"", b"  \n ", sheet_of()])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content).code == "spreadsheet.empty"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 70 * 1024 * 1024)
    assert len(buffer.getvalue()) < 2 * 1024 * 1024
    assert refusal(buffer.getvalue()).code == "spreadsheet.too_big"


def test_a_row_far_below_does_not_make_the_reader_walk_there() -> None:
    book, buffer = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.append([column.title for column in COLUMNS])
    sheet.cell(1_048_576, 16_384, "weit weg")
    book.save(buffer)
    assert read(buffer.getvalue(), max_rows=10) == []


def test_too_many_rows_and_too_many_bytes_are_refused() -> None:
    content = write_xlsx(COLUMNS, [ROW] * 11, "Ziele")
    assert refusal(content, max_rows=10).code == "spreadsheet.too_many_rows"
    assert refusal(content, max_bytes=100).code == "spreadsheet.too_big"
    assert len(read(content, max_rows=11)) == 11


def test_damaged_files_are_refused_and_never_crash() -> None:
    chance = random.Random(2030)
    for _ in range(150):
        content = bytearray(XLSX)
        for _ in range(chance.randint(1, 20)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with suppress(Refused):
            read(bytes(content))


def test_signs_that_no_xml_file_may_hold_do_not_spoil_the_workbook() -> None:
    columns = (Column("text", "Text"),)
    content = write_xlsx(columns, [{"text": "Rad\ufffe\uffffweg\x0b\ud800"}], "Ide\ufffeen")
    book = load_workbook(io.BytesIO(content))
    assert (book.properties.title, book.worksheets[0]["A2"].value) == ("Ideen", "Radweg")
