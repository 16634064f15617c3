"""The demo's people, its door and its letter box."""

import random
from datetime import datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django_scopes import scope
from pytest_django import Settings

from soesmart.accounts.models import Membership, Person, RoleAssignment
from soesmart.accounts.services import join_town
from soesmart.core import clock
from soesmart.core.models import AuditEntry
from soesmart.core.outbox import queue_mail, send_due
from soesmart.demo.cast import CAST, create_cast
from soesmart.region.models import Municipality

DOOR, LETTERS = "/vorfuehrung/anmelden/", "/vorfuehrung/post/"


@pytest.fixture
def cast(soest: Municipality, olpe: Municipality, at: datetime) -> list[Person]:
    cache.clear()
    return create_cast(at)


@pytest.fixture
def demo(settings: Settings, cast: list[Person]) -> Client:
    """A browser at Soest's address while the process is a demo."""
    settings.DEMO = True
    return Client(HTTP_HOST="soest.localhost")


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_the_cast_is_made_once_and_is_always_the_same(cast: list[Person], at: datetime, soest: Municipality) -> None:
    entries = AuditEntry.objects.count()
    assert [person.pk for person in create_cast(at)] == [character.pk for character in CAST]
    assert AuditEntry.objects.count() == entries
    with scope(municipality=soest):
        assert Membership.objects.count() == sum(character.town == "soest" for character in CAST)


def test_two_people_may_approve_a_strategy(cast: list[Person], soest: Municipality) -> None:
    with scope(municipality=soest):
        assert RoleAssignment.objects.filter(role="strategy_officer").count() == 2


def test_a_name_that_somebody_took_gets_another_word(
    soest: Municipality, olpe: Municipality, amira: Person, at: datetime
) -> None:
    with scope(municipality=soest):
        join_town(person=amira, town=soest, at=at, rng=random.Random(1), pseudonym="Bernd")
    create_cast(at)
    with scope(municipality=soest):
        assert Membership.objects.get(person__email="bernd@example.org").pseudonym != "Bernd"


@pytest.mark.parametrize("path", [DOOR, LETTERS])
def test_outside_the_demo_there_is_no_door(path: str, cast: list[Person]) -> None:
    client = Client(HTTP_HOST="soest.localhost")
    assert client.get(path).status_code == 404
    assert client.post(path, {"who": "clara"}).status_code in (404, 405)
    assert "Vorführung" not in page(client.get("/konto/anmelden/"))


def test_on_a_public_host_there_is_no_door_even_in_the_demo(demo: Client, soest: Municipality) -> None:
    soest.hosts.create(host="soest.example.org")
    assert Client(HTTP_HOST="soest.example.org").get(DOOR).status_code == 404


@pytest.mark.parametrize(
    "character", [character for character in CAST if character.town == "soest"], ids=lambda c: c.key
)
def test_one_click_and_one_is_somebody(character: object, demo: Client) -> None:
    answer = demo.post(DOOR, {"who": character.key, "next": "/mein/daten/"})  # type: ignore[attr-defined]
    assert answer.url == "/mein/daten/"
    assert demo.get("/mein/").wsgi_request.user.email == character.email  # type: ignore[attr-defined]


def test_clara_of_the_demo_opens_the_office(demo: Client) -> None:
    demo.post(DOOR, {"who": "clara"})
    assert demo.get("/verwaltung/personen/").status_code == 200


@pytest.mark.parametrize("who", ["franz", "eva", "", "niemand"])
def test_only_the_towns_own_cast_comes_through_its_door(who: str, demo: Client) -> None:
    assert demo.post(DOOR, {"who": who}).status_code == 404


def test_the_door_leads_to_no_other_host(demo: Client) -> None:
    assert demo.post(DOOR, {"who": "amira", "next": "//evil.example/"}).url == "/mein/"


def test_a_town_without_cast_names_those_that_have_one(demo: Client, olpe: Municipality) -> None:
    olpe.region.municipalities.create(slug="menden", name="Menden", official_name="Stadt Menden", district="Kreis")
    menden = Municipality.objects.get(slug="menden")
    menden.hosts.create(host="menden.localhost", is_primary=True)
    told = page(Client(HTTP_HOST="menden.localhost:8000").get(DOOR))
    assert "http://soest.localhost:8000/vorfuehrung/anmelden/" in told
    assert "Als Clara" not in told


def test_the_code_lies_in_the_letter_box_before_and_after_sending(
    demo: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    demo.post("/konto/anmelden/", {"login": "amira@example.org"})
    waiting = page(demo.get(LETTERS))
    assert "wartet auf den Versand" in waiting
    assert send_due(at=clock.now()) == 1
    sent = page(demo.get(LETTERS))
    assert "wartet auf den Versand" not in sent
    assert "amira@example.org" in sent
    assert "Code zum Anmelden: Soest" in sent


def test_a_towns_letter_box_holds_its_own_letters_only(
    demo: Client, settings: Settings, tmp_path: Path, at: datetime
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    for key, state in (("a", "waiting"), ("b", "sent")):
        queue_mail(key=key, to="franz@example.org", subject=f"Aus Olpe, {state}", text="Hallo", at=at, town="olpe")
        if state == "waiting":
            send_due(at=at)
    assert "Aus Olpe" not in page(demo.get(LETTERS))
    assert page(Client(HTTP_HOST="olpe.localhost").get(LETTERS)).count("Aus Olpe") == 2
