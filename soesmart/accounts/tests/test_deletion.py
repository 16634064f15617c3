"""Leaving for good: what goes, what stays, and who is asked first."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django_scopes import scope, scopes_disabled

from soesmart.accounts.access import METHODS_KEY
from soesmart.accounts.models import ClosedAccounts, Consent, Membership, Person, Role, RoleAssignment
from soesmart.accounts.services import add_person
from soesmart.accounts.services.tidying import remove_unconfirmed
from soesmart.accounts.tests.conftest import CodeFor, letters_to
from soesmart.core import clock
from soesmart.core.models import AuditEntry
from soesmart.region.models import Municipality
from tests.cast import give_role
from tests.clients import ClientFor

DELETE = "/mein/loeschen/"


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


@pytest.fixture
def here(amira: Person, soest: Municipality, code_for: CodeFor) -> Client:
    """Amira's browser, signed in a moment ago."""
    client = Client(HTTP_HOST="soest.localhost")
    client.post("/konto/anmelden/", {"login": amira.email})
    client.post("/konto/anmelden/code/", {"code": code_for(amira.email)})
    client.post("/mein/zustimmungen/", {"text": "privacy", "answer": "yes"})
    return client


def test_amira_leaves_and_only_a_number_stays(here: Client, amira: Person, soest: Municipality) -> None:
    pk, email = amira.pk, amira.email
    answer = here.post(DELETE, {"word": "Löschen"}, follow=True)
    assert not answer.wsgi_request.user.is_authenticated
    assert not Person.objects.filter(pk=pk).exists()
    with scopes_disabled():
        for model in (Membership, Consent, RoleAssignment):
            assert not model.objects.filter(person_id=pk).exists()  # type: ignore[attr-defined]
        assert ClosedAccounts.objects.get(municipality=soest).number == 1
    assert not UserSession.objects.filter(user_id=pk).exists()
    assert email not in str([session.get_decoded() for session in Session.objects.all()])


def test_the_log_keeps_an_opaque_name_and_nothing_else(here: Client, amira: Person) -> None:
    here.post(DELETE, {"word": "löschen"})
    entries = AuditEntry.objects.filter(target__contains=str(amira.pk))
    assert "accounts.person.deleted" in {entry.action for entry in entries}
    assert amira.email not in str([(entry.actor, entry.target, entry.facts) for entry in AuditEntry.objects.all()])


def test_a_last_mail_confirms_the_deletion(here: Client, amira: Person) -> None:
    here.post(DELETE, {"word": "loeschen"})
    letters = letters_to(amira.email)
    assert [letter.subject for letter in letters] == ["Das Konto ist gelöscht"]


def test_a_wrong_word_deletes_nothing(here: Client, amira: Person) -> None:
    answer = here.post(DELETE, {"word": "ja"})
    assert answer.status_code == 422
    assert "Es wurde nichts gelöscht" in page(answer)
    assert Person.objects.filter(pk=amira.pk).exists()


def forget_proofs(client: Client) -> None:
    """As if the browser had stood open for an hour."""
    session = client.session
    session[METHODS_KEY] = [proof | {"at": proof["at"] - 3600} for proof in session[METHODS_KEY]]
    session.save()


def test_after_a_while_a_code_is_asked_for_and_the_word_is_remembered(
    here: Client, amira: Person, code_for: CodeFor
) -> None:
    forget_proofs(here)
    answer = here.post(DELETE, {"word": "löschen"})
    assert answer.url.startswith("/konto/ich-bin-es/")
    here.post(answer.url, {"send": "1"})
    assert Person.objects.filter(pk=amira.pk).exists()
    here.post(answer.url, {"code": code_for(amira.email)})
    assert not Person.objects.filter(pk=amira.pk).exists()


def test_three_wrong_codes_end_the_try(here: Client, amira: Person, code_for: CodeFor) -> None:
    forget_proofs(here)
    address = here.post(DELETE, {"word": "löschen"}).url
    here.post(address, {"send": "1"})
    for _ in range(3):
        answer = here.post(address, {"code": "0000-0000"})
    assert "dreimal der falsche Code" in page(answer)
    here.post(address, {"code": code_for(amira.email)})
    assert Person.objects.filter(pk=amira.pk).exists()


def test_the_session_does_not_give_the_code_away(here: Client, amira: Person, code_for: CodeFor) -> None:
    forget_proofs(here)
    address = here.post(DELETE, {"word": "löschen"}).url
    here.post(address, {"send": "1"})
    code = code_for(amira.email)
    assert code.replace("-", "") not in str(dict(here.session)).replace("-", "")


def test_who_has_a_second_step_must_take_it(here: Client, amira: Person) -> None:
    TOTP.activate(amira, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    forget_proofs(here)
    address = here.post(DELETE, {"word": "löschen"}).url
    assert here.get(address).url.startswith("/konto/ich-bin-es/zweiter-schritt/")


def test_a_code_that_waited_too_long_is_refused(here: Client, amira: Person, code_for: CodeFor, at: datetime) -> None:
    forget_proofs(here)
    address = here.post(DELETE, {"word": "löschen"}).url
    here.post(address, {"send": "1"})
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        answer = here.post(address, {"code": code_for(amira.email)})
    assert "Der Code gilt nicht mehr" in page(answer)


def test_a_towns_last_administrator_cannot_leave(client_for: ClientFor, clara: Person, soest: Municipality) -> None:
    client = client_for(clara, soest, Role.TOWN_ADMINISTRATOR)
    answer = client.post(DELETE, {"word": "löschen"})
    assert answer.status_code == 422
    assert "In Soest verwaltet sonst niemand die Stadt" in page(answer)
    assert Person.objects.filter(pk=clara.pk).exists()


def test_leaving_takes_the_roles_of_all_towns_along(
    client_for: ClientFor, franz: Person, clara: Person, soest: Municipality, olpe: Municipality
) -> None:
    give_role(franz, soest, Role.JUROR)
    client_for(franz, olpe).get("/mein/")
    client = client_for(franz)
    assert "in Olpe, Soest" in page(client.get(DELETE))
    client.post(DELETE, {"word": "löschen"})
    with scopes_disabled():
        assert not RoleAssignment.objects.filter(person_id=franz.pk).exists()
        assert ClosedAccounts.objects.get(municipality=olpe).number == 1


def test_nothing_is_half_deleted_when_a_module_fails(
    here: Client, amira: Person, soest: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("soesmart.accounts.services.deletion.queue_mail", fail)
    with pytest.raises(RuntimeError):
        here.post(DELETE, {"word": "löschen"})
    with scope(municipality=soest):
        assert Membership.objects.filter(person=amira).exists()
    assert here.get("/mein/").status_code == 200


def test_no_row_of_the_house_holds_a_person_back() -> None:
    """Deleting an account must never fail because somebody's work points to her."""
    holding = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model is Person
        and field.remote_field.on_delete in (models.PROTECT, models.RESTRICT, models.DO_NOTHING)
        and field.db_constraint
    ]
    assert holding == []


def test_accounts_that_nobody_confirmed_are_forgotten_after_a_week(
    visitor: Client, amira: Person, bernd: Person
) -> None:
    visitor.post("/konto/neu/", {"email": "eva@example.org", "privacy": "on"})
    invited = add_person(actor="system:test", email="gesa@example.org", at=clock.now())
    assert remove_unconfirmed(at=clock.now() + timedelta(days=6)) == 0
    remove_unconfirmed(at=clock.now() + timedelta(days=8))
    left = set(Person.objects.values_list("email", flat=True))
    assert "eva@example.org" not in left
    assert invited.email not in left, "an invitation without a role is none"
    assert bernd.email in left
