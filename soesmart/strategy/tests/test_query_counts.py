"""A page costs the same number of queries with five goals and with 2,800."""

from datetime import datetime

import pytest

from soesmart.accounts.models import Person, Role
from soesmart.region.models import Municipality
from soesmart.strategy.models import Version
from soesmart.strategy.queries.remembered import forget
from soesmart.strategy.services.versions import open_draft
from soesmart.strategy.tests.drafting import ACTOR, publish
from soesmart.strategy.tests.reading import add_many_goals, make_published
from tests.clients import ClientFor, CountQueries

PAGES = [
    "/strategie/",
    "/strategie/felder/mobilitaet/",
    "/strategie/ziele/MOB-1/",
    "/strategie/ziele/MOB-1/werte.csv",
    "/strategie/ziele.csv",
    "/strategie/fassungen/",
    "/strategie/fassungen/1.0/",
    "/strategie/fassungen/1.0/ziele/MOB-1/",
    "/strategie/vergleich/",
    "/strategie/suche/?q=Rad",
    "/strategie/kennzahlen/",
]


def test_every_page_takes_the_same_queries_for_2800_goals(
    in_soest: Municipality,
    bernd: Person,
    clara: Person,
    at: datetime,
    client_for: ClientFor,
    count_queries: CountQueries,
) -> None:
    strategy = make_published(in_soest, bernd, clara, at)
    publish(open_draft(actor=ACTOR, strategy=strategy, label="2.0", at=at), bernd, clara, at)
    reader = client_for(bernd, in_soest, Role.STRATEGY_OFFICER)

    def counts() -> dict[str, int]:
        found = {}
        for path in PAGES:
            forget()  # the first reader after a write pays most
            with count_queries() as queries:
                assert reader.get(path).status_code == 200
            assert len(queries) <= 12, (path, queries)
            found[path] = len(queries)
        return found

    reader.get("/strategie/")  # what is read once per process is read now
    few = counts()
    add_many_goals(Version.objects.get(label="2.0"), 2_795, at)
    assert counts() == few


@pytest.mark.parametrize("path", ["/strategie/", "/strategie/ziele/MOB-1/"])
def test_more_versions_cost_no_more_queries(
    path: str,
    in_soest: Municipality,
    bernd: Person,
    clara: Person,
    at: datetime,
    client_for: ClientFor,
    count_queries: CountQueries,
) -> None:
    strategy = make_published(in_soest, bernd, clara, at)
    guest = client_for()
    guest.get(path)
    forget()
    with count_queries() as before:
        guest.get(path)
    for number in range(2, 8):
        publish(open_draft(actor=ACTOR, strategy=strategy, label=f"{number}.0", at=at), bernd, clara, at)
    with count_queries() as after:
        guest.get(path)
    assert len(before) == len(after), after
