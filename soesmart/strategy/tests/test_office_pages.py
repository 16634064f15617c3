"""The office's pages: what was typed is kept, who was faster is shown, and lists stay cheap."""

import random
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from soesmart.accounts.models import Person, Role
from soesmart.accounts.services import join_town
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, IndicatorValue, OrganisationUnit, Version
from soesmart.strategy.services.indicators import IndicatorText, add_indicator
from soesmart.strategy.services.removals import remove_goal
from soesmart.strategy.services.units import add_unit
from soesmart.strategy.services.versions import (
    approve_version,
    discard_draft,
    open_draft,
    return_version,
    submit_version,
)
from soesmart.strategy.tests.drafting import ACTOR, codes, goal, make_draft, make_strategy, many_goals, publish
from tests.clients import ClientFor, CountQueries

HOME = "/verwaltung/strategie/"
DRAFT = f"{HOME}entwurf/"


@pytest.fixture
def draft(in_soest: Municipality, bernd: Person, clara: Person, at: datetime) -> Version:
    strategy = make_strategy(in_soest, at)
    publish(make_draft(strategy, at), bernd, clara, at)
    return open_draft(actor=ACTOR, strategy=strategy, label="2.0", at=at)


@pytest.fixture
def office(client_for: ClientFor, bernd: Person) -> Client:
    return client_for(bernd)


def form_of(office: Client, page: str) -> dict[str, Any]:
    """What a browser would send back of a form."""
    form = office.get(page).context["form"]
    return {row.html_name: row.value() for row in form if row.value() not in (None, False)}


def test_who_saves_over_a_change_sees_both_first_and_loses_nothing(
    draft: Version, office: Client, client_for: ClientFor, clara: Person, soest: Municipality, at: datetime
) -> None:
    join_town(person=clara, town=soest, at=at, rng=random.Random(1), pseudonym="Linde 27")
    page = f"{DRAFT}ziele/MOB-1/"
    mine = form_of(office, page) | {"title": "Von Bernd", "sdgs": [11]}
    other = client_for(clara, role=Role.STRATEGY_OFFICER)
    other.post(page, form_of(other, page) | {"title": "Von Clara"})
    answer = office.post(page, mine)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Linde 27" in text
    shown = {row.label: (row.theirs, row.mine) for row in answer.context["differences"]}
    assert shown["Titel"] == ("Von Clara", "Von Bernd")
    assert shown["Nachhaltigkeitsziele (SDG)"] == ("", "11 Nachhaltige Städte und Gemeinden")
    assert goal(draft, "MOB-1").title == "Von Clara"
    assert 'value="Von Bernd"' in text
    again = mine | {"revision": answer.context["form"]["revision"].value()}
    assert office.post(page, again).status_code == 302
    assert goal(draft, "MOB-1").title == "Von Bernd"


def test_two_visions_are_compared_word_by_word(
    draft: Version, office: Client, client_for: ClientFor, clara: Person
) -> None:
    page = f"{DRAFT}vision/"
    mine = form_of(office, page) | {"name_0": "digital"}
    other = client_for(clara, role=Role.STRATEGY_OFFICER)
    other.post(page, form_of(other, page) | {"name_0": "lebendig", "name_1": "digital"})
    answer = office.post(page, mine)
    assert answer.status_code == 409
    assert ("lebendig", "digital") in {(row.theirs, row.mine) for row in answer.context["differences"]}
    again = mine | {"revision": answer.context["form"]["revision"].value()}
    assert office.post(page, again).status_code == 302
    assert [term.name for term in draft.vision_terms.all()] == ["digital"]


def test_a_goal_that_somebody_removed_meanwhile_gives_the_typed_words_back(
    draft: Version, office: Client, at: datetime
) -> None:
    page = f"{DRAFT}ziele/ENE-1/"
    mine = form_of(office, page) | {"title": "Viel Strom vom Dach"}
    remove_goal(actor=ACTOR, wording=goal(draft, "ENE-1"), at=at)
    answer = office.post(page, mine)
    assert answer.status_code == 409
    assert "Viel Strom vom Dach" in answer.content.decode()
    assert "Wiederherstellen" in answer.content.decode()


def test_a_submitted_version_refuses_the_form_and_keeps_what_was_typed(
    draft: Version, office: Client, clara: Person, at: datetime
) -> None:
    page = f"{DRAFT}ziele/ENE-1/"
    mine = form_of(office, page) | {"title": "Viel Strom vom Dach"}
    submit_version(actor=clara, version=draft, at=at)
    answer = office.post(page, mine)
    assert answer.status_code == 422
    assert "gesperrt" in answer.content.decode()
    assert 'value="Viel Strom vom Dach"' in answer.content.decode()


def test_a_draft_that_somebody_discarded_meanwhile_gives_the_typed_words_back(
    draft: Version, office: Client, clara: Person, at: datetime
) -> None:
    page = f"{DRAFT}ziele/ENE-1/"
    mine = form_of(office, page) | {"title": "Viel Strom vom Dach"}
    discard_draft(actor=clara, version=draft, at=at)
    answer = office.post(page, mine)
    assert answer.status_code == 409
    assert "Viel Strom vom Dach" in answer.content.decode()
    assert "Zum Stand der Strategie" in answer.content.decode()


def test_nothing_is_found_under_a_number_that_no_database_holds(draft: Version, office: Client) -> None:
    assert office.post(f"{DRAFT}wiederherstellen/{'9' * 30}/").status_code == 404


@pytest.mark.parametrize(
    ("page", "typed", "text"),
    [
        (f"{DRAFT}ziele/neu/", {"code": "ENE 2!", "title": "Neu", "field": "energie"}, "Kennung"),
        (
            f"{DRAFT}ziele/neu/",
            {"code": "ene-1", "title": "Neu", "field": "energie"},
            "in dieser Fassung schon",
        ),
        (f"{DRAFT}felder/neu/", {"key": "neu", "name": "Neues"}, "heißt schon eine Seite"),
        (f"{DRAFT}angaben/", {"label": "2.0", "decided_on": "31.2.2026"}, "kein Datum"),
        (f"{DRAFT}angaben/", {"label": "2.0", "decided_on": "1.1.2090"}, "in der Zukunft"),
        (f"{DRAFT}angaben/", {"label": "1.0", "note": "Doppelt"}, "gibt es schon"),
        (f"{DRAFT}vision/", {"count": 2, "name_0": "grün", "name_1": "grün"}, "steht zweimal da"),
        (f"{HOME}kennzahlen/IND-1/wert/", {"value": "viel", "state": "measured"}, "keine Zahl"),
        (f"{HOME}kennzahlen/IND-1/wert/", {"value": "1,5", "year": "20", "state": "measured"}, "kann nicht stimmen"),
        (f"{HOME}kennzahlen/IND-1/zielwert/", {"value": "9" * 13}, "Diese Zahl passt nicht"),
        (f"{HOME}stellen/neu/", {"key": "verkehr", "name": "Noch einmal"}, "gibt es schon"),
        (f"{HOME}kennzahlen/neu/", {"key": "IND-1", "name": "A", "unit": "B", "decimals": 0}, "gibt es schon"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_stays(
    draft: Version, office: Client, in_soest: Municipality, at: datetime, page: str, typed: dict[str, Any], text: str
) -> None:
    add_unit(actor=ACTOR, municipality=in_soest, key="verkehr", name="Verkehr", at=at)
    add_indicator(actor=ACTOR, municipality=in_soest, text=IndicatorText("IND-1", "Radwege", "km"), at=at)
    answer = office.post(page, {"revision": draft.revision, **typed})
    assert answer.status_code == 422
    assert text in answer.content.decode()
    for name, value in typed.items():
        assert str(answer.context["form"][name].value()) == str(value)
    assert not IndicatorValue.objects.exists()


def test_fields_goals_and_numbers_are_made_through_their_forms(draft: Version, office: Client) -> None:
    assert office.post(f"{DRAFT}felder/neu/", {"key": "kultur", "code": "KUL", "name": "Kultur"}).status_code == 302
    words = {"code": "KUL-1", "title": "Musik", "field": "kultur", "dimensions": ["social"], "sdgs": [4, 11]}
    assert office.post(f"{DRAFT}ziele/neu/", words).status_code == 302
    child = {"code": "KUL-1-1", "title": "Chöre", "field": "kultur", "parent": "KUL-1"}
    assert office.post(f"{DRAFT}ziele/neu/", child).status_code == 302
    assert codes(draft)[-2:] == ["KUL-1", "KUL-1-1"]
    indicator = {"key": "IND-KUL-1", "goal": "KUL-1", "name": "Konzerte", "unit": "Anzahl", "decimals": 0}
    assert office.post(f"{HOME}kennzahlen/neu/", indicator).status_code == 302
    value = {"value": "1.234,5", "year": "2024", "state": "estimated"}
    assert office.post(f"{HOME}kennzahlen/IND-KUL-1/wert/", value).status_code == 302
    assert office.post(f"{HOME}kennzahlen/IND-KUL-1/zielwert/", {"value": "2.000", "year": "2030"}).status_code == 302
    made = Indicator.objects.get(key="IND-KUL-1")
    assert (str(made.values.get().value), str(made.targets.get().value)) == ("1234.500000", "2000.000000")
    goal_page = office.post(f"{DRAFT}ziele/KUL-1/entfernen/", {"revision": 1})
    assert "weitere Ziele" in goal_page.content.decode()
    assert office.post(f"{DRAFT}ziele/KUL-1-1/entfernen/", {"revision": 1}).status_code == 302
    kept = draft.removed_texts.get()
    assert office.post(f"{DRAFT}wiederherstellen/{kept.pk}/").status_code == 302
    assert codes(draft)[-2:] == ["KUL-1", "KUL-1-1"]


def test_a_unit_that_is_responsible_stays(draft: Version, office: Client, in_soest: Municipality, at: datetime) -> None:
    unit = add_unit(actor=ACTOR, municipality=in_soest, key="verkehr", name="Verkehr", at=at)
    page = f"{DRAFT}ziele/MOB-1/"
    office.post(page, form_of(office, page) | {"unit": "verkehr"})
    answer = office.post(f"{HOME}stellen/verkehr/entfernen/", {"revision": unit.revision}, follow=True)
    assert "bleibt deshalb stehen" in answer.content.decode()
    assert OrganisationUnit.objects.exists()


def test_the_trail_tells_who_did_what_without_naming_anybody(draft: Version, office: Client, bernd: Person) -> None:
    page = f"{DRAFT}ziele/MOB-1/"
    office.post(page, form_of(office, page) | {"title": "Anders"})
    text = office.get(f"{HOME}protokoll/?ziel=MOB-1").content.decode()
    assert "Ziel geändert: MOB-1" in text
    assert "Strategiestelle" in text
    assert "Titel" in text
    assert bernd.email not in text
    assert str(bernd.pk) not in text


@pytest.mark.parametrize("query", ["", "?q=Rad", "?feld=energie", "?ohne=stelle", "?seite=99999999999999999999"])
def test_the_draft_can_be_filtered(draft: Version, office: Client, query: str) -> None:
    assert office.get(f"{DRAFT}{query}").status_code == 200


def test_without_a_draft_the_page_says_what_will_be_there(office: Client, in_soest: Municipality, at: datetime) -> None:
    assert office.get(HOME).status_code == 200
    make_strategy(in_soest, at)
    for page in (HOME, DRAFT, f"{HOME}kennzahlen/", f"{HOME}stellen/", f"{HOME}protokoll/"):
        assert office.get(page).status_code == 200, page
    assert "Zurzeit wird an keiner Fassung gearbeitet" in office.get(DRAFT).content.decode()
    assert office.get(f"{DRAFT}vision/").status_code == 409


LISTS = [
    HOME,
    DRAFT,
    f"{DRAFT}aenderungen/",
    f"{DRAFT}vorschau/",
    f"{DRAFT}ziele/neu/",
    f"{DRAFT}ziele/MOB-1/",
    f"{DRAFT}felder/mobilitaet/",
    f"{DRAFT}angaben/",
    f"{DRAFT}vision/",
    f"{DRAFT}tabelle/",
    f"{HOME}kennzahlen/",
    f"{HOME}stellen/",
    f"{HOME}protokoll/",
]


@pytest.mark.parametrize("page", LISTS)
def test_a_page_takes_at_most_twelve_queries_for_few_goals_and_for_many(
    draft: Version, office: Client, count_queries: CountQueries, page: str
) -> None:
    office.get(page)
    with count_queries() as few:
        assert office.get(page).status_code == 200
    many_goals(draft, 2000 if page == DRAFT else 200)
    with count_queries() as many:
        assert office.get(page).status_code == 200
    assert len(few) == len(many), many
    assert len(many) <= 12, many


def test_the_first_page_of_the_office_says_what_the_version_in_work_waits_for(
    draft: Version, office: Client, bernd: Person, clara: Person, at: datetime
) -> None:
    def said() -> str:
        return office.get("/verwaltung/").content.decode()

    assert "Fassung 2.0 ist in Arbeit" in said()
    submit_version(actor=bernd, version=draft, at=at)
    assert "Fassung 2.0 wartet auf die Freigabe" in said()
    return_version(actor=clara, version=draft, reason="Ein Ziel fehlt.", at=at)
    assert "Fassung 2.0 wurde zurückgegeben" in said()
    submit_version(actor=bernd, version=draft, at=at)
    approve_version(actor=clara, version=draft, at=at)
    assert "Fassung 2.0 ist freigegeben" in said()
