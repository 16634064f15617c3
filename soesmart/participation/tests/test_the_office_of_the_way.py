"""The office edits the way: who may, what is refused, and what happens when two do it at once."""

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core.models import AuditEntry
from soesmart.participation.models import Milestone, Phase, Process
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import ClientFor, client_of

PATHS = [
    "/verwaltung/prozess/",
    "/verwaltung/prozess/abschnitte/neu/",
    "/verwaltung/prozess/abschnitte/ideen/",
    "/verwaltung/prozess/abschnitte/ideen/entfernen/",
    "/verwaltung/prozess/termine/neu/",
    "/verwaltung/prozess/termine/tour/",
    "/verwaltung/prozess/termine/tour/entfernen/",
]
MAY = {Role.PARTICIPATION_OFFICER, Role.TOWN_ADMINISTRATOR}


@pytest.fixture
def office(way: Process, soest: Municipality) -> Client:
    return client_of(make_person("paula", soest, Role.PARTICIPATION_OFFICER), soest)


def phase_data(**changes: object) -> dict[str, object]:
    return {"revision": 1, "name": "Ideen sammeln", "starts": "30.8.2019", "ends": "17.7.2020", **changes}


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_only_the_participation_officer_and_the_administrator_come_in(
    way: Process, soest: Municipality, role: Role
) -> None:
    client = client_of(make_person("paula", soest, role), soest)
    wanted = 200 if role in MAY else 403
    assert [client.get(path).status_code for path in PATHS] == [wanted] * len(PATHS)
    if role not in MAY:
        assert [client.post(path, phase_data()).status_code for path in PATHS] == [403] * len(PATHS)
        assert (Phase.objects.count(), Milestone.objects.count()) == (2, 3)


def test_guests_residents_and_officers_of_other_towns_stay_outside(
    way: Process, client_for: ClientFor, amira: Person, olpe: Municipality
) -> None:
    franz = make_person("frauke", olpe, Role.PARTICIPATION_OFFICER)
    for client in (client_for(), client_for(amira), client_for(franz)):
        for path in PATHS:
            assert client.get(path).status_code in (302, 403), path


def test_an_officer_without_second_factor_stays_outside(way: Process, soest: Municipality) -> None:
    client = Client(HTTP_HOST="soest.localhost")
    client.force_login(make_person("paula", soest, Role.PARTICIPATION_OFFICER))
    for path in PATHS:
        assert client.get(path).status_code in (302, 403), path


def test_an_edit_is_stored_and_shown(office: Client) -> None:
    answer = office.post("/verwaltung/prozess/abschnitte/ideen/", phase_data(summary="Mit allen."), follow=True)
    assert "„Ideen sammeln“ ist gespeichert" in answer.content.decode()
    assert Phase.objects.get(key="ideen").summary == "Mit allen."


def test_a_new_date_gets_a_key_from_its_name(office: Client) -> None:
    data = {"revision": 0, "name": "Fest für alle", "kind": "milestone", "starts": "1.5.2023 14:00"}
    office.post("/verwaltung/prozess/termine/neu/", data)
    assert Milestone.objects.get(key="fest-fuer-alle").starts == "2023-05-01T14:00"


def test_a_new_date_may_be_a_stop_of_a_tour_and_lies_within_it(office: Client) -> None:
    path = "/verwaltung/prozess/termine/neu/"
    assert ">Tour</option>" in office.get(path).content.decode()
    data = {"name": "Halt am Markt", "kind": "tour_stop", "starts": "29.6.2020 10:00", "part_of": "tour"}
    office.post(path, data)
    stop = Milestone.objects.get(key="halt-am-markt")
    assert stop.part_of == Milestone.objects.get(key="tour")
    answer = office.post(path, data | {"name": "Zu spät", "starts": "30.6.2020"})
    assert answer.status_code == 422
    assert "liegt nicht in „Tour“" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts": "irgendwann"}, "Bitte so schreiben"),
        ({"ends": "1.1.2019"}, "vor dem Beginn"),
        ({"name": ""}, "Dieses Feld"),
        ({"source": "kein ort"}, "gültige"),
    ],
)
def test_wrong_input_is_named_and_what_was_typed_is_kept(
    office: Client, changes: dict[str, object], words: str
) -> None:
    data = phase_data(summary="Lange getippter Text", **changes)
    answer = office.post("/verwaltung/prozess/abschnitte/ideen/", data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Lange getippter Text" in text
    assert Phase.objects.get(key="ideen").revision == 1


def test_a_source_that_is_no_address_is_named_by_its_line(office: Client) -> None:
    data = {"revision": 1, "name": "Tour", "kind": "tour", "starts": "25.6.2020", "ends": "29.6.2020"}
    answer = office.post("/verwaltung/prozess/termine/tour/", data | {"sources": "https://a.example/\njavascript:x"})
    assert answer.status_code == 422
    assert "Zeile 2 ist keine Adresse" in answer.content.decode()


def test_the_second_of_two_editors_keeps_what_was_typed_and_sees_the_new_state(office: Client) -> None:
    path = "/verwaltung/prozess/abschnitte/ideen/"
    office.post(path, phase_data(summary="Von der ersten Person"))
    answer = office.post(path, phase_data(summary="Von der zweiten Person"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Von der zweiten Person" in text
    assert "Von der ersten Person" in text
    assert Phase.objects.get(key="ideen").summary == "Von der ersten Person"
    # Saving again, with the revision of the page shown, is a decision.
    assert 'name="revision" value="2"' in text
    office.post(path, phase_data(summary="Von der zweiten Person", revision=2))
    assert Phase.objects.get(key="ideen").summary == "Von der zweiten Person"


@pytest.mark.parametrize("revision", ["", "abc", "-1", "9" * 40])
def test_a_lost_revision_overwrites_nothing_unseen(office: Client, revision: str) -> None:
    answer = office.post("/verwaltung/prozess/abschnitte/ideen/", phase_data(summary="Neu", revision=revision))
    assert answer.status_code == 409
    assert Phase.objects.get(key="ideen").revision == 1


def test_nothing_is_removed_before_it_was_confirmed(office: Client) -> None:
    path = "/verwaltung/prozess/termine/tour/entfernen/"
    assert "„Tour“ entfernen?" in office.get(path).content.decode()
    assert Milestone.objects.filter(key="tour").exists()
    office.post(path)
    assert not Milestone.objects.filter(key="tour").exists()
    assert AuditEntry.objects.filter(action="participation.milestone.dropped").count() == 1


def test_a_town_without_a_way_can_begin_one(client_for: ClientFor, soest: Municipality) -> None:
    client = client_of(make_person("paula", soest, Role.PARTICIPATION_OFFICER), soest)
    assert "Den Weg beginnen" in client.get("/verwaltung/prozess/").content.decode()
    client.post("/verwaltung/prozess/", {"name": "Soest 2040"})
    assert "Noch keine Abschnitte" in client.get("/verwaltung/prozess/").content.decode()


def test_an_unknown_phase_is_not_found(office: Client) -> None:
    assert office.get("/verwaltung/prozess/abschnitte/gibt-es-nicht/").status_code == 404
