"""One's own page: name, address, consents, sessions, data."""

import json
import random
from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope

from soesmart.accounts.models import Consent, Membership, Person, Role
from soesmart.accounts.services import choose_pseudonym, give_consent, join_town, withdraw_consent
from soesmart.accounts.tests.conftest import CodeFor, letters_to
from soesmart.core.refusals import Refused
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def test_a_guest_is_led_to_sign_in_and_back(client_for: ClientFor) -> None:
    for path in ("/mein/", "/mein/daten/", "/mein/daten.json", "/mein/loeschen/"):
        answer = client_for().get(path)
        assert answer.status_code == 302
        assert answer.url.startswith("/konto/anmelden/?next=%2Fmein%2F"), path


def test_amira_gives_herself_another_name(client_for: ClientFor, amira: Person, in_soest: Municipality) -> None:
    answer = client_for(amira).post("/mein/name/", {"pseudonym": "  Die  von nebenan "}, follow=True)
    assert "Hallo, Die von nebenan!" in page(answer)
    assert Membership.objects.get(person=amira).pseudonym == "Die von nebenan"


def test_a_taken_name_is_refused_and_kept_in_the_field(
    client_for: ClientFor, amira: Person, eva: Person, in_soest: Municipality, at: datetime
) -> None:
    join_town(person=eva, town=in_soest, at=at, rng=random.Random(1), pseudonym="Linde 27")
    answer = client_for(amira).post("/mein/name/", {"pseudonym": "LINDE-27"})
    assert answer.status_code == 422
    assert "heißt hier schon jemand" in page(answer)
    assert 'value="LINDE-27"' in page(answer)


def test_a_name_is_free_again_in_the_next_town(
    amira: Person, eva: Person, soest: Municipality, olpe: Municipality, at: datetime
) -> None:
    for person, town in ((amira, soest), (eva, olpe)):
        with scope(municipality=town):
            made = join_town(person=person, town=town, at=at, rng=random.Random(1), pseudonym="Linde 27")
            assert made.pseudonym == "Linde 27"


@pytest.mark.parametrize("name", ["Stadt Soest", "rathaus", "Bürgermeister", "ab", "Soest", "x" * 31, "a@b", "12345"])
def test_names_that_mislead_are_refused(name: str, amira: Person, in_soest: Municipality, at: datetime) -> None:
    member = join_town(person=amira, town=in_soest, at=at, rng=random.Random(1))
    with pytest.raises(Refused):
        choose_pseudonym(membership=member, pseudonym=name, at=at)


def test_the_address_changes_only_after_its_code(client_for: ClientFor, amira: Person, code_for: CodeFor) -> None:
    client = client_for(amira)
    client.post("/konto/e-mail/", {"action_add": "1", "email": "neu@example.org"})
    amira.refresh_from_db()
    assert amira.email == "amira@example.org"
    client.post("/konto/e-mail/bestaetigen/", {"code": code_for("neu@example.org")})
    amira.refresh_from_db()
    assert amira.email == "neu@example.org"
    assert "statt amira@example.org" in letters_to("amira@example.org")[0].text


def test_a_foreign_address_cannot_be_taken_over(
    client_for: ClientFor, amira: Person, eva: Person, code_for: CodeFor
) -> None:
    client = client_for(amira)
    client.post("/konto/e-mail/", {"action_add": "1", "email": eva.email})
    client.post("/konto/e-mail/bestaetigen/", {"code": "0000-0000"})
    amira.refresh_from_db()
    assert amira.email == "amira@example.org"


def test_news_by_mail_can_be_taken_back(client_for: ClientFor, amira: Person, in_soest: Municipality) -> None:
    client = client_for(amira)
    client.post("/mein/zustimmungen/", {"text": "newsletter", "answer": "yes"})
    assert Consent.objects.get(person=amira, text="newsletter").withdrawn_at is None
    client.post("/mein/zustimmungen/", {"text": "newsletter", "answer": "no"})
    assert Consent.objects.get(person=amira, text="newsletter").withdrawn_at


def test_consents_keep_version_and_time_of_each_text(amira: Person, in_soest: Municipality, at: datetime) -> None:
    for _ in range(2):
        give_consent(person=amira, town=in_soest, text=Consent.Text.PRIVACY, at=at)
    assert withdraw_consent(person=amira, town=in_soest, text=Consent.Text.PRIVACY, at=at) == 1
    give_consent(person=amira, town=in_soest, text=Consent.Text.PRIVACY, at=at)
    assert Consent.objects.filter(person=amira).count() == 2
    assert {consent.given_at for consent in Consent.objects.filter(person=amira)} == {at}


def test_a_town_visited_for_the_first_time_asks_for_consent(client_for: ClientFor, amira: Person) -> None:
    client = client_for(amira)
    assert "Eine Zustimmung fehlt noch" in page(client.get("/mein/"))
    client.post("/mein/zustimmungen/", {"text": "privacy", "answer": "yes"})
    assert "Eine Zustimmung fehlt noch" not in page(client.get("/mein/"))


def test_the_page_speaks_as_the_town_does(client_for: ClientFor, soest: Municipality) -> None:
    assert "Geben Sie Ihre" in page(client_for().get("/konto/anmelden/"))
    soest.address_form = "du"
    soest.save()
    assert "Gib deine" in page(client_for().get("/konto/anmelden/"))


def test_my_data_is_one_file_that_a_program_can_read(
    client_for: ClientFor, bernd: Person, in_soest: Municipality
) -> None:
    client = client_for(bernd)
    client.post("/mein/zustimmungen/", {"text": "privacy", "answer": "yes"})
    answer = client.get("/mein/daten.json")
    assert "attachment" in answer["Content-Disposition"]
    told = json.loads(answer.content)
    parts = {part["titel"]: part["zeilen"] for module in told["bereiche"] for part in module["teile"]}
    assert parts["Anschrift und Kennung"][0]["E-Mail-Adresse"] == bernd.email
    assert [row["Aufgabe"] for row in parts["Aufgaben in dieser Stadt"]] == ["Redaktion", "Strategiestelle"]
    assert parts["Zustimmungen"][0]["Text"] == "Datenschutzhinweise"


def test_my_data_of_one_town_tells_nothing_of_another(client_for: ClientFor, franz: Person, olpe: Municipality) -> None:
    client_for(franz, olpe).get("/mein/")
    told = page(client_for(franz).get("/mein/daten.json"))
    assert "Strategiestelle" not in told
    assert "Olpe" not in told


def test_the_readable_page_says_the_same_as_the_file(client_for: ClientFor, bernd: Person) -> None:
    client = client_for(bernd)
    readable, file = page(client.get("/mein/daten/")), json.loads(client.get("/mein/daten.json").content)
    for module in file["bereiche"]:
        for part in module["teile"]:
            assert part["titel"] in readable
            assert part["zweck"] in readable


def test_sessions_on_other_devices_can_be_ended(amira: Person, soest: Municipality, code_for: CodeFor) -> None:
    clients = []
    for _ in range(2):
        client = Client(HTTP_HOST="soest.localhost")
        client.post("/konto/anmelden/", {"login": amira.email})
        client.post("/konto/anmelden/code/", {"code": code_for(amira.email)})
        clients.append(client)
    assert page(clients[0].get("/konto/sitzungen/")).count("Seit ") == 2
    clients[0].post("/konto/sitzungen/")
    assert clients[0].get("/mein/").status_code == 200
    assert clients[1].get("/mein/").status_code == 302


@pytest.mark.parametrize("path", ["/mein/", "/mein/daten/", "/konto/sicherheit/", "/mein/loeschen/"])
def test_own_pages_cost_few_queries(
    path: str, client_for: ClientFor, bernd: Person, count_queries: CountQueries
) -> None:
    client = client_for(bernd, role=Role.JUROR)
    client.get("/mein/")
    with count_queries() as queries:
        assert client.get(path).status_code == 200
    # The data page asks every module once; that is its purpose.
    assert len(queries) <= (36 if "daten" in path else 12), queries


def test_own_pages_are_never_kept_by_a_cache(client_for: ClientFor, amira: Person) -> None:
    for path in ("/mein/", "/mein/daten/", "/mein/daten.json", "/mein/loeschen/"):
        assert "no-store" in client_for(amira).get(path)["Cache-Control"]


def test_the_address_of_a_form_opened_anew_leads_on(client_for: ClientFor, amira: Person) -> None:
    answer = client_for(amira).get("/mein/name/")
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert "Hier fehlt das Formular dazu" in answer.content.decode()
