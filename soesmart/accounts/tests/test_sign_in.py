"""Signing in and up with nothing but an e-mail address."""

import re

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django_scopes import scope, scopes_disabled
from pytest_django import Settings

from soesmart.accounts.models import Consent, Membership, Person, Role
from soesmart.accounts.tests.conftest import CodeFor, letters_to
from soesmart.core.models import OutboxMessage
from soesmart.region.models import Municipality
from tests.cast import give_role

SIGN_IN = "/konto/anmelden/"
CODE = "/konto/anmelden/code/"


def ask_for_code(visitor: Client, email: str, **more: str) -> None:
    visitor.post(SIGN_IN, {"login": email, **more})


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def seen(answer: object, email: str) -> str:
    """A page without what differs every time."""
    return re.sub(r'(nonce|value)="[^"]+"', "", page(answer)).replace(email, "name@example.org")


def test_amira_signs_in_with_the_code_from_her_mail(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    ask_for_code(visitor, "Amira@Example.org")
    answer = visitor.post(CODE, {"code": code_for(amira.email)})
    assert answer.url == "/mein/"
    assert "Mein Bereich" in page(visitor.get("/mein/"))


def test_spaces_instead_of_the_dash_are_no_mistake(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    ask_for_code(visitor, amira.email)
    answer = visitor.post(CODE, {"code": f" {code_for(amira.email).replace('-', ' ')} "})
    assert answer.status_code == 302
    assert answer.wsgi_request.user == amira


def test_the_sign_in_leads_on_to_the_wanted_page(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    answer = visitor.post(SIGN_IN, {"login": amira.email, "next": "/mein/daten/"})
    answer = visitor.post(answer.url, {"code": code_for(amira.email)})
    assert answer.url == "/mein/daten/"


def test_the_sign_in_never_leads_to_another_host(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    answer = visitor.post(SIGN_IN, {"login": amira.email, "next": "https://evil.example/"})
    answer = visitor.post(answer.url, {"code": code_for(amira.email)})
    assert answer.url == "/mein/"


def test_a_wrong_code_is_explained_and_can_be_corrected(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    ask_for_code(visitor, amira.email)
    answer = visitor.post(CODE, {"code": "0000-0000"})
    assert "Dieser Code stimmt nicht" in page(answer)
    assert amira.email in page(answer)
    assert visitor.post(CODE, {"code": code_for(amira.email)}).status_code == 302


def test_after_three_wrong_codes_a_new_one_is_needed_and_the_address_is_kept(
    visitor: Client, amira: Person, code_for: CodeFor
) -> None:
    ask_for_code(visitor, amira.email)
    for _ in range(3):
        answer = visitor.post(CODE, {"code": "0000-0000"}, follow=True)
    assert "zu viele Versuche" in page(answer)
    assert f'value="{amira.email}"' in page(answer)
    assert not visitor.post(CODE, {"code": code_for(amira.email)}, follow=True).wsgi_request.user.is_authenticated


def test_an_expired_code_is_explained_and_the_address_is_kept(
    visitor: Client, amira: Person, code_for: CodeFor, settings: Settings
) -> None:
    ask_for_code(visitor, amira.email)
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    answer = visitor.post(CODE, {"code": code_for(amira.email)}, follow=True)
    assert "Der Code gilt nicht mehr" in page(answer)
    assert f'value="{amira.email}"' in page(answer)
    assert not answer.wsgi_request.user.is_authenticated


def test_a_code_works_once(visitor: Client, amira: Person, code_for: CodeFor, soest: Municipality) -> None:
    ask_for_code(visitor, amira.email)
    code = code_for(amira.email)
    visitor.post(CODE, {"code": code})
    visitor.post("/konto/abmelden/")
    assert not visitor.post(CODE, {"code": code}, follow=True).wsgi_request.user.is_authenticated


def test_a_code_works_only_in_the_browser_that_asked(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    ask_for_code(visitor, amira.email)
    other = Client(HTTP_HOST="soest.localhost")
    assert not other.post(CODE, {"code": code_for(amira.email)}, follow=True).wsgi_request.user.is_authenticated


def test_nobody_learns_whether_an_address_has_an_account(visitor: Client, amira: Person) -> None:
    known = visitor.post(SIGN_IN, {"login": amira.email}, follow=True)
    stranger = Client(HTTP_HOST="soest.localhost").post(SIGN_IN, {"login": "eva@example.org"}, follow=True)
    assert seen(known, amira.email) == seen(stranger, "eva@example.org")
    assert "noch kein Konto" in letters_to("eva@example.org")[0].text


def test_signing_up_twice_tells_the_browser_nothing(visitor: Client, amira: Person) -> None:
    answer = visitor.post("/konto/neu/", {"email": amira.email, "privacy": "on"}, follow=True)
    assert "Der Code ist unterwegs" in page(answer)
    assert "Es gibt schon eines" in letters_to(amira.email)[0].text


def test_eva_makes_an_account_with_an_address_and_a_tick(
    visitor: Client, code_for: CodeFor, soest: Municipality
) -> None:
    visitor.post("/konto/neu/", {"email": "eva@example.org", "privacy": "on"})
    answer = visitor.post("/konto/e-mail/bestaetigen/", {"code": code_for("eva@example.org")}, follow=True)
    eva = Person.objects.get(email="eva@example.org")
    assert answer.wsgi_request.user == eva
    assert not eva.has_usable_password()
    with scope(municipality=soest):
        assert Membership.objects.get(person=eva).pseudonym
        assert Consent.objects.get(person=eva).version


def test_without_the_tick_no_account_is_made_and_the_address_stays(visitor: Client) -> None:
    answer = visitor.post("/konto/neu/", {"email": "eva@example.org"})
    assert "Ohne diese Zustimmung" in page(answer)
    assert 'value="eva@example.org"' in page(answer)
    assert not Person.objects.filter(email="eva@example.org").exists()


def test_a_new_code_can_be_asked_for(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    ask_for_code(visitor, amira.email)
    first = code_for(amira.email)
    visitor.post(CODE, {"action": "resend"})
    assert len(letters_to(amira.email)) == 2
    assert code_for(amira.email) != first
    assert visitor.post(CODE, {"code": code_for(amira.email)}).status_code == 302


def test_a_mistyped_address_can_be_corrected(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    ask_for_code(visitor, "amria@example.org")
    assert 'value="amria@example.org"' in page(visitor.get(SIGN_IN))
    ask_for_code(visitor, amira.email)
    visitor.post(CODE, {"code": code_for(amira.email)})
    assert visitor.get("/mein/").status_code == 200


def test_too_many_codes_for_one_address_are_stopped(visitor: Client, amira: Person) -> None:
    for _ in range(3):
        Client(HTTP_HOST="soest.localhost").post(SIGN_IN, {"login": amira.email})
    answer = visitor.post(SIGN_IN, {"login": amira.email})
    assert "zu viele Versuche" in page(answer)
    assert f'value="{amira.email}"' in page(answer)
    assert len(letters_to(amira.email)) == 3


def test_a_typing_mistake_is_named_and_kept(visitor: Client, db: None) -> None:
    answer = visitor.post(SIGN_IN, {"login": "amira"})
    assert "Das ist keine E-Mail-Adresse" in page(answer)
    assert 'value="amira"' in page(answer)


@pytest.mark.parametrize(("address", "field"), [(SIGN_IN, "login"), ("/konto/neu/", "email")])
def test_an_address_too_long_for_the_post_is_not_cut_off(visitor: Client, db: None, address: str, field: str) -> None:
    answer = visitor.post(address, {field: f"{'x' * 300}@example.org", "privacy": "on"})
    assert "254 Zeichen" in page(answer)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "name", ["account_change_password", "account_set_password", "account_reset_password", "account_signup_by_passkey"]
)
def test_there_is_no_page_about_passwords(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_no_page_of_sign_in_asks_for_a_password(visitor: Client, db: None) -> None:
    for path in (SIGN_IN, "/konto/neu/"):
        assert 'type="password"' not in page(visitor.get(path))


def test_mails_name_the_town_and_its_own_host(visitor: Client, amira: Person) -> None:
    ask_for_code(visitor, amira.email)
    letter = letters_to(amira.email)[0]
    assert letter.town == "soest"
    assert "soest.localhost" in letter.text
    assert "Soest" in letter.subject


def test_bernd_is_led_to_the_second_step_after_the_code(visitor: Client, bernd: Person, code_for: CodeFor) -> None:
    ask_for_code(visitor, bernd.email)
    answer = visitor.post(CODE, {"code": code_for(bernd.email)}, follow=True)
    assert answer.wsgi_request.path == "/konto/sicherheit/warum/"
    assert "Passkey einrichten" in page(answer)


def test_a_signed_in_guest_gets_a_name_in_each_town_she_visits(
    amira: Person, soest: Municipality, olpe: Municipality, code_for: CodeFor
) -> None:
    for town in (soest, olpe):
        client = Client(HTTP_HOST=f"{town.slug}.localhost")
        ask_for_code(client, amira.email)
        client.post(CODE, {"code": code_for(amira.email)})
    with scopes_disabled():
        assert Membership.objects.filter(person=amira).count() == 2


def test_a_session_of_soest_gives_franz_no_role_there(
    client_for: object, franz: Person, olpe: Municipality, soest: Municipality
) -> None:
    give_role(franz, olpe, Role.TOWN_ADMINISTRATOR)
    in_olpe = client_for(franz, olpe)  # type: ignore[operator]
    assert in_olpe.get("/verwaltung/personen/").status_code == 200
    carried = Client(HTTP_HOST="soest.localhost")
    carried.cookies = in_olpe.cookies
    assert carried.get("/verwaltung/personen/").status_code == 403


def test_a_foreign_host_is_no_door(amira: Person) -> None:
    answer = Client(HTTP_HOST="soest.example.com").post(SIGN_IN, {"login": amira.email})
    assert answer.status_code == 421
    assert letters_to(amira.email) == []
