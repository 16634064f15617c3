"""The page about a town, and the pages of the region's own host."""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from django_scopes.exceptions import ScopeError

from soesmart.region.models import District, Municipality, Region, TownFact
from soesmart.region.rules import DistrictFact, Fact
from soesmart.region.services import record_districts, record_town_facts
from tests.clients import ClientFor, CountQueries

REGION = "region.localhost:8000"


@pytest.fixture
def told(soest: Municipality, olpe: Municipality, at: datetime) -> None:
    """Soest and Olpe with a fact each; Soest with two districts."""
    for town, area in ((soest, "85,81 km²"), (olpe, "85,88 km²")):
        facts = [Fact("Fläche", area, "https://www.example.org/flaeche", invented=town == olpe)]
        record_town_facts(actor="system:test", municipality=town, facts=facts, at=at)
    parts = [DistrictFact("ostoennen", "Ostönnen", population=1067), DistrictFact("altstadt", "Altstadt", "quarter")]
    record_districts(actor="system:test", municipality=soest, districts=parts, at=at)


def test_the_page_about_a_town_shows_its_own_facts_with_source(told: None, client_for: ClientFor) -> None:
    text = client_for().get("/stadt/").content.decode()
    assert "85,81 km²" in text
    assert "https://www.example.org/flaeche" in text
    assert "Ostönnen" in text
    assert "1.067 Menschen" in text
    assert "Altstadt" in text
    assert "85,88 km²" not in text


def test_what_is_invented_is_marked(told: None, client_for: ClientFor, olpe: Municipality) -> None:
    assert "Beispielwert" in client_for(town=olpe).get("/stadt/").content.decode()
    assert "Beispielwert" not in client_for().get("/stadt/").content.decode()


def test_a_town_without_facts_says_what_will_be_there(client_for: ClientFor) -> None:
    assert "Noch keine Angaben" in client_for().get("/stadt/").content.decode()


def test_districts_stand_in_the_order_of_a_german_telephone_book(
    client_for: ClientFor, soest: Municipality, at: datetime
) -> None:
    names = ["Ruploh", "Röllingsen", "Ampen", "Müllingsen", "Meckingsen"]
    parts = [DistrictFact(str(number), name) for number, name in enumerate(names)]
    record_districts(actor="system:test", municipality=soest, districts=parts, at=at)
    text = client_for().get("/stadt/").content.decode()
    places = [text.index(f">{name}") for name in ("Ampen", "Meckingsen", "Müllingsen", "Röllingsen", "Ruploh")]
    assert places == sorted(places)


def test_the_number_of_queries_does_not_grow_with_the_districts(
    client_for: ClientFor, soest: Municipality, at: datetime, count_queries: CountQueries
) -> None:
    client = client_for()
    counts = []
    for most in (20, 200):
        parts = [DistrictFact(f"ort-{number}", f"Ort {number}") for number in range(most)]
        record_districts(actor="system:test", municipality=soest, districts=parts, at=at)
        with count_queries() as queries:
            assert client.get("/stadt/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_the_region_shows_its_towns_and_leads_to_their_hosts_with_the_same_port(told: None) -> None:
    text = Client(HTTP_HOST=REGION).get("/").content.decode()
    assert 'href="http://soest.localhost:8000/"' in text
    assert 'href="http://olpe.localhost:8000/"' in text
    assert "85,81 km²" in text
    assert "85,88 km²" in text


def test_a_town_leads_back_to_the_region(told: None) -> None:
    text = Client(HTTP_HOST="soest.localhost:8000").get("/stadt/").content.decode()
    assert f'href="http://{REGION}/"' in text


def test_the_network_has_a_page(five_towns: Region) -> None:
    assert Client(HTTP_HOST=REGION).get("/netzwerk/").status_code == 200


@pytest.mark.parametrize(
    "path", ["/konto/anmelden/", "/verwaltung/", "/stadt/", "/strategie/", "/mein/", "/redaktion/"]
)
def test_nobody_signs_in_at_the_region_and_no_town_answers_there(five_towns: Region, path: str) -> None:
    answer = Client(HTTP_HOST=REGION).get(path)
    assert answer.status_code == 404
    assert "Anmelden" not in answer.content.decode()


def test_outside_a_town_its_rows_cannot_be_asked_for(told: None) -> None:
    for model in (District, TownFact):
        with pytest.raises(ScopeError):
            model.objects.count()


def test_a_town_sees_only_its_own_rows(told: None, olpe: Municipality) -> None:
    with scope(municipality=olpe):
        assert [fact.text for fact in TownFact.objects.all()] == ["85,88 km²"]
        assert not District.objects.exists()
