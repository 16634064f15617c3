"""The second step: who needs it, how it is set up, and that nothing goes around it."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from soesmart.accounts.access import DEMO, METHODS_KEY, METHODS_PERSON_KEY, write_proof
from soesmart.accounts.models import Person, Role
from soesmart.accounts.tests.conftest import CodeFor, letters_to
from soesmart.region.models import Municipality
from tests.cast import give_role

OFFICE = "/verwaltung/personen/"


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def totp_code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.fixture
def clerk(clara: Person, soest: Municipality) -> Person:
    give_role(clara, soest, Role.TOWN_ADMINISTRATOR)
    return clara


def sign_in_by_code(client: Client, person: Person, code_for: CodeFor) -> object:
    client.post("/konto/anmelden/", {"login": person.email})
    return client.post("/konto/anmelden/code/", {"code": code_for(person.email)})


def test_the_code_alone_opens_no_office_page(visitor: Client, clerk: Person, code_for: CodeFor) -> None:
    sign_in_by_code(visitor, clerk, code_for)
    answer = visitor.get(OFFICE)
    assert answer.status_code == 403
    assert "Es fehlt noch der zweite Schritt" in page(answer)
    assert "/konto/sicherheit/warum/?next=%2Fverwaltung%2Fpersonen%2F" in page(answer)


def test_clara_sets_up_her_app_and_is_led_to_the_office(visitor: Client, clerk: Person, code_for: CodeFor) -> None:
    sign_in_by_code(visitor, clerk, code_for)
    visitor.get(f"/konto/sicherheit/warum/?next={OFFICE}")
    visitor.get("/konto/sicherheit/app/")
    secret = visitor.session["mfa.totp.secret"]
    answer = visitor.post("/konto/sicherheit/app/", {"code": totp_code(secret)}, follow=True)
    for code in RecoveryCodes(Authenticator.objects.get(user=clerk, type="recovery_codes")).get_unused_codes():
        assert code in page(answer)
    assert visitor.get("/konto/sicherheit/warum/").url == OFFICE
    assert visitor.get(OFFICE).status_code == 200


def test_a_wrong_code_sets_up_nothing(visitor: Client, clerk: Person, code_for: CodeFor) -> None:
    sign_in_by_code(visitor, clerk, code_for)
    visitor.get("/konto/sicherheit/app/")
    answer = visitor.post("/konto/sicherheit/app/", {"code": "000000"})
    assert "Dieser Code stimmt nicht" in page(answer)
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert visitor.get(OFFICE).status_code == 403


def test_a_second_factor_is_added_only_with_the_first(visitor: Client, clerk: Person) -> None:
    EmailAddress.objects.filter(user=clerk).update(verified=True)
    TOTP.activate(clerk, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    visitor.force_login(clerk)
    answer = visitor.get("/konto/sicherheit/passkeys/neu/", follow=True)
    assert answer.wsgi_request.path == "/konto/ich-bin-es/zweiter-schritt/"


def test_with_the_app_the_sign_in_asks_for_its_code(visitor: Client, clerk: Person, code_for: CodeFor) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(clerk, secret)
    answer = sign_in_by_code(visitor, clerk, code_for)
    assert answer.url == "/konto/anmelden/zweiter-schritt/"  # type: ignore[attr-defined]
    wrong = visitor.post(answer.url, {"code": "000000"})  # type: ignore[attr-defined]
    assert "Dieser Code stimmt nicht" in page(wrong)
    assert visitor.get("/mein/").status_code == 302, "half signed in is not signed in"
    visitor.post(answer.url, {"code": totp_code(secret)})  # type: ignore[attr-defined]
    assert visitor.get(OFFICE).status_code == 200


def test_the_code_of_the_app_cannot_be_guessed(visitor: Client, clerk: Person, code_for: CodeFor) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(clerk, secret)
    sign_in_by_code(visitor, clerk, code_for)
    for _ in range(5):
        visitor.post("/konto/anmelden/zweiter-schritt/", {"code": "000000"})
    answer = visitor.post("/konto/anmelden/zweiter-schritt/", {"code": totp_code(secret)})
    assert "zu viele Versuche" in page(answer)


def test_the_secret_of_the_app_is_not_readable_in_the_database(clerk: Person) -> None:
    TOTP.activate(clerk, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get(user=clerk).data)


def test_the_secret_survives_a_change_of_the_signing_key(clerk: Person, settings: Settings) -> None:
    factor = TOTP.activate(clerk, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").instance
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key for this test only"
    assert factor.wrap().validate_code(totp_code("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"))


def passkey_of(person: Person) -> Authenticator:
    """A registered passkey without a device; enough for the question who is asked for it."""
    factor = Authenticator(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Handy", "credential": {}})
    factor.save()
    assert WebAuthn(factor).name == "Handy"
    return factor


def test_a_residents_passkey_never_locks_her_out(visitor: Client, amira: Person, code_for: CodeFor) -> None:
    passkey_of(amira)
    assert sign_in_by_code(visitor, amira, code_for).url == "/mein/"  # type: ignore[attr-defined]


def test_a_role_in_another_town_is_enough_to_be_asked_for_the_passkey(
    visitor: Client, franz: Person, code_for: CodeFor
) -> None:
    passkey_of(franz)
    answer = sign_in_by_code(visitor, franz, code_for)
    assert answer.url == "/konto/anmelden/zweiter-schritt/"  # type: ignore[attr-defined]


def test_a_demo_sign_in_counts_only_in_the_demo(visitor: Client, clerk: Person, settings: Settings) -> None:
    visitor.force_login(clerk)
    session = visitor.session
    write_proof(session, clerk, DEMO)
    session.save()
    assert visitor.get(OFFICE).status_code == 403
    settings.DEMO = True
    assert visitor.get(OFFICE).status_code == 200


def test_the_proof_of_one_person_does_not_serve_another(visitor: Client, clerk: Person, amira: Person) -> None:
    visitor.force_login(clerk)
    session = visitor.session
    write_proof(session, clerk, "mfa")
    session[METHODS_PERSON_KEY] = str(amira.pk)
    session.save()
    assert visitor.get(OFFICE).status_code == 403


def test_changing_the_second_step_is_written_to_its_owner(
    visitor: Client,
    clerk: Person,
    code_for: CodeFor,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sign_in_by_code(visitor, clerk, code_for)
    visitor.get("/konto/sicherheit/app/")
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post("/konto/sicherheit/app/", {"code": totp_code(visitor.session["mfa.totp.secret"])})
    assert any(letter.subject == "Code-App eingerichtet" for letter in letters_to(clerk.email))


def test_recovery_codes_can_be_taken_along_as_text(visitor: Client, clerk: Person, code_for: CodeFor) -> None:
    sign_in_by_code(visitor, clerk, code_for)
    visitor.get("/konto/sicherheit/app/")
    visitor.post("/konto/sicherheit/app/", {"code": totp_code(visitor.session["mfa.totp.secret"])})
    answer = visitor.get("/konto/sicherheit/ersatzcodes.txt")
    assert len([line for line in page(answer).splitlines() if line.strip().isdigit()]) == 10


@pytest.mark.parametrize(
    "path", ["/konto/e-mail/", "/konto/sicherheit/app/", "/konto/sicherheit/passkeys/neu/"], ids=str
)
def test_a_browser_left_open_does_not_give_the_account_away(
    path: str, visitor: Client, amira: Person, code_for: CodeFor
) -> None:
    sign_in_by_code(visitor, amira, code_for)
    assert visitor.get(path).status_code == 200
    session = visitor.session
    session[METHODS_KEY] = [proof | {"at": proof["at"] - 3600} for proof in session[METHODS_KEY]]
    session.save()
    assert visitor.get(path).url.startswith("/konto/ich-bin-es/?next=%2Fkonto%2F")


def test_important_changes_ask_again_after_a_while(
    visitor: Client, clerk: Person, code_for: CodeFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(clerk, secret)
    sign_in_by_code(visitor, clerk, code_for)
    visitor.post("/konto/anmelden/zweiter-schritt/", {"code": totp_code(secret)})
    later = time.time() + 3600
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.time.time", lambda: later)
    answer = visitor.get("/konto/sicherheit/app/abschalten/")
    assert answer.url.startswith("/konto/ich-bin-es/zweiter-schritt/")
