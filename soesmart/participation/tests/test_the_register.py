"""The office types or uploads the register."""

import io
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from soesmart.accounts.models import Person, Role
from soesmart.core.models import AuditEntry
from soesmart.core.spreadsheets import XLSX_TYPE
from soesmart.participation.models import RegisterCount
from soesmart.region.models import District, Municipality
from tests.clients import ClientFor, CountQueries

PAGE = "/verwaltung/mitmachen/register/"
TABLE = "/verwaltung/mitmachen/register.xlsx"
OFFICER = Role.PARTICIPATION_OFFICER


@pytest.fixture
def villages(in_soest: Municipality) -> list[District]:
    return [
        District.objects.create(municipality=in_soest, slug=name.lower(), name=name) for name in ("Ostönnen", "Ampen")
    ]


def ages(**typed: str) -> dict[str, str]:
    return {"age-dimension": "age", "age-source": "https://www.example.org/alter"} | {
        f"age-people-{key.replace('_', '-')}": value for key, value in typed.items()
    }


def stored() -> list[tuple[str, str, int]]:
    return list(RegisterCount.objects.values_list("dimension", "key", "people"))


def upload_of(*sheets: tuple[str, list[list[object]]]) -> SimpleUploadedFile:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        page = book.create_sheet(title)
        for row in [["Kennung", "Name", "Menschen", "Quelle", "Beispielwert"], *rows]:
            page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("einwohner.xlsx", buffer.getvalue(), XLSX_TYPE)


def test_typed_numbers_are_stored_as_people_write_them(
    villages: list[District], client_for: ClientFor, bernd: Person
) -> None:
    answer = client_for(bernd, role=OFFICER).post(PAGE, ages(**{"18_29": "6.500", "75_plus": "5500"}), follow=True)
    assert "Die Zahlen sind gespeichert." in answer.content.decode()
    assert stored() == [("age", "18-29", 6500), ("age", "75-plus", 5500)]
    row = RegisterCount.objects.first()
    assert row is not None
    assert (row.source, row.invented) == ("https://www.example.org/alter", False)
    assert 'value="6.500"' in answer.content.decode()


def test_saving_twice_writes_once(villages: list[District], client_for: ClientFor, bernd: Person) -> None:
    client = client_for(bernd, role=OFFICER)
    client.post(PAGE, ages(**{"18_29": "6.500"}))
    answer = client.post(PAGE, ages(**{"18_29": "6.500"}), follow=True)
    assert "Keine Änderung" in answer.content.decode()
    assert AuditEntry.objects.filter(action="participation.register.recorded").count() == 1


def test_what_is_no_number_is_refused_and_kept(villages: list[District], client_for: ClientFor, bernd: Person) -> None:
    answer = client_for(bernd, role=OFFICER).post(PAGE, ages(**{"18_29": "viele", "75_plus": "-3", "30_44": "12"}))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "„viele“ ist keine Zahl" in text
    assert "Bitte eine ganze Zahl ab 0 eintragen" in text
    assert 'value="viele"' in text
    assert 'value="12"' in text
    assert stored() == []


def test_the_table_comes_back_as_it_went_out(villages: list[District], client_for: ClientFor, bernd: Person) -> None:
    client = client_for(bernd, role=OFFICER)
    book = load_workbook(io.BytesIO(client.get(TABLE).content))
    assert book.sheetnames == ["Ortsteile", "Alter"]
    assert [row[0].value for row in book["Ortsteile"].iter_rows(min_row=2)] == ["ampen", "ostoennen"] or [
        row[1].value for row in book["Ortsteile"].iter_rows(min_row=2)
    ] == ["Ampen", "Ostönnen"]
    book["Ortsteile"]["C2"] = 1100
    book["Alter"]["C3"] = 6500
    book["Alter"]["E3"] = "ja"
    buffer = io.BytesIO()
    book.save(buffer)
    file = SimpleUploadedFile("einwohner.xlsx", buffer.getvalue(), XLSX_TYPE)
    answer = client.post(PAGE, {"upload": "1", "file": file}, follow=True)
    assert "Die Zahlen sind gespeichert." in answer.content.decode()
    assert stored() == [("age", "18-29", 6500), ("district", "ampen", 1100)]
    assert RegisterCount.objects.get(dimension="age").invented


def test_a_wrong_table_is_told_row_by_row_and_stores_nothing(
    villages: list[District], client_for: ClientFor, bernd: Person
) -> None:
    rows: list[list[object]] = [
        ["ampen", "Ampen", 1000],
        ["ampen", "Ampen", 1001],
        ["werl", "Werl", 5],
        ["ost", "Ost", "viele"],
    ]
    client = client_for(bernd, role=OFFICER)
    answer = client.post(PAGE, {"upload": "1", "file": upload_of(("Ortsteile", rows))})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Zeile 3: „ampen“ kommt doppelt vor." in text
    assert "Zeile 4: „werl“ gibt es in dieser Stadt nicht." in text
    assert "Zeile 5, Menschen:" in text
    assert stored() == []


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("bild.png", b"\x89PNG", "image/png"),
        SimpleUploadedFile("leer.xlsx", b"", XLSX_TYPE),
        upload_of(("Etwas anderes", [])),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(
    villages: list[District], client_for: ClientFor, bernd: Person, file: SimpleUploadedFile
) -> None:
    file.seek(0)
    answer = client_for(bernd, role=OFFICER).post(PAGE, {"upload": "1", "file": file})
    assert answer.status_code == 422
    assert 'id="id_file-error"' in answer.content.decode() or "kern-error" in answer.content.decode()
    assert stored() == []


def test_only_the_office_of_participation_may(
    in_soest: Municipality, client_for: ClientFor, deniz: Person, amira: Person
) -> None:
    for person in (deniz, amira):
        assert client_for(person).get(PAGE).status_code == 403
        assert client_for(person).get(TABLE).status_code == 403
    assert client_for().get(PAGE).status_code in (302, 403)


def test_a_town_without_districts_types_ages(in_soest: Municipality, client_for: ClientFor, bernd: Person) -> None:
    assert "Noch keine Ortsteile" in client_for(bernd, role=OFFICER).get(PAGE).content.decode()


def test_it_needs_few_queries(
    villages: list[District], client_for: ClientFor, bernd: Person, count_queries: CountQueries, at: datetime
) -> None:
    client = client_for(bernd, role=OFFICER)
    client.get(PAGE)
    with count_queries() as asked:
        assert client.get(PAGE).status_code == 200
    assert len(asked) <= 12, asked
