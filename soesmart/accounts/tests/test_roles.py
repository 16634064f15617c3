"""Who gives which role to whom, and what never happens."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope, scopes_disabled

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.accounts.services import grant_role, invite, set_roles, withdraw_role
from soesmart.accounts.tests.conftest import letters_to
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Conflict, Forbidden, Refused
from soesmart.region.models import Municipality
from tests.cast import give_role


@pytest.fixture
def admin(clara: Person, soest: Municipality) -> Person:
    give_role(clara, soest, Role.TOWN_ADMINISTRATOR)
    return clara


def roles(person: Person) -> set[str]:
    return set(RoleAssignment.objects.filter(person=person).values_list("role", flat=True))


def test_clara_makes_amira_a_juror_and_the_log_tells(
    admin: Person, amira: Person, in_soest: Municipality, at: datetime
) -> None:
    grant_role(actor=admin, person=amira, town=in_soest, role=Role.JUROR, at=at)
    assert roles(amira) == {Role.JUROR}
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.town, entry.facts) == ("accounts.role.granted", "soest", {"role": "juror"})
    assert str(admin.pk) in entry.actor
    assert str(amira.pk) in entry.target


def test_giving_a_role_twice_is_one_role_and_one_entry(
    admin: Person, amira: Person, in_soest: Municipality, at: datetime
) -> None:
    for _ in range(2):
        grant_role(actor=admin, person=amira, town=in_soest, role=Role.JUROR, at=at)
    assert AuditEntry.objects.filter(action="accounts.role.granted").count() == 1


@pytest.mark.parametrize("actor_name", ["amira", "bernd", "franz"])
def test_nobody_but_an_administrator_of_this_town_gives_roles(
    actor_name: str, request: pytest.FixtureRequest, soest: Municipality, olpe: Municipality, at: datetime
) -> None:
    actor: Person = request.getfixturevalue(actor_name)
    give_role(actor, olpe, Role.TOWN_ADMINISTRATOR)
    with scope(municipality=soest), pytest.raises(Forbidden, match="Soest"):
        grant_role(actor=actor, person=actor, town=soest, role=Role.TOWN_ADMINISTRATOR, at=at)
    with scopes_disabled():
        assert not RoleAssignment.objects.filter(municipality=soest, role=Role.TOWN_ADMINISTRATOR).exists()


def test_the_last_administrator_stays(admin: Person, in_soest: Municipality, at: datetime) -> None:
    with pytest.raises(Refused, match="letzte Person"):
        withdraw_role(actor=admin, person=admin, town=in_soest, role=Role.TOWN_ADMINISTRATOR, at=at)
    assert Role.TOWN_ADMINISTRATOR in roles(admin)


def test_with_two_administrators_one_may_leave(
    admin: Person, bernd: Person, in_soest: Municipality, at: datetime
) -> None:
    grant_role(actor=admin, person=bernd, town=in_soest, role=Role.TOWN_ADMINISTRATOR, at=at)
    assert withdraw_role(actor=admin, person=admin, town=in_soest, role=Role.TOWN_ADMINISTRATOR, at=at)
    assert Role.TOWN_ADMINISTRATOR not in roles(admin)


def test_an_administrator_of_the_other_town_does_not_count(
    admin: Person, franz: Person, in_soest: Municipality, olpe: Municipality, at: datetime
) -> None:
    give_role(franz, olpe, Role.TOWN_ADMINISTRATOR)
    with pytest.raises(Refused, match="letzte Person"):
        withdraw_role(actor=admin, person=admin, town=in_soest, role=Role.TOWN_ADMINISTRATOR, at=at)


def test_all_boxes_are_stored_together_or_not_at_all(admin: Person, in_soest: Municipality, at: datetime) -> None:
    before = roles(admin)
    with pytest.raises(Refused, match="letzte Person"):
        set_roles(actor=admin, person=admin, town=in_soest, roles=[Role.JUROR], seen=list(map(Role, before)), at=at)
    assert roles(admin) == before


def test_two_editors_at_once_do_not_overwrite_each_other(
    admin: Person, bernd: Person, in_soest: Municipality, at: datetime
) -> None:
    seen = [Role(role) for role in roles(bernd)]
    set_roles(actor=admin, person=bernd, town=in_soest, roles=[*seen, Role.JUROR], seen=seen, at=at)
    with pytest.raises(Conflict, match="gerade geändert"):
        set_roles(actor=admin, person=bernd, town=in_soest, roles=[], seen=seen, at=at)
    assert Role.JUROR in roles(bernd)


def test_an_invited_stranger_gets_account_role_and_letter(admin: Person, in_soest: Municipality, at: datetime) -> None:
    made = invite(
        actor=admin,
        email="Gesa@Example.org",
        town=in_soest,
        roles=[Role.JUROR, Role.MODERATOR],
        link="http://soest.localhost/konto/anmelden/",
        at=at,
    )
    assert made.email == "gesa@example.org"
    assert roles(made) == {Role.JUROR, Role.MODERATOR}
    assert "Jury, Moderation" in letters_to(made.email)[0].text


def test_an_invitation_to_no_address_stores_nothing(admin: Person, in_soest: Municipality, at: datetime) -> None:
    with pytest.raises(Refused, match="keine E-Mail-Adresse"):
        invite(actor=admin, email="gesa", town=in_soest, roles=[Role.JUROR], link="x", at=at)
    assert not Person.objects.filter(email="gesa").exists()


def test_the_first_administrator_comes_from_the_command_line(soest: Municipality) -> None:
    out = StringIO()
    call_command("grant-role", "soest", "clara@example.org", "town_administrator", stdout=out)
    assert "clara@example.org hat in Soest die Aufgabe Stadtadministration" in out.getvalue()
    with scope(municipality=soest):
        assert roles(Person.objects.get(email="clara@example.org")) == {Role.TOWN_ADMINISTRATOR}


def test_the_command_names_the_towns_it_knows(soest: Municipality) -> None:
    with pytest.raises(CommandError, match="Bekannt: soest"):
        call_command("grant-role", "soesst", "clara@example.org", "juror")
