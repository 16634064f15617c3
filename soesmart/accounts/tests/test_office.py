"""The office's page of people: who sees it, what it tells, what it costs."""

from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django_scopes import scope

from soesmart.accounts.models import Membership, Person, Role, RoleAssignment
from soesmart.accounts.rules import key_of_pseudonym
from soesmart.accounts.tests.conftest import letters_to
from soesmart.region.models import Municipality
from tests.cast import give_role
from tests.clients import ClientFor, CountQueries

PEOPLE = "/verwaltung/personen/"


@pytest.fixture
def clerk(client_for: ClientFor, clara: Person, soest: Municipality) -> Client:
    return client_for(clara, soest, Role.TOWN_ADMINISTRATOR)


def page(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


# The rights matrix of accounts: only a town's administration sees its people. 403 says why and what to do.
RIGHTS = [(role, 200 if role is Role.TOWN_ADMINISTRATOR else 403) for role in Role] + [(None, 403)]


@pytest.mark.parametrize(("role", "status"), RIGHTS)
def test_rights(role: Role | None, status: int, client_for: ClientFor, amira: Person, eva: Person) -> None:
    client = client_for(amira, role=role)
    town = Municipality.objects.get(slug="soest")
    with scope(municipality=town):
        join(eva, town, "Eva")
    for path in (PEOPLE, f"{PEOPLE}?wer=alle", f"{PEOPLE}einladen/", f"{PEOPLE}{eva.pk}/"):
        assert client.get(path).status_code == status, path
    for path in (f"{PEOPLE}einladen/", f"{PEOPLE}{eva.pk}/", f"{PEOPLE}{eva.pk}/zweiter-schritt/"):
        give_role(eva, town, Role.JUROR)
        assert client.post(path, {}).status_code in ((200, 302, 422) if status == 200 else (403,)), path


def test_a_guest_is_shown_the_way_to_sign_in(client_for: ClientFor) -> None:
    answer = client_for().get(PEOPLE)
    assert answer.status_code == 403
    assert "/konto/anmelden/?next=%2Fverwaltung%2Fpersonen%2F" in page(answer)


def join(person: Person, town: Municipality, name: str, at: datetime | None = None) -> None:
    Membership.objects.create(
        municipality=town,
        person=person,
        pseudonym=name,
        pseudonym_key=key_of_pseudonym(name),
        joined_at=at or person.created_at,
    )


def test_people_of_the_other_town_are_not_listed_found_or_opened(
    clerk: Client, franz: Person, olpe: Municipality
) -> None:
    with scope(municipality=olpe):
        join(franz, olpe, "Franz")
    for path in (PEOPLE, f"{PEOPLE}?wer=alle", f"{PEOPLE}?q=franz", f"{PEOPLE}?wer=alle&q=franz@example.org"):
        assert "franz" not in page(clerk.get(path)).lower().replace('value="franz', "").replace("„franz", ""), path
    assert clerk.get(f"{PEOPLE}{franz.pk}/").status_code == 404


def test_addresses_of_residents_are_shown_to_nobody(clerk: Client, amira: Person, in_soest: Municipality) -> None:
    join(amira, in_soest, "Linde 27")
    listed = page(clerk.get(f"{PEOPLE}?wer=alle"))
    assert "Linde 27" in listed
    assert amira.email not in listed
    assert amira.email not in page(clerk.get(f"{PEOPLE}{amira.pk}/"))


def test_a_resident_is_found_by_her_whole_address_only(clerk: Client, amira: Person, in_soest: Municipality) -> None:
    join(amira, in_soest, "Linde 27")
    assert "Linde 27" in page(clerk.get(f"{PEOPLE}?wer=alle&q=Amira@example.org"))
    assert "Niemand gefunden" in page(clerk.get(f"{PEOPLE}?wer=alle&q=amira@exam"))
    assert "Linde 27" in page(clerk.get(f"{PEOPLE}?wer=alle&q=linde"))


def test_clara_gives_bernd_a_role_by_checkbox(clerk: Client, bernd: Person, in_soest: Municipality) -> None:
    address = f"{PEOPLE}{bernd.pk}/"
    answer = clerk.post(address, {"roles": ["strategy_officer", "juror"], "seen": "strategy_officer,editor"})
    assert answer.status_code == 302
    held = set(RoleAssignment.objects.filter(person=bernd).values_list("role", flat=True))
    assert held == {"strategy_officer", "juror"}
    history = page(clerk.get(address))
    assert "Jury gegeben" in history
    assert "Redaktion genommen" in history
    assert "durch clara@example.org" in history


def test_a_page_that_stood_open_too_long_changes_nothing(clerk: Client, bernd: Person, in_soest: Municipality) -> None:
    answer = clerk.post(f"{PEOPLE}{bernd.pk}/", {"roles": ["juror"], "seen": "strategy_officer"})
    assert answer.status_code == 422
    assert "gerade geändert" in page(answer)
    assert not RoleAssignment.objects.filter(person=bernd, role="juror").exists()


def test_clara_cannot_leave_soest_without_administration(clerk: Client, clara: Person) -> None:
    answer = clerk.post(f"{PEOPLE}{clara.pk}/", {"roles": [], "seen": "auditor,town_administrator"})
    assert answer.status_code == 422
    assert "letzte Person" in page(answer)


def test_an_invitation_is_written_to_the_outbox(clerk: Client) -> None:
    answer = clerk.post(f"{PEOPLE}einladen/", {"email": "gesa@example.org", "roles": ["juror"]})
    assert answer.url == PEOPLE
    assert "http://soest.localhost/konto/anmelden/" in letters_to("gesa@example.org")[0].text


def test_a_wrong_address_is_explained_and_kept(clerk: Client) -> None:
    answer = clerk.post(f"{PEOPLE}einladen/", {"email": "gesa", "roles": ["juror"]})
    assert answer.status_code == 422
    assert "Das ist keine E-Mail-Adresse" in page(answer)
    assert 'value="gesa"' in page(answer)


def test_a_lost_phone_is_helped_by_the_administration(clerk: Client, bernd: Person, in_soest: Municipality) -> None:
    TOTP.activate(bernd, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    answer = clerk.post(f"{PEOPLE}{bernd.pk}/zweiter-schritt/", follow=True)
    assert "Zweiten Schritt zurückgesetzt" in page(answer)
    assert not Authenticator.objects.filter(user=bernd).exists()
    assert letters_to(bernd.email)[0].subject == "Der zweite Schritt wurde zurückgesetzt"


def test_nobody_gets_rid_of_the_own_second_step_that_way(clerk: Client, clara: Person) -> None:
    TOTP.activate(clara, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert clerk.post(f"{PEOPLE}{clara.pk}/zweiter-schritt/").status_code == 422
    assert Authenticator.objects.filter(user=clara).exists()


def test_the_second_step_of_a_resident_is_not_the_towns_business(
    clerk: Client, amira: Person, in_soest: Municipality
) -> None:
    join(amira, in_soest, "Linde 27")
    TOTP.activate(amira, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    assert clerk.post(f"{PEOPLE}{amira.pk}/zweiter-schritt/").status_code == 403
    assert Authenticator.objects.filter(user=amira).exists()


@pytest.mark.parametrize("number", ["0", "-1", "zwei", "999999999999999999999"])
def test_an_impossible_page_number_shows_a_page(clerk: Client, number: str) -> None:
    assert clerk.get(f"{PEOPLE}?seite={number}").status_code == 200


@pytest.mark.parametrize("everybody", ["", "?wer=alle", "?q=mensch", "?wer=alle&q=mensch"])
def test_the_list_costs_the_same_for_20_and_2000_people(
    everybody: str, clerk: Client, count_queries: CountQueries, in_soest: Municipality, at: datetime
) -> None:
    costs = []
    for start, end in ((0, 20), (20, 2000)):
        people = Person.objects.bulk_create(Person(email=f"mensch{i}@example.org") for i in range(start, end))
        Membership.objects.bulk_create(
            Membership(
                municipality=in_soest,
                person=person,
                pseudonym=f"Mensch {i}",
                pseudonym_key=f"mensch{start + i}",
                joined_at=at,
            )
            for i, person in enumerate(people)
        )
        RoleAssignment.objects.bulk_create(
            RoleAssignment(municipality=in_soest, person=person, role=Role.JUROR, since=at) for person in people
        )
        with count_queries() as queries:
            clerk.get(PEOPLE + everybody)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_the_person_page_costs_few_queries(
    clerk: Client, bernd: Person, soest: Municipality, count_queries: CountQueries
) -> None:
    give_role(bernd, soest, Role.JUROR)
    with count_queries() as queries:
        clerk.get(f"{PEOPLE}{bernd.pk}/")
    assert len(queries) <= 12, queries
