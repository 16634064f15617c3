"""Nothing of one town's strategy is seen in another."""

from datetime import date, datetime

import pytest
from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from soesmart.strategy import queries
from soesmart.strategy.models import ActionField, Goal, GoalWording
from soesmart.strategy.module import MODULE
from soesmart.strategy.tests.reading import make_published
from tests.clients import ClientFor

SECRET = "Nur in Olpe"


@pytest.fixture
def olpes_goal(olpe: Municipality, bernd: Person, clara: Person, at: datetime) -> None:
    with scope(municipality=olpe):
        strategy = make_published(olpe, bernd, clara, at)
        version = strategy.versions.get()
        GoalWording.objects.create(
            version=version,
            goal=Goal.objects.create(strategy=strategy, code="OLP-1"),
            field=ActionField.objects.get(key="energie"),
            position=99,
            title=SECRET,
        )


@pytest.mark.usefixtures("olpes_goal")
@pytest.mark.parametrize(
    "path",
    [
        "",
        "felder/energie/",
        "ziele/MOB-1/",
        "ziele.csv",
        "fassungen/1.0/",
        "vergleich/",
        "suche/?q=Olpe",
        "kennzahlen/",
    ],
)
def test_no_page_of_soest_shows_a_goal_of_olpe(
    path: str, in_soest: Municipality, bernd: Person, clara: Person, at: datetime, client_for: ClientFor
) -> None:
    make_published(in_soest, bernd, clara, at)
    answer = client_for().get(f"/strategie/{path}")
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()


@pytest.mark.usefixtures("olpes_goal")
def test_a_code_of_another_town_is_not_found(
    in_soest: Municipality, bernd: Person, clara: Person, at: datetime, client_for: ClientFor
) -> None:
    make_published(in_soest, bernd, clara, at)
    assert client_for().get("/strategie/ziele/OLP-1/").status_code == 404
    assert queries.goal_page("OLP-1", at) is None


@pytest.mark.usefixtures("olpes_goal")
def test_search_and_sitemap_stay_in_town(in_soest: Municipality, olpe: Municipality) -> None:
    told = [*MODULE.search_documents(), *MODULE.calendar(date.min, date.max)]
    assert told == []
    assert not [entry for entry in MODULE.sitemap() if "OLP-1" in entry.url]
    with scope(municipality=olpe):
        assert f"{SECRET} (OLP-1)" in [document.title for document in MODULE.search_documents()]
