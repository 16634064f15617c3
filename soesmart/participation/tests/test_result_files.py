"""The result as document, table and open data."""

import io
import json
from datetime import datetime, timedelta
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from soesmart.core import clock
from soesmart.participation.models import Campaign, Idea, Opinion, Step
from soesmart.participation.rules import Channel, ResultsShown, StepKind, Voting
from soesmart.participation.services.opinion_map import refresh_map
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.participation.tests.results import said, spoken, two_camps
from soesmart.participation.tests.test_who_is_missing import register_ages
from soesmart.region.models import Municipality
from tests.clients import ClientFor

ADDRESS = "/mitmachen/ideen/ergebnis"


@pytest.fixture
def campaign(in_soest: Municipality, at: datetime) -> Campaign:
    register_ages(in_soest, at, invented=True)
    made = two_camps(in_soest, at, invented=True)
    rows = [said(made, person, 1, 1, at, age_band="18-29" if person < 25 else "60-74") for person in range(40)]
    spoken(made, rows, at)
    rows = [said(made, 100 + person, 2, -1, at, channel=Channel.PAPER) for person in range(12)]
    spoken(made, rows, at)
    refresh_map(campaign=made, at=at)
    idea = Idea.objects.get(number=3)
    Idea.objects.filter(pk=idea.pk).update(answered_at=at, state="answered")
    Step.objects.create(idea=idea, kind=StepKind.ANSWERED, at=at, unit="Bauamt", text="Das machen wir #strong[bald].")
    return made


def get(client_for: ClientFor, at: datetime, ending: str) -> bytes:
    with clock.stopped_at(at):
        answer = client_for().get(f"{ADDRESS}.{ending}")
    assert answer.status_code == 200
    return answer.content  # type: ignore[no-any-return]


def text_of(document: bytes) -> str:
    pages = pypdfium2.PdfDocument(document)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def test_the_document_is_tagged_german_and_reads_in_order(
    campaign: Campaign, at: datetime, client_for: ClientFor
) -> None:
    content = get(client_for, at, "pdf")
    document = pypdfium2.PdfDocument(content)
    assert document.is_tagged()
    assert b"pdfuaid" in content
    assert b"/Lang(de-DE)" in content
    text = text_of(content)
    parts = ["Was gefragt war", "Was herauskam", "Meinungsbild", "Wer fehlt", "Was daraus wurde", "Zu diesem Dokument"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert text.index("Idee mit der Nummer 8") < text.index("Idee mit der Nummer 2")
    assert text.startswith("Zwischenstand: Ideen für Soest")
    assert "Das machen wir #strong[bald]. Beispielwert" not in text
    assert "Das machen wir #strong[bald]. Bauamt" in text.replace(" \n", " ")
    assert text.count("Beispielwert") > 5


def test_the_table_holds_what_was_said(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    book = load_workbook(io.BytesIO(get(client_for, at, "xlsx")))
    assert book.sheetnames == ["Überblick", "Ideen", "Kanäle", "Wer fehlt", "Meinungsbild", "Antworten"]
    ideas = rows_of(book["Ideen"])
    assert len(ideas) == 8
    for row in ideas:
        values = list(Opinion.objects.filter(idea__number=row["Nr."]).values_list("value", flat=True))
        agree, disagree = values.count(1), values.count(-1)
        assert (row["Stimmen"], row["dafür"], row["dagegen"]) == (len(values), agree, disagree)
        assert row["Zustimmung in Prozent"] == pytest.approx(100 * agree / (agree + disagree), abs=0.06)
        assert row["Beispielwert"] == "ja"
    overview = {row["Angabe"]: row["Wert"] for row in rows_of(book["Überblick"])}
    assert overview["Menschen"] == "52"
    assert "2 Meinungsgruppen" in overview["Meinungsbild"] or "Gruppe" in overview["Meinungsbild"]
    channels = [(row["Nr."], row["Weg"], row["Stimmen"]) for row in rows_of(book["Kanäle"])]
    assert channels[:2] == [(None, "Online", 40), (None, "Papier", 12)]
    assert (2, "Papier", 12) in channels
    missing = rows_of(book["Wer fehlt"])
    assert sum(row["Teilnehmende"] for row in missing) == 40
    assert all(row["Teilnehmende"] >= 10 for row in missing)
    answers = {row["Nr."]: row for row in rows_of(book["Antworten"])}
    assert (answers[3]["von"], answers[3]["Stand"]) == ("Bauamt", "Beantwortet")
    assert len(rows_of(book["Meinungsbild"])) == 8


def rows_of(page: Any) -> list[dict[str, Any]]:
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_open_data_say_the_same_as_the_table(campaign: Campaign, at: datetime, client_for: ClientFor) -> None:
    data = json.loads(get(client_for, at, "json"))
    book = load_workbook(io.BytesIO(get(client_for, at, "xlsx")))
    assert [row["title"] for row in data["ideas"]] == [row["Idee"] for row in rows_of(book["Ideen"])]
    assert [row["agree"] for row in data["ideas"]] == [row["dafür"] for row in rows_of(book["Ideen"])]
    assert (data["voices"], data["opinions"]) == (52, Opinion.objects.count())
    assert data["campaign"]["invented"] is True
    assert len(data["map"]["agreement"]) == 8


def test_money_is_in_euro(in_soest: Municipality, at: datetime, client_for: ClientFor) -> None:
    made = a_campaign(in_soest, at, voting=Voting.BUDGET, limit=10_000_000)
    an_idea(made, at - timedelta(days=5))
    spoken(made, [said(made, person, 1, 1_000_000, at) for person in range(12)], at)
    [row] = rows_of(load_workbook(io.BytesIO(get(client_for, at, "xlsx")))["Ideen"])
    assert row["Spielgeld in Euro"] == 120_000
    assert "120.000" in text_of(get(client_for, at, "pdf"))


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "json"])
def test_hidden_results_have_no_files(campaign: Campaign, at: datetime, client_for: ClientFor, ending: str) -> None:
    Campaign.objects.update(results=ResultsShown.AFTER_END)
    with clock.stopped_at(at):
        assert client_for().get(f"{ADDRESS}.{ending}").status_code == 404
    assert get(client_for, at + timedelta(days=11), ending)


@pytest.mark.parametrize("voting", list(Voting))
@pytest.mark.parametrize("ending", ["pdf", "xlsx", "json"])
def test_an_empty_campaign_has_its_files(
    in_soest: Municipality, at: datetime, client_for: ClientFor, ending: str, voting: Voting
) -> None:
    a_campaign(in_soest, at, voting=voting, limit=10)
    assert get(client_for, at, ending)
