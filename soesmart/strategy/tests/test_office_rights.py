"""The rights matrix of the strategy's office: who, which page or step, in which state of the version."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope

from soesmart.accounts.models import Person, Role
from soesmart.region.models import Municipality
from soesmart.strategy.models import Goal, GoalWording, Version
from soesmart.strategy.rules import VersionState
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.units import add_unit
from soesmart.strategy.services.versions import approve_version, open_draft, publish_version, submit_version
from soesmart.strategy.tests.drafting import ACTOR, make_draft, make_strategy
from tests.cast import give_role
from tests.clients import client_of

HOME = "/verwaltung/strategie/"
DRAFT = f"{HOME}entwurf/"

READ = [
    HOME,
    DRAFT,
    f"{DRAFT}aenderungen/",
    f"{DRAFT}vorschau/",
    f"{DRAFT}tabelle/entwurf.xlsx",
    f"{HOME}kennzahlen/",
    f"{HOME}kennzahlen/IND-1/",
    f"{HOME}stellen/",
    f"{HOME}protokoll/",
    f"{HOME}protokoll/?ziel=MOB-1",
    f"{HOME}protokoll/?fassung=1.0",
]
WRITE = [
    f"{HOME}angaben/",
    f"{HOME}zeitziele/neu/",
    f"{DRAFT}neu/",
    f"{DRAFT}angaben/",
    f"{DRAFT}vision/",
    f"{DRAFT}uebergreifende-ziele/",
    f"{DRAFT}felder/neu/",
    f"{DRAFT}felder/mobilitaet/",
    f"{DRAFT}felder/mobilitaet/entfernen/",
    f"{DRAFT}ziele/neu/",
    f"{DRAFT}ziele/MOB-1/",
    f"{DRAFT}ziele/MOB-1/entfernen/",
    f"{DRAFT}verwerfen/",
    f"{DRAFT}tabelle/",
    f"{HOME}kennzahlen/neu/",
    f"{HOME}kennzahlen/IND-1/bearbeiten/",
    f"{HOME}kennzahlen/IND-1/wert/",
    f"{HOME}kennzahlen/IND-1/zielwert/",
    f"{HOME}stellen/neu/",
    f"{HOME}stellen/verkehr/",
]
WRITE_WHEN_APPROVED = [f"{DRAFT}zurueckgeben/", f"{DRAFT}veroeffentlichen/"]
ONLY_POST = [
    f"{DRAFT}einreichen/",
    f"{DRAFT}freigeben/",
    f"{DRAFT}verschieben/",
    f"{DRAFT}wiederherstellen/1/",
    f"{HOME}stellen/verkehr/entfernen/",
]
# Only one of them is open at a time; each is tested where its state is made.
ELSEWHERE = [f"{HOME}anlegen/", f"{DRAFT}tabelle/pruefen/00000000-0000-0000-0000-000000000000/"]

#             reads  writes
WHO = {
    "guest": (False, False),
    "no role": (False, False),
    "moderator": (False, False),
    "editor": (False, False),
    "officer elsewhere": (False, False),
    "auditor": (True, False),
    "officer": (True, True),
    "administrator": (True, True),
}


@pytest.fixture
def draft(in_soest: Municipality, at: datetime) -> Version:
    made = make_draft(make_strategy(in_soest, at), at)
    indicator = IndicatorText("IND-1", "Radwege", "km")
    add_indicator(actor=ACTOR, municipality=in_soest, text=indicator, goal=Goal.objects.get(code="MOB-1"), at=at)
    add_unit(actor=ACTOR, municipality=in_soest, key="verkehr", name="Verkehr", at=at)
    return made


@pytest.fixture
def visitor(soest: Municipality, olpe: Municipality, amira: Person) -> Callable[[str], Client]:
    def make(who: str) -> Client:
        roles = {
            "moderator": Role.MODERATOR,
            "editor": Role.EDITOR,
            "auditor": Role.AUDITOR,
            "officer": Role.STRATEGY_OFFICER,
            "administrator": Role.TOWN_ADMINISTRATOR,
        }
        if who == "officer elsewhere":
            give_role(amira, olpe, Role.STRATEGY_OFFICER)
        if who in roles:
            give_role(amira, soest, roles[who])
        return client_of(None if who == "guest" else amira, soest)

    return make


@pytest.mark.parametrize("who", WHO)
def test_who_may_open_which_page(draft: Version, visitor: Callable[[str], Client], who: str) -> None:
    reads, writes = WHO[who]
    client = visitor(who)
    for pages, may in ((READ, reads), (WRITE, writes)):
        opened = {page: client.get(page).status_code for page in pages}
        assert {page for page, status in opened.items() if (status == 200) != may} == set(), opened
        assert set(opened.values()) <= ({200} if may else {302, 403}), opened


@pytest.mark.parametrize("who", WHO)
def test_who_may_open_the_last_steps(
    draft: Version, bernd: Person, clara: Person, at: datetime, visitor: Callable[[str], Client], who: str
) -> None:
    bring_to(draft, VersionState.APPROVED, bernd, clara, at)
    client = visitor(who)
    for page in WRITE_WHEN_APPROVED:
        assert (client.get(page).status_code == 200) == WHO[who][1], page
    for page in (f"{DRAFT}ziele/MOB-1/", f"{DRAFT}vision/", f"{DRAFT}tabelle/"):
        assert client.get(page).status_code in ({409} if WHO[who][1] else {302, 403}), page


@pytest.mark.parametrize("who", [who for who, (_, writes) in WHO.items() if not writes])
def test_who_may_not_write_changes_nothing_by_sending_forms(
    draft: Version, visitor: Callable[[str], Client], who: str
) -> None:
    client = visitor(who)
    before = state_of(draft)
    form = {"revision": draft.revision, "title": "X", "name": "X", "label": "9", "field": "energie", "reason": "X"}
    for page in [*WRITE, *WRITE_WHEN_APPROVED, *ONLY_POST]:
        assert client.post(page, form).status_code in (302, 403), page
    with scope(municipality=draft.strategy.municipality):
        assert state_of(draft) == before


def state_of(version: Version) -> tuple[object, ...]:
    found = Version.objects.values_list("state", "revision", "label").get(pk=version.pk)
    return (*found, *GoalWording.objects.filter(version=version).values_list("title", "position", "revision"))


STATES = [VersionState.DRAFT, VersionState.SUBMITTED, VersionState.APPROVED, VersionState.PUBLISHED]
#                draft  submitted  approved  published
STEPS = {
    "ziele/MOB-1/": (True, False, False, False),
    "verschieben/": (True, False, False, False),
    "einreichen/": (True, False, False, False),
    "freigeben/": (False, True, False, False),
    "zurueckgeben/": (False, True, True, False),
    "veroeffentlichen/": (False, False, True, False),
    "verwerfen/": (True, False, False, False),
    "neu/": (False, False, False, True),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_which_step_is_open_in_which_state(
    draft: Version, bernd: Person, clara: Person, soest: Municipality, at: datetime, step: str, state: VersionState
) -> None:
    bring_to(draft, state, bernd, clara, at)
    give_role(clara, soest, Role.STRATEGY_OFFICER)
    form = {
        "revision": draft.revision if step != "ziele/MOB-1/" else 1,
        "title": "Anders",
        "field": "mobilitaet",
        "reason": "Bitte ändern",
        "label": "9.0",
        "move": "goal:MOB-2:up",
    }
    status = client_of(clara, soest).post(f"{DRAFT}{step}", form).status_code
    assert (status == 302) == STEPS[step][STATES.index(state)], status
    assert status in (302, 409, 422)


def bring_to(draft: Version, state: VersionState, bernd: Person, clara: Person, at: datetime) -> None:
    if state != VersionState.DRAFT:
        submit_version(actor=bernd, version=draft, at=at)
    if state in (VersionState.APPROVED, VersionState.PUBLISHED):
        approve_version(actor=clara, version=draft, at=at)
    if state == VersionState.PUBLISHED:
        publish_version(actor=clara, version=draft, at=at)


def test_a_missing_right_says_which_and_who_gives_it(draft: Version, visitor: Callable[[str], Client]) -> None:
    answer = visitor("auditor").get(f"{DRAFT}vision/")
    assert answer.status_code == 403
    assert "Strategiestelle" in answer.content.decode()
    assert "vergeben" in answer.content.decode()


def test_a_second_draft_is_not_opened_beside_the_first(
    draft: Version, bernd: Person, clara: Person, soest: Municipality, at: datetime
) -> None:
    bring_to(draft, VersionState.PUBLISHED, bernd, clara, at)
    open_draft(actor=ACTOR, strategy=draft.strategy, label="2.0", at=at)
    assert client_of(bernd, soest).post(f"{DRAFT}neu/", {"label": "3.0"}).status_code == 409
