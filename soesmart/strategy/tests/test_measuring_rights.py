"""The rights matrix of measuring: who may open, write and decide what, with and without a second factor."""

import inspect
import random
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import resolve
from django_scopes import scope

from soesmart.accounts.access import STRONG, write_proof
from soesmart.accounts.models import Person, Role
from soesmart.accounts.services import join_town
from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Forbidden
from soesmart.region.models import Municipality
from soesmart.strategy import access
from soesmart.strategy.models import Delivery, Goal, Indicator, Version
from soesmart.strategy.office.urls import HOME as HOME_ROUTE
from soesmart.strategy.rules import VersionState
from soesmart.strategy.services.deliveries import receive_typed
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.tests import test_office_rights as words_of_the_strategy
from soesmart.strategy.tests.drafting import ACTOR
from soesmart.strategy.tests.furnishing import DRAFT, PUBLISHED, Furnished, furnish_measuring
from soesmart.strategy.tests.reading import make_published
from soesmart.strategy.urls import urlpatterns
from tests.cast import give_role, make_person
from tests.clients import client_of

HOME = f"/{HOME_ROUTE}"
GOAL = "/strategie/ziele/MOB-1/"
KEY = "ind-mob-1"

# {name}: the key of what `furnish_measuring` made.
PUBLIC = [
    "/strategie/lage/",
    "/strategie/lage/lage.csv",
    f"{GOAL}bewertung/",
    f"{GOAL}entscheidung/",
    f"{GOAL}fragen/",
    f"{GOAL}fragen/neu/",
    "/strategie/berichte/",
    f"/strategie/berichte/{PUBLISHED}/",
    f"/strategie/berichte/{PUBLISHED}/bericht.pdf",
    f"/strategie/berichte/{PUBLISHED}/bericht.xlsx",
]
READ = [
    f"{HOME}werte/",
    f"{HOME}werte/{{findings}}/",
    f"{HOME}werte/{{findings}}/protokoll.csv",
    f"{HOME}quellen/",
    f"{HOME}zustaendig/",
    f"{HOME}fragen/",
    f"{HOME}massnahmen/",
    f"{HOME}massnahmen/tun/",
    f"{HOME}annahmen/",
    f"{HOME}annahmen/{KEY}/",
    f"{HOME}berichte/",
    f"{HOME}berichte/{DRAFT}/",
    f"{HOME}berichte/{DRAFT}/vorschau/",
    f"{HOME}berichte/{DRAFT}/vorschau/feld-mobilitaet/",
    f"{HOME}berichte/{DRAFT}/vorschau.pdf",
]
WRITE = [
    f"{HOME}werte/{{mapping}}/zuordnung/",
    f"{HOME}werte/{{findings}}/verwerfen/",
    f"{HOME}werte/{{findings}}/zuruecknehmen/",
    f"{HOME}kennzahlen/{KEY}/werte/{{value}}/zurueckziehen/",
    f"{HOME}kennzahlen/{KEY}/zielwerte/{{target}}/beenden/",
    f"{HOME}quellen/neu/csv/",
    f"{HOME}quellen/neu/json/",
    f"{HOME}quellen/neu/plattform/",
    f"{HOME}quellen/{{source}}/",
    f"{HOME}quellen/{{source}}/entfernen/",
    f"{HOME}zustaendig/{KEY}/",
    f"{HOME}fragen/{{asked}}/",
    f"{HOME}massnahmen/neu/",
    f"{HOME}massnahmen/tun/bearbeiten/",
    f"{HOME}massnahmen/tun/wirkung/",
    f"{HOME}annahmen/{KEY}/neu/",
    f"{HOME}berichte/neu/",
    f"{HOME}berichte/{DRAFT}/angaben/",
    f"{HOME}berichte/{DRAFT}/texte/foreword/",
    f"{HOME}berichte/{DRAFT}/veroeffentlichen/",
    f"{HOME}berichte/{DRAFT}/verwerfen/",
    f"{HOME}berichte/{PUBLISHED}/zurueckziehen/",
]
ONLY_POST = [
    f"{HOME}werte/{{findings}}/pruefen/",
    f"{HOME}werte/{{findings}}/neu-zuordnen/",
    f"{HOME}werte/{{findings}}/befunde/",
    f"{HOME}werte/{{findings}}/befunde/1/",
    f"{HOME}werte/{{findings}}/uebernehmen/",
    f"{HOME}quellen/{{source}}/schalten/",
    f"{HOME}quellen/{{source}}/abrufen/",
    f"{HOME}fragen/{{asked}}/ausblenden/",
    f"{HOME}fragen/{{asked}}/zeigen/",
    f"{HOME}massnahmen/tun/entfallen/",
    f"{HOME}massnahmen/tun/wieder/",
    f"{HOME}massnahmen/tun/wirkung/{KEY}/zuruecknehmen/",
    f"{HOME}berichte/{DRAFT}/uebernehmen/",
]
# Addresses that name no row.
LISTS = {
    f"{HOME}{name}/" for name in ("werte", "quellen", "fragen", "annahmen", "berichte", "massnahmen", "zustaendig")
}
EVERYWHERE = LISTS | {page for page in WRITE if "/neu/" in page and KEY not in page}
# A list that readers see and that takes a form from writers.
READ_AND_SENT = [f"{HOME}werte/", f"{HOME}zustaendig/"]
MINE, ENTRY, OTHERS_ENTRY = f"{HOME}meine-werte/", f"{HOME}zustaendig/{KEY}/wert/", f"{HOME}zustaendig/andere/wert/"
# What the contact of MOB-1 typed, and nobody else takes back.
WITHDRAW = f"{MINE}{{typed}}/zurueckziehen/"
OF_CONTACTS = [MINE, ENTRY, OTHERS_ENTRY, WITHDRAW]

# Columns: reads the office, writes there, lists own values, types a value of MOB-1, types one of the other indicator.
TABLE = """
guest               - - - - -
resident            - - - - -
contact             - - m e -
other contact       - - m - o
moderator           - - - - -
editor              - - - - -
auditor             r - m - -
officer             r w m e o
administrator       r w m e o
officer elsewhere   - - - - -
"""
CELLS = {name.strip(): cells.split() for line in TABLE.strip().splitlines() for name, cells in [(line[:20], line[20:])]}
RIGHTS = {name: set("".join(cells)) - {"-"} for name, cells in CELLS.items()}
ROLES = {
    "moderator": Role.MODERATOR,
    "editor": Role.EDITOR,
    "auditor": Role.AUDITOR,
    "officer": Role.STRATEGY_OFFICER,
    "administrator": Role.TOWN_ADMINISTRATOR,
}


@pytest.fixture
def contact(soest: Municipality) -> Person:
    """She delivers the values of MOB-1 and has no other tie to the office."""
    return make_person("gesa")


@pytest.fixture
def found(in_soest: Municipality, bernd: Person, clara: Person, contact: Person, at: datetime, noon: None) -> Furnished:
    strategy = make_published(in_soest, bernd, clara, at)
    other = add_indicator(actor=ACTOR, municipality=in_soest, text=IndicatorText("andere", "Anderes", "km"), at=at)
    Indicator.objects.filter(pk=other.pk).update(contact=make_person("hedwig"), contact_by_address=True)
    join_town(person=contact, town=in_soest, at=at, rng=random.Random(1), pseudonym="Gesa")
    goal = Goal.objects.get(strategy=strategy, code="MOB-1")
    made = furnish_measuring(in_soest, goal, Indicator.objects.get(key=KEY), contact, at)
    receive_typed(
        actor=contact, indicator=made.indicator, year=2025, day=None, value=Decimal(48), at=at, person=contact
    )
    return made


PersonCalled = Callable[[str], Person | None]


@pytest.fixture
def person_called(found: Furnished, soest: Municipality, olpe: Municipality) -> PersonCalled:
    """A person for each line of TABLE, the same each time."""

    def make(who: str) -> Person | None:
        if who == "guest":
            return None
        name = {"contact": "gesa", "other contact": "hedwig"}.get(who, who.replace(" ", "-"))
        known = Person.objects.filter(email=f"{name}@example.org").first()
        if known:
            return known
        if who == "officer elsewhere":
            return make_person(name, olpe, Role.STRATEGY_OFFICER)
        return make_person(name, soest, ROLES[who]) if who in ROLES else make_person(name)

    return make


def filled(pages: Iterable[str], found: Furnished) -> list[str]:
    keys = {name: getattr(found, name).pk for name in ("mapping", "findings", "source", "asked")}
    with scope(municipality=found.indicator.municipality):
        keys |= {"typed": Delivery.objects.get(mapping__has_key="typed").pk}
        keys |= {"value": found.indicator.values.first().pk, "target": found.indicator.targets.first().pk}
    return [page.format(**keys) for page in pages]


def opened(client: Client, pages: Iterable[str]) -> dict[str, int]:
    return {page: client.get(page).status_code for page in pages}


@pytest.mark.parametrize("who", RIGHTS)
def test_who_may_open_which_page(found: Furnished, soest: Municipality, person_called: PersonCalled, who: str) -> None:
    client, rights = client_of(person_called(who), soest), RIGHTS[who]
    for right, pages in (("r", READ), ("w", WRITE), ("m", [MINE])):
        seen = opened(client, filled(pages, found))
        assert set(seen.values()) == ({200} if right in rights else {403}), (right, seen)
    # Officers have a page of their own for values, on which they count at once.
    shown = 302 if "w" in rights else 200
    seen = opened(client, [ENTRY, OTHERS_ENTRY])
    assert seen == {ENTRY: shown if "e" in rights else 403, OTHERS_ENTRY: shown if "o" in rights else 403}
    (taken_back,) = opened(client, filled([WITHDRAW], found)).values()
    assert taken_back == (403 if "m" not in rights else 200 if who == "contact" else 404)


def test_everybody_may_read_what_is_measured(
    found: Furnished, soest: Municipality, person_called: PersonCalled
) -> None:
    for who in ("guest", "officer elsewhere"):
        assert set(opened(client_of(person_called(who), soest), PUBLIC).values()) == {200}


def test_without_a_second_factor_nobody_comes_in(
    found: Furnished, soest: Municipality, person_called: PersonCalled
) -> None:
    for who in (who for who, rights in RIGHTS.items() if rights):
        client, person = Client(HTTP_HOST="soest.localhost"), person_called(who)
        assert person is not None
        client.force_login(person)
        seen = opened(client, filled([*READ, *WRITE, *OF_CONTACTS], found))
        assert set(seen.values()) == {403}, (who, seen)
        sent = {page: client.post(page, {}).status_code for page in filled(ONLY_POST, found)}
        assert set(sent.values()) == {403}, (who, sent)


def test_who_may_not_write_changes_nothing_by_sending_forms(
    found: Furnished, soest: Municipality, person_called: PersonCalled
) -> None:
    before = AuditEntry.objects.count()
    form = {"revision": 1, "year": 2025, "value": "9", "text": "X", "title": "X", "name": "X", "reason": "X"}
    for who, rights in RIGHTS.items():
        client = client_of(person_called(who), soest)
        closed = [ENTRY] * ("e" not in rights) + [OTHERS_ENTRY] * ("o" not in rights)
        pages = [*WRITE, *ONLY_POST, *READ_AND_SENT, *closed] if "w" not in rights else []
        for page in filled(pages, found):
            assert client.post(page, form).status_code == 403, (who, page)
        if who != "contact":
            (page,) = filled([WITHDRAW], found)
            assert client.post(page).status_code == (404 if "m" in rights else 403), who
    assert AuditEntry.objects.count() == before


def test_an_officer_reaches_nothing_of_another_town_from_her_own(
    found: Furnished, olpe: Municipality, franz: Person
) -> None:
    client, before = client_of(franz, olpe), AuditEntry.objects.count()
    named = filled((page for page in [*READ, *WRITE, *ONLY_POST, ENTRY, WITHDRAW] if page not in EVERYWHERE), found)
    form = {"revision": 1, "decision": "accepted", "reason": "X"}
    sent = {page: client.post(page, form, follow=True).status_code for page in named}
    assert {page: status for page, status in sent.items() if status not in (404, 405, 409)} == {}
    assert {status for page, status in opened(client, named).items()} <= {404, 405}
    assert AuditEntry.objects.count() == before


def test_what_a_contact_types_waits_and_what_an_officer_types_counts(
    found: Furnished, soest: Municipality, contact: Person, bernd: Person
) -> None:
    form = {"year": "2025", "value": "16", "state": "measured"}
    with scope(municipality=soest):
        before = found.indicator.values.count()
    assert client_of(contact, soest).post(ENTRY, form).status_code == 302
    with scope(municipality=soest):
        assert found.indicator.values.count() == before
    assert client_of(bernd, soest).post(f"{HOME}kennzahlen/{KEY}/wert/", form).status_code == 302
    with scope(municipality=soest):
        assert found.indicator.values.count() == before + 1


def test_a_contact_with_a_role_counts_only_while_she_has_it(
    found: Furnished, soest: Municipality, contact: Person
) -> None:
    with scope(municipality=soest):
        Indicator.objects.filter(key=KEY).update(contact_by_address=False)
    assert opened(client_of(contact, soest), [MINE, ENTRY]) == {MINE: 403, ENTRY: 403}
    give_role(contact, soest, Role.MODERATOR)
    assert opened(client_of(contact, soest), [MINE, ENTRY]) == {MINE: 200, ENTRY: 200}


def test_every_address_of_the_office_stands_in_a_matrix(found: Furnished) -> None:
    measuring = [*filled([*READ, *WRITE, *ONLY_POST, *OF_CONTACTS], found)]
    words = words_of_the_strategy
    listed = [*measuring, *words.READ, *words.WRITE, *words.WRITE_WHEN_APPROVED, *words.ONLY_POST, *words.ELSEWHERE]
    named = {resolve(page.partition("?")[0]).route for page in listed}
    routes = {str(pattern.pattern) for pattern in urlpatterns if str(pattern.pattern).startswith(HOME_ROUTE)}
    assert routes - named == set()


# What the predicates say, by the letters of TABLE: each with the right it stands for.
PREDICATES: dict[str, tuple[str, Callable[[HttpRequest, Furnished], object]]] = {
    "require_writer": ("w", lambda request, found: access.require_writer(request)),
    "require_reader": ("r", lambda request, found: access.require_reader(request)),
    "is_writer": ("w", lambda request, found: access.is_writer(request)),
    "is_reader": ("r", lambda request, found: access.is_reader(request)),
    "may_answer": ("w", lambda request, found: access.may_answer(request)),
    "require_value_entry": ("e", lambda request, found: access.require_value_entry(request, found.indicator)),
    "require_contact": ("m", lambda request, found: access.require_contact(request)),
}
# Not about a role or not about a right: asked elsewhere.
OTHER_PREDICATES = {"is_contact", "is_named", "may_approve"}


def test_every_predicate_stands_in_the_matrix() -> None:
    own = {name for name, _ in inspect.getmembers(access, inspect.isfunction) if not name.startswith("_")}
    own = {name for name in own if getattr(access, name).__module__ == access.__name__}
    assert own == PREDICATES.keys() | OTHER_PREDICATES


def test_the_predicates_say_what_the_matrix_says(
    found: Furnished, soest: Municipality, person_called: PersonCalled
) -> None:
    wrong = []
    for who, strong in product(RIGHTS, (True, False)):
        person = person_called(who)
        with scope(municipality=soest):
            said = {name: says(ask, request_of(person, strong=strong), found) for name, (_, ask) in PREDICATES.items()}
            wrong += [
                (who, strong, name)
                for name, (right, _) in PREDICATES.items()
                if said[name] != (strong and right in RIGHTS[who])
            ]
            assert access.is_contact(request_of(person, strong=strong)) == (strong and "contact" in who)
            assert access.is_named(request_of(person, strong=strong)) == ("contact" in who)
    assert wrong == []


def says(ask: Callable[[HttpRequest, Furnished], object], request: HttpRequest, found: Furnished) -> bool:
    try:
        return bool(ask(request, found))
    except Forbidden:
        return False


def request_of(person: Person | None, *, strong: bool) -> HttpRequest:
    request: Any = RequestFactory().get("/", HTTP_HOST="soest.localhost")
    request.user, request.session = person or Guest(), {}
    if person and strong:
        write_proof(request.session, person, STRONG)
    return request  # type: ignore[no-any-return]


class Guest:
    """Nobody who signed in."""

    is_authenticated = False
    pk = None


@pytest.mark.parametrize("state", VersionState)
def test_only_a_second_person_approves_what_was_submitted(state: VersionState, amira: Person, eva: Person) -> None:
    version = Version(state=state, submitted_by=amira)
    assert not access.may_approve(amira, version)
    assert access.may_approve(eva, version) == (state == VersionState.SUBMITTED)
