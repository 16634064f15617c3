"""What a reader sees of the pilots, on their pages and on those of the strategy."""

import csv
from datetime import datetime

import pytest

from soesmart.core.refusals import Refused
from soesmart.participation.rules import StepKind
from soesmart.participation.services.trail import take_step
from soesmart.participation.tests.campaigns import a_campaign, an_idea
from soesmart.pilots.models import Pilot
from soesmart.pilots.module import MODULE
from soesmart.pilots.related import door, ideas_of_pilot, pilots_of_goal, pilots_of_idea
from soesmart.pilots.rules import Membership, PilotState
from soesmart.pilots.services import PilotWords, ProgrammeWords, ProjectWords, open_programme, record_pilot
from soesmart.pilots.services import record_related_project as record_project
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal, Version
from tests.clients import ClientFor, CountQueries

TEST = "system:test"


def test_the_overview_groups_by_state_and_says_how_sure_it_is(pilots: list[Pilot], client_for: ClientFor) -> None:
    text = client_for().get("/pilotprojekte/").content.decode()
    assert text.index("In Umsetzung (1)") < text.index("Leuchten am Radweg") < text.index("Ausgeschrieben (1)")
    assert text.index("Ausgeschrieben (1)") < text.index("Nachtbus")
    assert "Öffentlich als Pilotprojekt belegt." in text
    assert "Frei erfunden" in text
    assert "Stand: Beispielwert" in text


def test_a_page_leads_to_goals_field_and_sources(pilots: list[Pilot], client_for: ClientFor) -> None:
    text = client_for().get("/pilotprojekte/leuchten/").content.decode()
    assert '<a href="/strategie/ziele/MOB-1/">Mehr Wege mit dem Rad</a>' in text
    assert '<a href="/strategie/felder/mobilitaet/">Mobilität</a>' in text
    assert "https://www.example.org/leuchten" in text
    assert "https://www.example.org/vorbild" in text
    assert text.index("Drei Kilometer Kabel") < text.index("Anderswo leuchtet es schon"), "facts come first"
    assert "Aus der Idee auf Karte I03" in text
    assert "eigene Formulierung" in text


def test_programme_and_real_projects_frame_the_pilots(
    pilots: list[Pilot], in_soest: Municipality, client_for: ClientFor, at: datetime
) -> None:
    words = ProgrammeWords("Alle können mitmachen.", budget_cents=2_000_000_00, budget_qualifier="gut", until_year=2030)
    open_programme(actor=TEST, municipality=in_soest, words=words, at=at)
    project = ProjectWords("soefa", "Grünes SOeFA", "in Betrieb", "Sitzecke.", "https://www.example.org/soefa")
    record_project(actor=TEST, municipality=in_soest, words=project, at=at)
    text = client_for().get("/pilotprojekte/").content.decode()
    assert "gut 2.000.000" in text
    assert "bis 2030" in text
    assert 'id="vorhaben-soefa"' in text


def test_a_town_without_pilots_says_what_will_be_there(client_for: ClientFor, olpe: Municipality) -> None:
    assert "Hier stehen bald Projekte" in client_for(town=olpe).get("/pilotprojekte/").content.decode()


def test_a_pilot_of_another_town_is_not_found(pilots: list[Pilot], client_for: ClientFor, olpe: Municipality) -> None:
    assert client_for(town=olpe).get("/pilotprojekte/leuchten/").status_code == 404
    assert "Leuchten" not in client_for(town=olpe).get("/pilotprojekte.csv").content.decode()


def test_the_file_has_a_row_for_each_pilot_and_runs_no_formula(pilots: list[Pilot], client_for: ClientFor) -> None:
    answer = client_for().get("/pilotprojekte.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="pilotprojekte-soest.csv"'
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [row["Name"] for row in rows] == ["Leuchten am Radweg", "Nachtbus"]
    assert rows[0]["Ziele"] == "MOB-1, MOB-2"
    assert (rows[0]["Beispielwert"], rows[1]["Beispielwert"]) == ("nein", "ja")
    assert rows[1]["Kurzbeschreibung"] == "'=Fährt nach Bedarf."


def test_the_strategy_shows_its_pilots(pilots: list[Pilot]) -> None:
    goal = Goal.objects.get(code="MOB-2")
    assert [related.title for related in pilots_of_goal(goal)] == ["Leuchten am Radweg", "Nachtbus"]
    assert [related.invented for related in pilots_of_goal(goal)] == [False, True]
    found = door()
    assert found is not None
    assert (found.count, found.label, found.url) == (2, "Pilotprojekte", "/pilotprojekte/")


def test_a_house_without_pilots_has_no_door(in_soest: Municipality) -> None:
    assert door() is None


@pytest.mark.parametrize(
    ("number", "key", "field", "codes", "words"),
    [
        (1, "neu", "", [], "gibt es schon"),
        (3, "leuchten", "", [], "gibt es schon"),
        (3, "neu", "gibt-es-nicht", [], "Handlungsfeld „gibt-es-nicht“"),
        (3, "neu", "", ["MOB-1", "XYZ-9"], "XYZ-9"),
    ],
)
def test_what_does_not_fit_is_refused(
    pilots: list[Pilot],
    in_soest: Municipality,
    at: datetime,
    number: int,
    key: str,
    field: str,
    codes: list[str],
    words: str,
) -> None:
    said = PilotWords("Neu", "Neu.", Membership.UNKNOWN, PilotState.CHECKED)
    with pytest.raises(Refused, match=words):
        record_pilot(
            actor=TEST,
            municipality=in_soest,
            number=number,
            key=key,
            words=said,
            field_key=field,
            goal_codes=codes,
            at=at,
        )
    assert Pilot.objects.count() == 2


def test_the_search_knows_the_notes_too(pilots: list[Pilot]) -> None:
    found = {document.key: document for document in MODULE.search_documents()}
    assert "Drei Kilometer Kabel" in found["pilot-leuchten"].text
    assert " Stand: " in found["pilot-leuchten"].text


def test_the_start_page_invites_to_those_that_are_open(pilots: list[Pilot], at: datetime) -> None:
    assert [card.state for card in MODULE.cards(at)] == ["1 ausgeschrieben"]


@pytest.mark.parametrize("path", ["/pilotprojekte/", "/pilotprojekte.csv"])
def test_the_number_of_queries_does_not_grow_with_the_pilots(
    pilots: list[Pilot],
    strategy: Version,
    in_soest: Municipality,
    client_for: ClientFor,
    count_queries: CountQueries,
    at: datetime,
    path: str,
) -> None:
    client, counts = client_for(), []
    for first in (10, 30):
        for number in range(first, first + 20):
            words = PilotWords(f"Versuch {number}", "Neu.", Membership.UNKNOWN, PilotState.CALLED)
            record_pilot(
                actor=TEST,
                municipality=in_soest,
                number=number,
                key=f"versuch-{number}",
                words=words,
                field_key="mobilitaet",
                goal_codes=["MOB-1"],
                at=at,
            )
        with count_queries() as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_a_pilot_and_the_idea_from_which_it_grew_lead_to_each_other(
    pilots: list[Pilot], in_soest: Municipality, client_for: ClientFor, at: datetime
) -> None:
    lamps = Pilot.objects.get(key="leuchten")
    card = an_idea(a_campaign(in_soest, at), at, "Licht am Radweg", reference="I03")
    assert [idea.title for idea in ideas_of_pilot(lamps)] == [card.title]
    assert [item.key for item in pilots_of_idea(card)] == ["leuchten"]
    # A step that names the pilot counts more than the name of a card, which another campaign may have too.
    other = an_idea(a_campaign(in_soest, at, "zweite"), at, "Licht an der Bahn")
    take_step(actor=TEST, idea=other, kind=StepKind.PILOT, text="Ja.", unit="Tiefbau", pilot_key="leuchten", at=at)
    assert [idea.title for idea in ideas_of_pilot(lamps)] == [other.title]
    assert list(pilots_of_idea(card)) == []
    assert 'href="/mitmachen/zweite/ideen/1/"' in client_for().get("/pilotprojekte/leuchten/").content.decode()
    assert 'href="/pilotprojekte/leuchten/"' in client_for().get("/mitmachen/zweite/ideen/1/").content.decode()
