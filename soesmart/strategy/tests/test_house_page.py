"""The house where people meet it: on the strategy's page and as a file."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from soesmart.region.models import Municipality
from soesmart.strategy import related
from soesmart.strategy.house import Door, People
from tests.clients import CountQueries, client_of

SVG = "{http://www.w3.org/2000/svg}"
SOEST = {"Mobilität", "Stadtentwicklung", "Wirtschaft & Innovation", "Klima & Energie", "Bildung"}


@pytest.fixture
def client(demo_db: None) -> Client:
    return client_of(None, Municipality.objects.get(slug="soest"))


def names(drawing: bytes) -> list[str]:
    return [link.get("aria-label", "") for link in ElementTree.fromstring(drawing).iter(f"{SVG}a")]


def test_the_page_has_both_drawings_and_one_set_of_symbols(client: Client) -> None:
    page = client.get("/strategie/").content.decode()
    assert page.count('class="house__wide"') == page.count('class="house__narrow"') == 1
    assert page.count('id="h-bright"') == 1
    assert "style=" not in page


def test_the_file_shows_the_same_parts(client: Client, count_queries: CountQueries) -> None:
    with count_queries() as asked:
        answer = client.get("/strategie/haus.svg")
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert len(asked) <= 12, asked
    found = names(answer.content)
    assert {name.partition(":")[0] for name in found} >= SOEST
    assert sum(name.startswith("Ziel ") for name in found) == 28


def test_the_file_can_be_had_by_night_and_narrow(client: Client) -> None:
    drawings = {client.get(f"/strategie/haus.svg{query}").content for query in ("", "?nacht=1", "?schmal=1", "?x=1")}
    assert len(drawings) == 3


def test_door_and_people_come_from_the_apps_above(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "DOORS", [lambda: None, lambda: Door(10, "Pilotprojekte", "/pilotprojekte/")])
    monkeypatch.setattr(related, "PEOPLE", [lambda: People(1)])
    assert "10 Pilotprojekte" in names(client.get("/strategie/haus.svg").content)
    assert "1 Mensch hat im letzten Jahr mitgemacht" in client.get("/strategie/haus.svg").content.decode()


def test_every_town_has_its_own_house(client: Client) -> None:
    houses = {}
    for town in Municipality.objects.all():
        answer = client_of(None, town).get("/strategie/haus.svg")
        assert answer.status_code == 200
        houses[town.slug] = answer.content
    assert len(set(houses.values())) == 5
    assert not [
        slug for slug, house in houses.items() if slug != "soest" and "Klimaneutrale Smart City" in house.decode()
    ]
