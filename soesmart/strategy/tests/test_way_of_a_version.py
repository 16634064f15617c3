"""From draft to publication: written by Bernd, approved by a second person, then for ever as it is."""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope

from soesmart.accounts.models import Person, Role
from soesmart.core.audit import verify
from soesmart.core.models import OutboxMessage
from soesmart.region.models import Municipality
from soesmart.strategy.models import RemovedText, Version
from soesmart.strategy.rules import VersionState
from soesmart.strategy.services.removals import remove_goal
from soesmart.strategy.services.versions import open_draft
from soesmart.strategy.tests.drafting import codes, goal, make_draft, make_strategy, publish
from tests.clients import ClientFor

HOME = "/verwaltung/strategie/"
DRAFT = f"{HOME}entwurf/"


@pytest.fixture
def published(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Version:
    return publish(make_draft(make_strategy(in_soest, at), at), bernd, clara, at)


@pytest.fixture
def office_of_bernd(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd)


@pytest.fixture
def office_of_clara(client_for: ClientFor, clara: Person) -> Client:
    return client_for(clara, role=Role.STRATEGY_OFFICER)


def in_work() -> Version:
    return Version.objects.being_written().get()


def step(client: Client, name: str, **data: object) -> int:
    return client.post(f"{DRAFT}{name}/", {"revision": in_work().revision, **data}).status_code


def test_a_version_is_edited_submitted_approved_by_a_second_person_and_published(
    published: Version, office_of_bernd: Client, office_of_clara: Client
) -> None:
    assert office_of_bernd.post(f"{DRAFT}neu/", {"label": "2.0"}).status_code == 302
    page = office_of_bernd.get(f"{DRAFT}ziele/MOB-1/")
    words = page.context["form"].initial | {"title": "Noch mehr Wege mit dem Rad"}
    assert office_of_bernd.post(f"{DRAFT}ziele/MOB-1/", words).status_code == 302
    assert step(office_of_bernd, "einreichen") == 302
    assert step(office_of_bernd, "freigeben") == 422
    assert step(office_of_clara, "freigeben") == 302
    decision = {"decided_on": "1.10.2026", "decided_by": "Rat der Stadt", "votes_for": 30}
    assert step(office_of_clara, "veroeffentlichen", **decision) == 302
    new = Version.objects.published().first()
    assert new is not None
    assert (new.label, new.decided_on, new.votes_for) == ("2.0", "2026-10-01", 30)
    assert goal(new, "MOB-1").title == "Noch mehr Wege mit dem Rad"
    assert goal(published, "MOB-1").title == "Mehr Wege mit dem Rad"
    assert [chain.breaks for chain in verify()] == [[]]


def test_with_the_publication_goes_what_was_only_kept_for_its_editors(
    published: Version, bernd: Person, clara: Person, at: datetime
) -> None:
    draft = open_draft(actor=bernd, strategy=published.strategy, label="2.0", at=at)
    remove_goal(actor=bernd, wording=goal(draft, "ENE-1"), at=at)
    assert RemovedText.objects.count() == 1
    publish(draft, bernd, clara, at)
    assert not RemovedText.objects.exists()
    assert codes(draft) == ["MOB-1", "MOB-1-1", "MOB-1-2", "MOB-2"]
    assert "ENE-1" in codes(published)


@pytest.mark.parametrize("label", ["2025/26", "..", "-1", "2#1", "a?b"])
def test_a_number_that_no_address_can_hold_is_refused(published: Version, office_of_bernd: Client, label: str) -> None:
    answer = office_of_bernd.post(f"{DRAFT}neu/", {"label": label})
    assert answer.status_code == 422
    assert "geht nicht als Nummer" in answer.content.decode()
    assert f'value="{label}"' in answer.content.decode()
    assert Version.objects.get() == published


@pytest.mark.parametrize("label", ["2025-26", "2.0 Entwurf", "Änderung 1"])
def test_other_words_may_be_the_number_of_a_version(published: Version, office_of_bernd: Client, label: str) -> None:
    assert office_of_bernd.post(f"{DRAFT}neu/", {"label": label}).status_code == 302
    assert in_work().label == label


def test_numbers_of_thousands_of_digits_are_no_numbers(published: Version, office_of_bernd: Client) -> None:
    office_of_bernd.post(f"{DRAFT}neu/", {"label": "2.0"})
    long = "9" * 5000
    assert office_of_bernd.post(f"{DRAFT}vision/", {"count": long}).status_code == 422
    assert office_of_bernd.post(f"{DRAFT}ziele/MOB-1/entfernen/", {"revision": long}).status_code == 409


def test_the_administrator_cannot_approve_what_she_submitted(
    published: Version, client_for: ClientFor, amira: Person
) -> None:
    office = client_for(amira, role=Role.TOWN_ADMINISTRATOR)
    office.post(f"{DRAFT}neu/", {"label": "2.0"})
    step(office, "einreichen")
    assert "Freigeben</span>" not in office.get(HOME).content.decode()
    assert step(office, "freigeben") == 422
    assert in_work().state == VersionState.SUBMITTED


def test_who_approves_an_old_page_approves_nothing(
    published: Version, office_of_bernd: Client, office_of_clara: Client
) -> None:
    office_of_bernd.post(f"{DRAFT}neu/", {"label": "2.0"})
    step(office_of_bernd, "einreichen")
    seen = in_work().revision
    step(office_of_bernd, "zurueckgeben", reason="Tippfehler")
    step(office_of_bernd, "einreichen")
    assert office_of_clara.post(f"{DRAFT}freigeben/", {"revision": seen}).status_code == 409
    assert in_work().state == VersionState.SUBMITTED


def test_a_returned_version_names_the_reason_and_can_be_written_again(
    published: Version, office_of_bernd: Client, office_of_clara: Client
) -> None:
    office_of_bernd.post(f"{DRAFT}neu/", {"label": "2.0"})
    step(office_of_bernd, "einreichen")
    assert step(office_of_clara, "zurueckgeben", reason=" ") == 422
    assert step(office_of_clara, "zurueckgeben", reason="Der Titel ist zu lang.") == 302
    assert in_work().state == VersionState.DRAFT
    assert "Der Titel ist zu lang." in office_of_bernd.get(HOME).content.decode()


def test_the_others_hear_of_a_submission_once_and_the_submitter_of_the_answer(
    published: Version, office_of_bernd: Client, office_of_clara: Client
) -> None:
    office_of_bernd.post(f"{DRAFT}neu/", {"label": "2.0"})
    step(office_of_bernd, "einreichen")
    step(office_of_bernd, "einreichen")
    assert [mail.recipient for mail in OutboxMessage.objects.all()] == ["clara@example.org"]
    step(office_of_clara, "zurueckgeben", reason="Bitte kürzer.")
    mail = OutboxMessage.objects.get(recipient="bernd@example.org")
    assert "Bitte kürzer." in mail.text
    assert f"http://soest.localhost{HOME}" in mail.text
    step(office_of_bernd, "einreichen")
    step(office_of_clara, "freigeben")
    step(office_of_clara, "veroeffentlichen")
    subjects = [mail.subject for mail in OutboxMessage.objects.order_by("pk")]
    assert len(subjects) == 4
    assert subjects[-1].startswith("Veröffentlicht")


def test_a_draft_with_two_levels_can_be_thrown_away(published: Version, office_of_bernd: Client) -> None:
    office_of_bernd.post(f"{DRAFT}neu/", {"label": "2.0"})
    assert office_of_bernd.get(f"{DRAFT}verwerfen/").status_code == 200
    assert office_of_bernd.post(f"{DRAFT}verwerfen/", {"revision": 0}).status_code == 409
    assert step(office_of_bernd, "verwerfen") == 302
    assert list(Version.objects.all()) == [published]


def test_another_town_is_not_touched(
    published: Version, olpe: Municipality, client_for: ClientFor, franz: Person, at: datetime
) -> None:
    with scope(municipality=olpe):
        make_draft(make_strategy(olpe, at), at)
    office = client_for(franz, olpe)
    answer = office.get(HOME)
    assert answer.status_code == 200
    assert "Olpe 2030" in answer.content.decode()
    assert "Soest 2030" not in answer.content.decode()
    assert client_for(franz).get(HOME).status_code == 403
