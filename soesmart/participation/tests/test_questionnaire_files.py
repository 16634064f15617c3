"""Who reads what of a questionnaire: rights of the office, files, paper sheets."""

import io
import random
from datetime import datetime

import pytest
from django.test import Client
from openpyxl import load_workbook

from soesmart.accounts.models import Person, Role
from soesmart.core import clock
from soesmart.participation.queries.questionnaires import questions_of
from soesmart.participation.queries.response_rows import single_columns, single_rows
from soesmart.participation.rules import Who
from soesmart.participation.tests.campaigns import a_campaign, codes_for
from soesmart.participation.tests.questionnaires import YES_NO, a_draft, a_questionnaire, fill
from soesmart.region.models import Municipality
from tests.clients import ClientFor

OFFICE = "/verwaltung/fragebogen/"


@pytest.fixture(autouse=True)
def _stopped(at: datetime) -> object:
    with clock.stopped_at(at):
        yield


@pytest.fixture
def office(client_for: ClientFor, amira: Person) -> Client:
    return client_for(amira, role=Role.PARTICIPATION_OFFICER)


PAGES = ("", "neu/", "wege/", "wege/angaben/", "wege/vorschau/", "wege/fragen/ja/", "wege/loeschen/", "wege/ergebnis/",
         "wege/texte/", "wege/bogen/", "wege/ergebnis.xlsx", "wege/antworten.csv")  # fmt: skip
FOR_AUDITORS = ("", "wege/", "wege/ergebnis/", "wege/ergebnis.xlsx")


@pytest.mark.parametrize("page", PAGES)
def test_only_officers_build_and_auditors_read_results(
    page: str, in_soest: Municipality, at: datetime, client_for: ClientFor, amira: Person, deniz: Person, clara: Person
) -> None:
    a_draft(in_soest, at)
    address = f"{OFFICE}{page}"
    assert client_for().get(address).status_code == 403
    assert client_for(deniz).get(address).status_code == 403
    assert client_for(clara).get(address).status_code == (200 if page in FOR_AUDITORS else 403)
    assert client_for(amira, role=Role.PARTICIPATION_OFFICER).get(address).status_code == 200


def test_the_file_of_responses_names_nobody_and_nothing_confidential(
    in_soest: Municipality, at: datetime, office: Client
) -> None:
    form = a_questionnaire(in_soest, at)
    rows = [
        {
            "wege": {"is": ["rad", "sonstiges"], "other": "Frau Müllers Roller"},
            "sicher": 1,
            "warum": "Ich heiße Müller",
            "alter": str(20 + number),
            "orte": {"markt": "gut"},
            "zuerst": ["licht", "baeume"],
            "wohnort": {"district": "ampen", "text": "Dorfstraße 1"},
        }
        for number in range(20)
    ]
    fill(form, rows, at)
    book = load_workbook(io.BytesIO(office.get(f"{OFFICE}wege/antworten.xlsx").content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    text = str(cells)
    assert cells[1][2:] == ["Mit dem Rad; Sonstiges", "1 – unsicher", "gut", None, "1. Licht; 2. Bäume", "Ampen", None]
    assert not any(word in text for word in ("Müller", "Dorfstraße", "Wie alt"))
    texts = office.get(f"{OFFICE}wege/texte/?frage=warum").content.decode()
    assert "Ich heiße Müller" in texts
    csv = office.get(f"{OFFICE}wege/ergebnis.csv").content.decode("utf-8-sig")
    assert "Mit dem Rad;20;100" in csv


def test_rows_come_in_an_order_that_tells_nothing(in_soest: Municipality, at: datetime) -> None:
    form = a_questionnaire(in_soest, at, questions=[YES_NO])
    fill(form, [{"ja": "1"}] * 30 + [{"ja": "2"}] * 30, at)
    questions = questions_of(form)
    orders = [[row["ja"] for row in single_rows(form, questions, [], random.Random(seed))] for seed in (1, 1, 2)]
    assert orders[0] == orders[1] != orders[2]
    assert sorted(map(str, orders[2])) == ["Ja"] * 30 + ["Nein"] * 30
    assert [column.key for column in single_columns(questions)] == ["number", "channel", "ja"]


def test_a_paper_sheet_is_entered_once(in_soest: Municipality, at: datetime, office: Client) -> None:
    form = a_questionnaire(in_soest, at)
    address = f"{OFFICE}wege/bogen/"
    sheet = {"mark": "17", "channel": "event", "q.alter": "44"}
    assert office.post(address, sheet).status_code == 302
    again = office.post(address, sheet)
    assert again.status_code == 422
    assert "schon ein Fragebogen da" in again.content.decode()
    wrong = office.post(address, {**sheet, "mark": "18", "q.alter": "4"})
    assert "Frage 4</a>: Bitte mindestens 10" in wrong.content.decode()
    form.refresh_from_db()
    assert form.responses_count == 1
    assert form.responses.get().channel == "event"
    a_draft(in_soest, at, "zwei")
    assert "noch nicht veröffentlicht" in office.post(f"{OFFICE}zwei/bogen/", sheet).content.decode()


def test_a_code_on_paper_and_online_is_one_person(in_soest: Municipality, at: datetime, office: Client) -> None:
    campaign = a_campaign(in_soest, at, who=Who.CODE)
    (code,) = codes_for(campaign, 1, at, random.Random(1))
    form = a_questionnaire(in_soest, at, who=Who.CODE, campaign=campaign)
    address = f"{OFFICE}wege/bogen/"
    assert (
        "Diesen Code kennen wir hier nicht"
        in office.post(address, {"mark": "ACDEFGHJKMNP", "channel": "paper", "q.alter": "44"}).content.decode()
    )
    assert office.post(address, {"mark": code.lower(), "channel": "paper", "q.alter": "44"}).status_code == 302
    eva = Client(HTTP_HOST="soest.localhost")
    eva.post("/fragebogen/wege/zugang/", {"code": code})
    assert "Änderung senden" in eva.get("/fragebogen/wege/").content.decode()
    form.refresh_from_db()
    assert form.responses_count == 1
