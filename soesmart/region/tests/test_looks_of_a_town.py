"""The town administrator chooses colours and form of address; nobody else does, and nothing unreadable is stored."""

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.core.models import AuditEntry
from soesmart.region.models import Municipality
from tests.cast import make_person
from tests.clients import ClientFor, client_of

PATH = "/verwaltung/stadt/"


def data(**changes: object) -> dict[str, object]:
    return {
        "revision": 1,
        "colour_primary": "#1f4b7a",
        "colour_primary_dark": "#9cc3ef",
        "colour_accent": "#a34f17",
        "address_form": "du",
        **changes,
    }


@pytest.fixture
def administrator(soest: Municipality) -> Client:
    return client_of(make_person("adele", soest, Role.TOWN_ADMINISTRATOR), soest)


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_only_the_town_administrator_comes_in(soest: Municipality, role: Role) -> None:
    client = client_of(make_person("paula", soest, role), soest)
    wanted = 200 if role == Role.TOWN_ADMINISTRATOR else 403
    assert client.get(PATH).status_code == wanted
    if wanted == 403:
        assert client.post(PATH, data()).status_code == 403
        soest.refresh_from_db()
        assert soest.revision == 1


def test_guests_residents_and_administrators_of_other_towns_stay_outside(
    client_for: ClientFor, amira: Person, olpe: Municipality
) -> None:
    franz = make_person("frauke", olpe, Role.TOWN_ADMINISTRATOR)
    for client in (client_for(), client_for(amira), client_for(franz)):
        assert client.get(PATH).status_code in (302, 403)
        assert client.post(PATH, data()).status_code in (302, 403)


def test_what_is_chosen_is_stored_shown_and_logged(administrator: Client, soest: Municipality) -> None:
    answer = administrator.post(PATH, data(), follow=True)
    assert "Das Aussehen der Stadt ist gespeichert" in answer.content.decode()
    soest.refresh_from_db()
    assert (soest.colour_primary, soest.address_form, soest.revision) == ("#1f4b7a", "du", 2)
    assert AuditEntry.objects.filter(town="soest", action="region.branding.edited").count() == 1
    assert "#1f4b7a" in administrator.get("/stadt/").content.decode(), "every page wears the new colour"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"colour_primary": "#FFEE00"}, "#ffee00 ist auf weißem Grund zu schwach zu lesen"),
        ({"colour_primary_dark": "#1f4b7a"}, "auf dunklem Grund zu schwach zu lesen"),
        ({"colour_accent": "rot"}, "in der Form #1f4f46"),
        ({"colour_accent": ""}, "Dieses Feld"),
        ({"address_form": "Ihr"}, "Bitte noch einmal hinschauen"),
    ],
)
def test_wrong_input_is_named_and_what_was_typed_is_kept(
    administrator: Client, soest: Municipality, changes: dict[str, object], words: str
) -> None:
    answer = administrator.post(PATH, data(**changes))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert '#9cc3ef"' in text or "colour_primary_dark" in changes
    soest.refresh_from_db()
    assert soest.revision == 1


@pytest.mark.parametrize("revision", ["1", "", "abc", "9" * 40])
def test_the_second_of_two_administrators_keeps_what_was_typed(
    administrator: Client, soest: Municipality, revision: str
) -> None:
    administrator.post(PATH, data())
    answer = administrator.post(PATH, data(colour_accent="#4f6b1f", revision=revision))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "#4f6b1f" in text
    assert "Der neue Stand" in text
    soest.refresh_from_db()
    assert soest.colour_accent == "#a34f17"
    assert administrator.post(PATH, data(colour_accent="#4f6b1f", revision=2)).status_code == 302
