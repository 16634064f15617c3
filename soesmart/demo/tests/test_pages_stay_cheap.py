"""With the whole demo, and somebody of the office signed in, every page of these rooms needs at most twelve queries."""

import pytest

from soesmart.accounts.models import Person
from soesmart.region.models import Municipality
from tests.clients import CountQueries, client_of

PATHS = [
    "/stadt/",
    "/prozess/",
    "/pilotprojekte/",
    "/pilotprojekte/energiespar-wettbewerb/",
    "/pilotprojekte.csv",
    "/verwaltung/stadt/",
    "/verwaltung/prozess/",
    "/verwaltung/prozess/abschnitte/umsetzen/",
    "/verwaltung/prozess/termine/tour/",
]


@pytest.mark.parametrize("path", PATHS)
def test_twelve_queries_are_enough(demo_db: None, count_queries: CountQueries, path: str) -> None:
    client = client_of(Person.objects.get(email="clara@example.org"), Municipality.objects.get(slug="soest"))
    client.get("/stadt/")
    with count_queries() as queries:
        status = client.get(path).status_code
    assert status == 200
    assert 1 <= len(queries) <= 12, queries
