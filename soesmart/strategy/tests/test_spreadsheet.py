"""The strategy out as a workbook, changed, and in again: exactly the change, or a clear word and nothing stored."""

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from soesmart.accounts.models import Person, Role
from soesmart.region.models import Municipality
from soesmart.strategy.models import FieldWording, Indicator, IndicatorValue, SpreadsheetUpload, Version
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.targets import set_target
from soesmart.strategy.services.units import add_unit
from soesmart.strategy.services.values import record_value
from soesmart.strategy.services.words import GoalText, edit_goal
from soesmart.strategy.spreadsheet_rows import rows_of
from soesmart.strategy.tests.drafting import ACTOR, codes, goal, make_draft, make_strategy, many_goals, publish
from tests.clients import ClientFor, CountQueries

TABLE = "/verwaltung/strategie/entwurf/tabelle/"


@pytest.fixture
def draft(in_soest: Municipality, at: datetime) -> Version:
    made = make_draft(make_strategy(in_soest, at), at)
    add_unit(actor=ACTOR, municipality=in_soest, key="verkehr", name="Abteilung Verkehr", at=at)
    share = IndicatorText("IND-MOB-1", "Radverkehrsanteil", "%")
    share_row = add_indicator(actor=ACTOR, municipality=in_soest, text=share, goal=goal(made, "MOB-1").goal, at=at)
    set_target(actor=ACTOR, indicator=share_row, value=Decimal(30), year=2030, at=at)
    record_value(actor=ACTOR, indicator=share_row, year=2019, value=Decimal("21.4"), at=at)
    return made


@pytest.fixture
def office(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd)


def download(office: Client) -> Workbook:
    answer = office.get(f"{TABLE}entwurf.xlsx")
    assert answer.status_code == 200
    return load_workbook(io.BytesIO(answer.content))


def upload(office: Client, book: Workbook | bytes, name: str = "tabelle.xlsx") -> Any:
    if isinstance(book, Workbook):
        buffer = io.BytesIO()
        book.save(buffer)
        book = buffer.getvalue()
    return office.post(TABLE, {"file": SimpleUploadedFile(name, book)}, follow=True)


def put(book: Workbook, sheet: str, row: str, title: str, value: object) -> None:
    """Write into the column `title` of the row whose first cell is `row`."""
    page = book[sheet]
    column = next(cell.column for cell in page[1] if cell.value == title)
    line = next(cells for cells in page.iter_rows(min_row=2) if cells[0].value == row)
    page.cell(line[0].row or 0, column or 0).value = value  # type: ignore[assignment]


def append(book: Workbook, sheet: str, **cells: object) -> None:
    titles = [cell.value for cell in book[sheet][1]]
    book[sheet].append([cells.get(str(title).replace(" ", "_")) for title in titles])


def take_over(office: Client, answer: Any, **data: object) -> Any:
    return office.post(answer.context["action"], data, follow=True)


def test_an_unchanged_workbook_changes_nothing(draft: Version, office: Client) -> None:
    answer = upload(office, download(office))
    assert "Keine Änderung" in answer.content.decode()
    assert not SpreadsheetUpload.objects.exists()


def test_exactly_the_changed_cells_are_shown_and_taken_over(draft: Version, office: Client) -> None:
    book = download(office)
    put(book, "Ziele", "MOB-1", "Titel", "Noch mehr Wege mit dem Rad")
    put(book, "Ziele", "MOB-1", "zuständig", "abteilung verkehr")
    put(book, "Ziele", "MOB-1", "SDG", "11;9")
    put(book, "Ziele", "MOB-1", "Zielwert", "31,5")
    put(book, "Felder", "energie", "Leitlinie", "Sonne zuerst")
    put(book, "Werte", "IND-MOB-1", "Wert", "22,0")
    answer = upload(office, book)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Mehr Wege mit dem Rad" in page
    assert goal(draft, "MOB-1").title == "Mehr Wege mit dem Rad"
    shown = {cell.column: (cell.before, cell.after) for row in answer.context["changes"].rows for cell in row.cells}
    assert shown == {
        "Titel": ("Mehr Wege mit dem Rad", "Noch mehr Wege mit dem Rad"),
        "zuständig": ("", "verkehr"),
        "SDG": ("", "9, 11"),
        "Zielwert": ("30", "31,5"),
        "Leitlinie": ("", "Sonne zuerst"),
        "Wert": ("21,4", "22"),
    }
    before = rows_of(draft)
    assert "Übernommen: 3 Zeilen" in take_over(office, answer).content.decode()
    row = goal(draft, "MOB-1")
    assert (row.title, row.unit and row.unit.key, row.sdgs) == ("Noch mehr Wege mit dem Rad", "verkehr", [9, 11])
    assert FieldWording.objects.get(version=draft, field__key="energie").guideline == "Sonne zuerst"
    indicator = Indicator.objects.get()
    assert indicator.targets.get(replaced_on="").value == Decimal("31.5")
    assert list(IndicatorValue.objects.values_list("value", flat=True)) == [Decimal("21.4"), Decimal(22)]
    assert rows_of(draft)["Ziele"][1:] == before["Ziele"][1:]
    assert "Keine Änderung" in upload(office, download(office)).content.decode()


def test_new_rows_become_fields_goals_indicators_and_values_in_one_go(draft: Version, office: Client) -> None:
    book = download(office)
    append(book, "Ziele", Kennung="KUL-1-1", Feld="Kultur", Titel="Proberäume öffnen", übergeordnetes_Ziel="kul-1")
    append(
        book, "Ziele", Kennung="KUL-1", Feld="Kultur", Titel="Musik", Kennzahl="Konzerte", Einheit="Anzahl", Zielwert=9
    )
    append(book, "Felder", Kennung="kultur", Kürzel="KUL", Name="Kultur")
    append(book, "Werte", Kennung_der_Kennzahl="IND-MOB-1", Jahr=2024, Wert=24.5, Art="geschätzt")
    answer = upload(office, book)
    assert answer.status_code == 200, answer.context["problems"]
    take_over(office, answer)
    assert codes(draft)[-2:] == ["KUL-1", "KUL-1-1"]
    child = goal(draft, "KUL-1-1")
    assert child.parent is not None
    assert child.parent.goal.indicator.name == "Konzerte"
    assert child.parent.goal.indicator.targets.get().value == 9
    assert IndicatorValue.objects.get(year=2024).state == "estimated"


def test_what_the_file_leaves_out_stays_unless_it_is_chosen(draft: Version, office: Client) -> None:
    book = download(office)
    book["Ziele"].delete_rows(2, 3)
    answer = upload(office, book)
    assert next(row.name for row in answer.context["changes"].missing).startswith("MOB-1 ")
    take_over(office, answer)
    assert len(codes(draft)) == 5
    take_over(office, upload(office, book), missing="on")
    assert codes(draft) == ["MOB-2", "ENE-1"]


def test_everybody_may_have_the_valid_version_as_a_workbook_without_the_marks_of_the_office(
    draft: Version, client_for: ClientFor, bernd: Person, clara: Person, at: datetime
) -> None:
    guest = client_for()
    assert guest.get("/strategie/ziele.xlsx").status_code == 404
    publish(draft, bernd, clara, at)
    answer = guest.get("/strategie/ziele.xlsx")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "strategie-soest-1-0.xlsx" in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Ziele", "Felder", "Werte"]
    titles = [cell.value for cell in book["Ziele"][1]]
    first = dict(zip(titles, (cell.value for cell in book["Ziele"][2]), strict=True))
    assert (first["Kennung"], first["Kennzahl"], first["Zielwert"], first["Stand"]) == (
        "MOB-1",
        "Radverkehrsanteil",
        30,
        None,
    )


WRONG_CELLS = [
    ("Ziele", "MOB-1", "Titel", None, "Hier fehlt eine Angabe"),
    ("Ziele", "MOB-1", "Feld", "luftschiffe", "nicht bekannt"),
    ("Ziele", "MOB-1", "zuständig", "niemand", "nicht bekannt"),
    ("Ziele", "MOB-1-1", "übergeordnetes Ziel", "XXX-1", "nicht bekannt"),
    ("Ziele", "MOB-1-1", "übergeordnetes Ziel", "ENE-1", "anderen Feld"),
    ("Ziele", "MOB-1", "SDG", "18", "nur 1 bis 17"),
    ("Ziele", "MOB-1", "SDG", "neun", "keine Nummer"),
    ("Ziele", "MOB-1", "Titel", "x" * 201, "höchstens 200 Zeichen"),
    ("Ziele", "MOB-1", "Titel", "=1+1", "Formel"),
    ("Ziele", "MOB-1", "Quelle", "javascript:alert(1)", "Internetadresse"),
    ("Ziele", "MOB-1", "Zielwert", "viel", "keine Zahl"),
    ("Ziele", "MOB-1", "Zielwert", None, "nicht löschen"),
    ("Ziele", "MOB-1", "Zieljahr", 20300, "kann nicht stimmen"),
    ("Ziele", "MOB-1", "Richtung", "seitwärts", "steht nicht zur Wahl"),
    ("Ziele", "MOB-1", "ökologisch", "vielleicht", "„ja“ oder „nein“"),
    ("Ziele", "MOB-2", "Kennung", "MOB-1", "schon in Zeile 2"),
    ("Felder", "energie", "Kürzel", "EN", "früheren Fassungen"),
    ("Werte", "IND-MOB-1", "Kennzahl", "Anders", "Nachschauen"),
    ("Werte", "IND-MOB-1", "Kennung der Kennzahl", "IND-X", "gibt es nicht"),
    ("Werte", "IND-MOB-1", "Wert", None, "Hier fehlt eine Angabe"),
]


@pytest.mark.parametrize(("sheet", "row", "title", "value", "text"), WRONG_CELLS)
def test_a_wrong_cell_is_named_with_its_place_and_nothing_is_stored(
    draft: Version, office: Client, sheet: str, row: str, title: str, value: object, text: str
) -> None:
    book = download(office)
    put(book, "Ziele", "ENE-1", "Titel", "Darf nicht gespeichert werden")
    put(book, sheet, row, title, value)
    before = rows_of(draft)
    answer = upload(office, book)
    assert answer.status_code == 422
    problem = next(problem for problem in answer.context["problems"] if text in problem.text)
    assert problem.sheet == sheet
    assert problem.row >= 2
    assert text.split("„", maxsplit=1)[0] in answer.content.decode()
    assert rows_of(draft) == before
    assert not SpreadsheetUpload.objects.exists()


def test_one_upload_tells_everything_that_is_wrong(draft: Version, office: Client) -> None:
    book = download(office)
    put(book, "Ziele", "MOB-1", "Titel", None)
    put(book, "Ziele", "MOB-2", "SDG", "18")
    put(book, "Ziele", "ENE-1", "Feld", "mond")
    put(book, "Werte", "IND-MOB-1", "Jahr", 3000)
    problems = upload(office, book).context["problems"]
    found = [(problem.sheet, problem.row, problem.column) for problem in problems]
    assert found == [("Ziele", 2, "Titel"), ("Ziele", 5, "SDG"), ("Ziele", 6, "Feld"), ("Werte", 2, "Jahr")]


@pytest.mark.parametrize("code", ["MOB/4", "neu", "x" * 21])
def test_a_new_goal_with_a_wrong_code_and_an_indicator_is_named_once(draft: Version, office: Client, code: str) -> None:
    book = download(office)
    numbers = {"Kennzahl": "Stellplätze", "Einheit": "Stück", "Zielwert": 500, "Zieljahr": 2030}
    append(book, "Ziele", Kennung=code, Feld="mobilitaet", Titel="Mehr Stellplätze", **numbers)
    answer = upload(office, book)
    assert answer.status_code == 422
    assert [problem.column for problem in answer.context["problems"]] == ["Kennung"]


def workbook(*, sheet: str = "Ziele", rows: int = 0) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.append(["Kennung", "Feld"])
    for number in range(rows):
        page.append([f"X-{number}", "energie"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WRONG_FILES = [
    (b"", "Die Datei ist leer"),
    (b"Kennung;Feld\nA;B\n", "keine XLSX-Datei"),
    (b"PK\x03\x04 broken", "nicht als Tabelle lesen"),
    (workbook(sheet="Tabelle1"), "Blatt „Ziele“ fehlt"),
    (workbook(), "Die Spalten passen nicht"),
    (b"PK" + b"x" * (2 * 1024 * 1024 + 1), "größer als"),
]


@pytest.mark.parametrize(("content", "text"), WRONG_FILES, ids=[text for _, text in WRONG_FILES])
def test_a_wrong_file_is_refused_with_a_clear_word(draft: Version, office: Client, content: bytes, text: str) -> None:
    answer = upload(office, content)
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not SpreadsheetUpload.objects.exists()


def test_a_file_that_unpacks_to_a_mountain_is_refused_before_it_is_opened(draft: Version, office: Client) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 70_000_000)
    answer = upload(office, bomb.getvalue())
    assert answer.status_code == 422
    assert "entpackt zu groß" in answer.content.decode()


def test_more_changes_than_one_transaction_should_hold_are_refused(
    draft: Version, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soesmart.strategy.office.tables.MOST_CHANGES", 1)
    book = download(office)
    put(book, "Ziele", "MOB-1", "Titel", "Anders")
    put(book, "Ziele", "MOB-2", "Titel", "Anders")
    assert "höchstens 1 auf einmal" in upload(office, book).content.decode()


def with_rows(content: bytes, number: int) -> bytes:
    """The workbook with as many further rows in its first sheet."""
    made = io.BytesIO()
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>X-{row}</t></is></c></row>'
        for row in range(10, 10 + number)
    )
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</sheetData>", f"{rows}</sheetData>".encode())
            new.writestr(name, part)
    return made.getvalue()


def test_a_hundred_thousand_rows_are_too_many(draft: Version, office: Client) -> None:
    content = with_rows(office.get(f"{TABLE}entwurf.xlsx").content, 100_000)
    answer = upload(office, content)
    assert answer.status_code == 422
    assert "mehr als 3000 Zeilen" in answer.content.decode()


def test_a_draft_that_changed_since_the_check_is_compared_again(draft: Version, office: Client, at: datetime) -> None:
    book = download(office)
    put(book, "Ziele", "MOB-1", "Titel", "Aus der Tabelle")
    answer = upload(office, book)
    words = GoalText("MOB-1", "mobilitaet", "Von der Kollegin")
    edit_goal(actor=ACTOR, wording=goal(draft, "MOB-1"), text=words, at=at)
    again = take_over(office, answer)
    assert again.status_code == 409
    assert "Von der Kollegin" in again.content.decode()
    assert goal(draft, "MOB-1").title == "Von der Kollegin"
    assert again.context["changes"].rows[0].is_stale
    take_over(office, again)
    assert goal(draft, "MOB-1").title == "Aus der Tabelle"


def test_only_who_uploaded_a_file_takes_it_over_and_only_once(
    draft: Version, office: Client, client_for: ClientFor, clara: Person
) -> None:
    book = download(office)
    put(book, "Ziele", "MOB-1", "Titel", "Neu")
    answer = upload(office, book)
    other = client_for(clara, role=Role.STRATEGY_OFFICER)
    assert other.post(answer.context["action"]).status_code == 409
    assert take_over(office, answer).status_code == 200
    assert take_over(office, answer).status_code == 409


def test_reading_the_table_takes_the_same_queries_for_five_goals_and_for_many(
    draft: Version, office: Client, count_queries: CountQueries
) -> None:
    with count_queries() as few:
        office.get(f"{TABLE}entwurf.xlsx")
    many_goals(draft, 200)
    with count_queries() as many:
        office.get(f"{TABLE}entwurf.xlsx")
    assert len(few) == len(many), many
