"""Ideas as a table: all of a file or nothing of it, an error for every cell, and out and in again without a change."""

import io
import json
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from soesmart.accounts.models import Person, Role
from soesmart.core.models import AuditEntry
from soesmart.core.spreadsheets import read_table, write_csv, write_xlsx
from soesmart.participation.idea_check import compare
from soesmart.participation.idea_files import rows_out
from soesmart.participation.idea_reading import read_lines
from soesmart.participation.idea_table import COLUMNS, RESULTS, STANDING
from soesmart.participation.models import Campaign, Category, Idea, IdeaLink, IdeaUpload, Step
from soesmart.participation.queries.idea_rows import known_in
from soesmart.participation.queries.office_words import sentence
from soesmart.participation.rules import AnswerTime, AuthorRole, Channel, ResultsShown, StepKind, Visibility
from soesmart.participation.services import give_opinion, link_ideas, recount
from soesmart.participation.services.idea_import import import_ideas
from soesmart.participation.tests.campaigns import a_campaign, an_idea, browser
from soesmart.participation.tests.idea_tables import csv, raw, xlsx
from soesmart.region.models import District, Municipality, TownOutline
from tests.clients import ClientFor

OFFICE = "/verwaltung/mitmachen/ideen/ideen/"
TABLE = f"{OFFICE}tabelle/"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    campaign = a_campaign(in_soest, at)
    Category.objects.create(campaign=campaign, position=1, key="gruen", name="Grünes Soest")
    District.objects.create(municipality=in_soest, slug="ampen", name="Ampen")
    ring = [[8.0, 51.5], [8.2, 51.5], [8.2, 51.65], [8.0, 51.65]]
    TownOutline.objects.create(municipality=in_soest, points=ring, invented=True)
    return campaign


@pytest.fixture
def office(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd, role=Role.PARTICIPATION_OFFICER)


def upload(office: Client, file: SimpleUploadedFile) -> HttpResponse:
    return office.post(TABLE, {"file": file})  # type: ignore[return-value]


def take(office: Client, file: SimpleUploadedFile) -> None:
    """Upload, look, take over."""
    answer = upload(office, file)
    assert answer.status_code == 302, answer.content.decode()
    assert office.get(answer["Location"]).status_code == 200
    assert office.post(answer["Location"]).status_code == 302


ROW: dict[str, Any] = {
    "reference": "I01",
    "title": "Linden am Wall",
    "what": "Linden pflanzen.\nViele.",
    "beneficiaries": "Alle",
    "category": "grünes soest",
    "district": "Ampen",
    "place": "Am Wall",
    "lat": Decimal("51.57110"),
    "lon": Decimal("8.10570"),
    "channel": "paper",
    "author_role": "council",
    "received": date(2026, 10, 20),
    "source": "https://www.example.org/karte",
    "invented": True,
}


def test_a_new_idea_comes_in_with_all_it_says(office: Client, campaign: Campaign, at: datetime) -> None:
    take(office, xlsx([ROW]))
    idea = Idea.objects.get()
    assert (idea.number, idea.title, idea.what) == (1, "Linden am Wall", "Linden pflanzen.\nViele.")
    assert (idea.category.name, idea.district.name) == ("Grünes Soest", "Ampen")
    assert (idea.lat, idea.lon) == (Decimal("51.57110"), Decimal("8.10570"))
    assert (idea.channel, idea.author_role, idea.invented) == (Channel.PAPER, AuthorRole.COUNCIL, True)
    assert idea.received_at.date() == date(2026, 10, 20)
    assert idea.answer_due_at == AnswerTime(30).due(idea.received_at)
    assert [step.kind for step in idea.steps.all()] == [StepKind.RECEIVED]
    assert recount(campaign=campaign, at=at) == []
    entry = AuditEntry.objects.get(action="participation.ideas.imported")
    assert entry.facts == {"new": 1, "changed": 0, "unchanged": 0}
    assert sentence(entry.action, entry.facts) == ("Ideen aus einer Tabelle übernommen", "1 neu")


def test_a_file_of_the_export_changes_nothing(office: Client, campaign: Campaign, at: datetime) -> None:
    take(
        office,
        xlsx([ROW, {"title": "Bänke", "what": "=1+1", "links": "I01"}, {"number": 9, "title": "-", "what": "'"}]),
    )
    give_opinion(campaign_key="ideen", number=9, credential=browser("eva"), value=1, at=at)
    for ending in ("xlsx", "csv"):
        file = office.get(f"{OFFICE}ideen.{ending}").content
        answer = upload(office, raw(file, f"ideen.{ending}"))
        assert answer["Location"] == TABLE, ending
    assert Step.objects.filter(kind=StepKind.EDITED).count() == 0


def test_rows_are_found_by_number_and_by_reference(office: Client, campaign: Campaign, at: datetime) -> None:
    take(office, xlsx([ROW]))
    take(office, csv([ROW | {"title": "Eichen am Wall"}]))
    take(office, csv([ROW | {"number": 1, "reference": "I99", "received": None, "channel": None}]))
    idea = Idea.objects.get()
    assert (idea.title, idea.reference, idea.channel) == ("Linden am Wall", "I99", "paper")
    assert idea.received_at.date() == date(2026, 10, 20)
    assert idea.revision == 3


def test_what_is_linked_in_one_row_is_linked_in_both(office: Client, campaign: Campaign) -> None:
    rows = [
        {"reference": name, "title": name, "what": name, "links": links} for name, links in (("A1", "B2"), ("B2", ""))
    ]
    take(office, xlsx(rows))
    assert IdeaLink.objects.count() == 1
    assert upload(office, xlsx(rows))["Location"] == TABLE
    take(office, xlsx([{**row, "links": ""} for row in rows]))
    assert not IdeaLink.objects.exists()


def test_links_to_ideas_outside_the_file_stay_or_go_with_the_cell(
    office: Client, campaign: Campaign, at: datetime
) -> None:
    one, two, three = (an_idea(campaign, at, title) for title in ("Eins", "Zwei", "Drei"))
    link_ideas(actor="system:test", idea=one, others=[two, three], at=at)
    take(office, xlsx([{"number": 1, "title": "Eins", "what": one.what, "links": "3"}]))
    assert [(link.first, link.second) for link in IdeaLink.objects.all()] == [(one, three)]


@pytest.mark.parametrize(
    ("changed", "column", "text"),
    [
        ({"title": ""}, "Titel", "fehlt"),
        ({"title": "x" * 121}, "Titel", "121"),
        ({"what": "x" * 5001}, "Was", "5001"),
        ({"category": "Verkehr"}, "Thema", "Grünes Soest"),
        ({"district": "Entenhausen"}, "Ortsteil", "Ampen"),
        ({"lon": None}, "Länge", "beide"),
        ({"lat": Decimal("8.1057"), "lon": Decimal("51.5711")}, "Breite", "vertauscht"),
        ({"lat": Decimal("52.5"), "lon": Decimal("13.4")}, "Breite", "nicht in Soest"),
        ({"lat": Decimal(515711)}, "Breite", "gibt es nicht"),
        ({"channel": "Brieftaube"}, "Kanal", "Brieftaube"),
        ({"author_role": "König"}, "Rolle", "König"),
        ({"links": "Z77"}, "Zusammen gedacht mit", "Diese Idee gibt es"),
        ({"links": "I01"}, "Zusammen gedacht mit", "sich selbst"),
        ({"received": date(2126, 1, 1)}, "Eingegangen am", "Zukunft"),
        ({"source": "javascript:alert(1)"}, "Quelle", "Internetadresse"),
        ({"number": 0}, "Nummer", "zwischen"),
        ({"number": 1_000_000}, "Nummer", "zwischen"),
        ({"reference": "12"}, "Kennung", "Buchstaben"),
    ],
)
def test_each_fault_is_named_with_row_and_column(
    changed: dict[str, Any], column: str, text: str, office: Client, campaign: Campaign
) -> None:
    answer = upload(office, xlsx([{"title": "Gut", "what": "Gut"}, ROW | changed]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<td class="number">3</td><td>{column}</td>' in page
    assert text in page
    assert not Idea.objects.exists()
    assert not IdeaUpload.objects.exists()


def test_numbers_and_references_stand_only_once(office: Client, campaign: Campaign, at: datetime) -> None:
    idea = an_idea(campaign, at, reference="I01")
    rows = [
        {"number": 7, "title": "A", "what": "A", "reference": "x1"},
        {"number": 7, "title": "B", "what": "B", "reference": "X1"},
    ]
    page = upload(office, xlsx([*rows, {"number": 8, "reference": "i01", "title": "C", "what": "C"}])).content.decode()
    assert page.count("Kommt schon in Zeile 2 vor.") == 2
    assert f"So heißt schon Idee {idea.number}." in page


def test_an_idea_that_went_cannot_be_changed_by_a_file(office: Client, campaign: Campaign, at: datetime) -> None:
    idea = an_idea(campaign, at)
    Idea.objects.update(visibility=Visibility.REMOVED)
    assert (
        "nicht mehr öffentlich"
        in upload(office, xlsx([{"number": idea.number, "title": "Anders", "what": "Anders"}])).content.decode()
    )


def bomb() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Titel", "Titel"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "leer"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "Tabelle"),
        (b"PK\x03\x04 kein Archiv", "als XLSX oder CSV"),
        (b"Titel;Was\r\nA;B\r\n", "Es fehlt: Nummer"),
        (b"Titel;Was;Farbe\r\nA;B;C\r\n", "Unbekannt: Farbe"),
        (bomb(), "Spalten"),
        (b"x" * (5 * 1024 * 1024 + 1), "größer"),
    ],
)
def test_what_is_no_table_of_ideas_is_told_so(content: bytes, text: str, office: Client, campaign: Campaign) -> None:
    answer = upload(office, raw(content))
    assert answer.status_code == 422
    assert text in answer.content.decode()


def test_a_formula_is_not_taken_for_a_value(office: Client, campaign: Campaign) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(list(COLUMNS), [ROW], "Ideen")))
    book.worksheets[0]["C2"] = "=HYPERLINK(1)"
    buffer = io.BytesIO()
    book.save(buffer)
    assert "Formel" in upload(office, raw(buffer.getvalue())).content.decode()


def test_ideas_that_changed_between_look_and_click_are_shown_again(
    office: Client, campaign: Campaign, at: datetime
) -> None:
    idea = an_idea(campaign, at, "Bäume")
    answer = upload(office, xlsx([{"number": 1, "title": "Eichen", "what": idea.what}]))
    check = answer["Location"]
    Idea.objects.update(title="Buchen")
    late = office.post(check)
    assert late.status_code == 409
    assert "Buchen" in late.content.decode()
    assert office.post(check).status_code == 302
    idea.refresh_from_db()
    assert idea.title == "Eichen"
    assert office.post(check).status_code == 409


def test_a_table_belongs_to_who_uploaded_it(
    office: Client, campaign: Campaign, client_for: ClientFor, amira: Person
) -> None:
    check = upload(office, xlsx([ROW]))["Location"]
    other = client_for(amira, role=Role.PARTICIPATION_OFFICER)
    assert other.post(check).status_code == 409
    assert not Idea.objects.exists()


def test_a_thousand_ideas_come_in_within_seconds(office: Client, campaign: Campaign, at: datetime) -> None:
    rows = [
        {
            "reference": f"R{number}",
            "title": f"Idee {number}",
            "what": "Bäume. " * 40,
            "links": f"R{max(number - 1, 1)}",
        }
        for number in range(1, 1001)
    ]
    rows[0]["links"] = ""
    began = time.process_time()
    take(office, xlsx(rows))
    spent = time.process_time() - began
    assert Idea.objects.count() == 1000
    assert IdeaLink.objects.count() == 999
    assert recount(campaign=campaign, at=at) == []
    assert spent < 12, "a few seconds; the rest is for a busy machine"


def test_one_wrong_row_of_a_thousand_keeps_all_out(office: Client, campaign: Campaign) -> None:
    rows = [{"title": f"Idee {number}", "what": "Bäume."} for number in range(999)]
    answer = upload(office, csv([*rows, {"title": "", "what": "Ohne Titel"}]))
    assert answer.status_code == 422
    assert '<td class="number">1001</td>' in answer.content.decode()
    assert not Idea.objects.exists()


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30).map(lambda text: " ".join(text.split()))
LINE = st.fixed_dictionaries(
    {
        "title": TEXT.filter(bool),
        "what": TEXT.filter(bool),
        "beneficiaries": TEXT,
        "place": TEXT,
        "category": st.sampled_from(["", "gruen"]),
        "district": st.sampled_from(["", "Ampen"]),
        "channel": st.sampled_from([channel.value for channel in Channel]),
        "author_role": st.sampled_from([role.value for role in AuthorRole]),
        "received": st.dates(date(2020, 1, 1), date(2026, 10, 31)),
        "invented": st.booleans(),
    }
)
SPOT = st.tuples(st.integers(5150001, 5164999), st.integers(800001, 819999))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, min_size=1, max_size=5), spot=SPOT, data=st.data())
def test_out_and_in_again_says_the_same(
    lines: list[dict[str, Any]], spot: tuple[int, int], data: st.DataObject, campaign: Campaign, at: datetime
) -> None:
    other = a_campaign(campaign.municipality, at, f"k{Campaign.objects.count()}")
    Category.objects.create(campaign=other, position=1, key="gruen", name="Grünes Soest")
    lines[0] |= {"lat": Decimal(spot[0]) / 100000, "lon": Decimal(spot[1]) / 100000}
    for number, line in enumerate(lines, start=1):
        line |= {"number": number, "links": data.draw(st.sampled_from(["", *(str(n) for n in range(1, number))]))}

    def read(content: bytes) -> Any:
        known = known_in(other)
        columns = (*COLUMNS, *STANDING, *RESULTS)
        found, problems = read_lines(read_table(io.BytesIO(content), columns), known, at.date())
        assert not problems
        return known, found

    known, found = read(write_xlsx(list(COLUMNS), lines, "Ideen"))
    import_ideas(actor="system:test", campaign=other, lines=found, known=known, at=at)
    rows = rows_out(other, Idea.objects.filter(campaign=other), with_results=True)
    columns = (*COLUMNS, *STANDING, *RESULTS)
    for content in (write_xlsx(columns, rows, "Ideen"), write_csv(columns, rows)):
        known, found = read(content)
        changes = compare(found, known)
        assert not changes, [cell for row in changes.changed for cell in row.cells]
        assert changes.unchanged == len(lines)
    assert recount(campaign=other, at=at) == []


def test_everybody_gets_the_visible_ideas_as_a_file(client_for: ClientFor, campaign: Campaign, at: datetime) -> None:
    seen, hidden = an_idea(campaign, at, "Sichtbar"), an_idea(campaign, at, "Verborgen")
    Idea.objects.filter(pk=hidden.pk).update(visibility=Visibility.HELD)
    give_opinion(campaign_key="ideen", number=seen.number, credential=browser("eva"), value=1, at=at)
    for ending in ("csv", "json"):
        text = client_for().get(f"/mitmachen/ideen/ideen.{ending}").content.decode()
        assert "Sichtbar" in text
        assert "Verborgen" not in text
    found = json.loads(text)["ideas"]
    assert [(row["number"], row["agree"]) for row in found] == [(1, 1)]
    assert client_for().get("/mitmachen/ideen/ideen.xlsx").content.startswith(b"PK")
    assert client_for().get("/mitmachen/ideen/ideen.exe").status_code == 404


def test_results_that_are_hidden_are_in_no_public_file(
    client_for: ClientFor, office: Client, campaign: Campaign, at: datetime
) -> None:
    an_idea(campaign, at)
    far = at + timedelta(days=3000)
    Campaign.objects.update(results=ResultsShown.AFTER_END, closes_at=far)
    for ending in ("csv", "json"):
        text = client_for().get(f"/mitmachen/ideen/ideen.{ending}").content.decode()
        assert "Zustimmung" not in text
        assert "agree" not in text
    assert "Zustimmung" in office.get(f"{OFFICE}ideen.csv").content.decode()


def test_a_draft_gives_no_file_to_the_public(client_for: ClientFor, campaign: Campaign) -> None:
    Campaign.objects.update(state="draft")
    assert client_for().get("/mitmachen/ideen/ideen.csv").status_code == 404
