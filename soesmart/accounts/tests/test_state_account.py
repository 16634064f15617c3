"""Signing in with a state account: the whole way against a real provider in a process of its own.

The provider is allauth's OpenID Connect provider (tests/idp). Soest's side is the test client; its calls to the token
and user endpoints go over the network to the provider. `Citizen` is the browser at the provider's pages.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django_scopes import scope
from pytest_django import Settings

from soesmart.accounts.models import Consent, Person
from soesmart.accounts.tests.conftest import CodeFor, letters_to
from soesmart.config.env import ROOT
from soesmart.region.models import Municipality
from tests.idp.people import PASSWORD
from tests.ports import free_port

START = "/konto/oidc/state/login/"
CALLBACK = "http://soest.localhost/konto/oidc/state/login/callback/"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a running provider with its people."""
    folder, port = tmp_path_factory.mktemp("idp"), free_port()
    environment = {**os.environ, "IDP_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "tests.idp.settings"}
    populate = [sys.executable, "-m", "tests.idp.populate", CALLBACK]
    subprocess.run(populate, cwd=ROOT, env=environment, check=True)
    serve = [sys.executable, "-m", "django", "runserver", "--noreload", f"127.0.0.1:{port}"]
    address = f"http://127.0.0.1:{port}"
    with open(Path(folder, "log"), "w") as log:
        process = subprocess.Popen(
            serve, cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log
        )
        try:
            wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the provider did not start")


@pytest.fixture
def connected(provider: str, settings: Settings) -> None:
    """Soest offers to sign in with BundID."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "state",
                    "name": "BundID",
                    "client_id": "soesmart",
                    "secret": "client-geheim",
                    "settings": {"server_url": provider, "scope": ["openid", "email"]},
                }
            ],
        }
    }


class Citizen:
    """A browser at the provider's pages."""

    def __init__(self, email: str) -> None:
        self.email = email
        self.session = requests.Session()

    def walk(self, address: str, answer: str = "grant") -> str:
        """Sign in there and answer the question for consent; returns the address to which the provider sends back."""
        page = self.session.get(address, timeout=10)
        assert "accounts/login" in page.url, page.url
        page = self._post(page, login=self.email, password=PASSWORD)
        assert "/identity/o/authorize" in page.url, page.text
        page = self._post(page, action=answer, follow=False)
        return str(page.headers["Location"])

    def _post(self, page: requests.Response, follow: bool = True, **fields: str) -> requests.Response:
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        hidden |= dict(re.findall(r'<input type="hidden" name="([^"]+)" id="[^"]*" value="([^"]*)"', page.text))
        values = {name: value.replace("&quot;", '"').replace("&amp;", "&") for name, value in hidden.items()}
        for name in re.findall(r'type="checkbox" name="scopes" value="([^"]+)"', page.text):
            values.setdefault("scopes", [])  # type: ignore[arg-type]
            values["scopes"].append(name)  # type: ignore[attr-defined]
        action = re.search(r'<form[^>]*action="([^"]*)"', page.text)
        target = requests.compat.urljoin(page.url, action[1] if action else "")  # type: ignore[attr-defined]
        return self.session.post(target, data=values | fields, allow_redirects=follow, timeout=10)


@pytest.fixture
def amira(amira: Person) -> Person:
    """Amira has confirmed her address here long ago."""
    EmailAddress.objects.filter(user=amira).update(verified=True)
    return amira


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def to_provider(visitor: Client) -> str:
    """Press the button; the address to which the page leads."""
    answer = visitor.post(START)
    found = re.search(r'content="0; url=([^"]+)"', page(answer))
    assert found, page(answer)
    return found[1].replace("&amp;", "&")


def come_back(visitor: Client, address: str) -> object:
    assert address.startswith(CALLBACK), address
    return visitor.get(urlsplit(address).path + "?" + urlsplit(address).query, follow=True)


def test_the_sign_in_page_has_a_button(connected: None, visitor: Client) -> None:
    assert "Mit BundID anmelden" in page(visitor.get("/konto/anmelden/"))


def test_without_a_provider_there_is_no_button(visitor: Client, db: None) -> None:
    assert "BundID" not in page(visitor.get("/konto/anmelden/"))
    assert visitor.get(START).status_code == 404


def test_gesa_gets_an_account_once_she_agrees(connected: None, visitor: Client, soest: Municipality) -> None:
    answer = come_back(visitor, Citizen("gesa@example.org").walk(to_provider(visitor)))
    assert "Es fehlt nur noch die Zustimmung" in page(answer)
    assert not Person.objects.exists()
    answer = visitor.post("/konto/verbindungen/neu/", {"email": "gesa@example.org", "privacy": "on"}, follow=True)
    gesa = Person.objects.get()
    assert answer.wsgi_request.user == gesa
    assert answer.wsgi_request.path == "/mein/"
    assert EmailAddress.objects.get(user=gesa).verified, "the provider verified it"
    assert letters_to(gesa.email) == []
    with scope(municipality=soest):
        assert Consent.objects.filter(person=gesa).exists()


def test_the_second_time_she_is_signed_in_at_once(connected: None, visitor: Client, soest: Municipality) -> None:
    come_back(visitor, Citizen("gesa@example.org").walk(to_provider(visitor)))
    visitor.post("/konto/verbindungen/neu/", {"email": "gesa@example.org", "privacy": "on"})
    again = Client(HTTP_HOST="soest.localhost")
    answer = come_back(again, Citizen("gesa@example.org").walk(to_provider(again)))
    assert answer.wsgi_request.user == Person.objects.get()  # type: ignore[attr-defined]


def test_nothing_that_the_provider_tells_is_kept_but_the_address(
    connected: None, visitor: Client, soest: Municipality
) -> None:
    come_back(visitor, Citizen("gesa@example.org").walk(to_provider(visitor)))
    assert "Muster" not in str(dict(visitor.session))
    visitor.post("/konto/verbindungen/neu/", {"email": "gesa@example.org", "privacy": "on"})
    assert SocialAccount.objects.get().extra_data == {}


def test_a_verified_address_connects_with_the_account_that_is_there(
    connected: None, visitor: Client, amira: Person
) -> None:
    answer = come_back(visitor, Citizen(amira.email).walk(to_provider(visitor)))
    assert answer.wsgi_request.user == amira  # type: ignore[attr-defined]
    assert SocialAccount.objects.get().user == amira


def test_an_unverified_address_opens_nobodys_account(connected: None, visitor: Client, bernd: Person) -> None:
    answer = come_back(visitor, Citizen(bernd.email).walk(to_provider(visitor)))
    assert not answer.wsgi_request.user.is_authenticated  # type: ignore[attr-defined]
    answer = visitor.post("/konto/verbindungen/neu/", {"email": bernd.email, "privacy": "on"}, follow=True)
    assert not answer.wsgi_request.user.is_authenticated
    assert not SocialAccount.objects.exists()
    assert "Es gibt schon eines" in letters_to(bernd.email)[0].text


def test_an_unverified_address_must_be_confirmed_by_code(
    connected: None, visitor: Client, soest: Municipality, code_for: CodeFor
) -> None:
    come_back(visitor, Citizen("unsicher@example.org").walk(to_provider(visitor)))
    answer = visitor.post("/konto/verbindungen/neu/", {"email": "unsicher@example.org", "privacy": "on"}, follow=True)
    assert not answer.wsgi_request.user.is_authenticated
    visitor.post("/konto/e-mail/bestaetigen/", {"code": code_for("unsicher@example.org")})
    assert visitor.get("/mein/").status_code == 200


def test_the_way_is_sealed_by_pkce_and_state(connected: None, visitor: Client, soest: Municipality) -> None:
    asked = parse_qs(urlsplit(to_provider(visitor)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) >= 43
    assert len(asked["state"][0]) >= 16
    assert set(asked["scope"][0].split()) == {"openid", "email"}
    assert asked["redirect_uri"] == [CALLBACK]


def test_an_answer_to_a_question_nobody_asked_is_refused(connected: None, visitor: Client, amira: Person) -> None:
    address = Citizen(amira.email).walk(to_provider(visitor))
    victim = Client(HTTP_HOST="soest.localhost")
    answer = come_back(victim, address)
    assert "Das hat nicht geklappt" in page(answer)
    assert not answer.wsgi_request.user.is_authenticated  # type: ignore[attr-defined]


def test_an_answer_counts_once(connected: None, visitor: Client, amira: Person) -> None:
    address = Citizen(amira.email).walk(to_provider(visitor))
    come_back(visitor, address)
    visitor.post("/konto/abmelden/")
    answer = come_back(visitor, address)
    assert not answer.wsgi_request.user.is_authenticated  # type: ignore[attr-defined]


def test_saying_no_there_brings_her_back_unharmed(connected: None, visitor: Client, soest: Municipality) -> None:
    answer = come_back(visitor, Citizen("gesa@example.org").walk(to_provider(visitor), answer="cancel"))
    assert "Anmeldung abgebrochen" in page(answer)
    assert not Person.objects.exists()


def test_a_provider_that_is_away_is_named_and_the_code_is_offered(
    connected: None, visitor: Client, soest: Municipality, settings: Settings
) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"] = {"server_url": f"http://127.0.0.1:{free_port()}"}
    answer = visitor.post(START)
    assert answer.status_code == 503
    assert "antwortet gerade nicht" in page(answer)


def test_a_state_account_is_no_second_step_for_the_office(connected: None, visitor: Client, amira: Person) -> None:
    come_back(visitor, Citizen(amira.email).walk(to_provider(visitor)))
    assert visitor.get("/verwaltung/personen/").status_code == 403


def test_a_connection_can_be_cut(connected: None, visitor: Client, amira: Person) -> None:
    come_back(visitor, Citizen(amira.email).walk(to_provider(visitor)))
    account = SocialAccount.objects.get()
    assert "BundID, seit" in page(visitor.get("/konto/verbindungen/"))
    visitor.post("/konto/verbindungen/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
