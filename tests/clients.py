"""How tests ask for pages: a client of a person in a town, and a count of queries."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from soesmart.accounts.access import STRONG, write_proof
from soesmart.accounts.models import Person, Role
from soesmart.region.models import Municipality
from tests.cast import give_role

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")

ClientFor = Callable[..., Client]
CountQueries = Callable[[], AbstractContextManager["Queries"]]


def client_of(person: Person | None, town: Municipality) -> Client:
    """A browser without script at the town's address; a person is signed in with a second factor."""
    client = Client(HTTP_HOST=f"{town.slug}.localhost")
    if person:
        client.force_login(person)
        session = client.session
        write_proof(session, person, STRONG)
        session.save()
    return client


@pytest.fixture
def client_for(soest: Municipality) -> ClientFor:
    """client_for(person=None, town=soest, role=None): see `client_of`; `role` is given to the person in that town."""

    def make(person: Person | None = None, town: Municipality = soest, role: Role | None = None) -> Client:
        if role:
            assert person is not None
            give_role(person, town, role)
        return client_of(person, town)

    return make


class Queries:
    """The SQL of a block, without the bookkeeping of transactions."""

    def __init__(self) -> None:
        self.sql: list[str] = []

    def __len__(self) -> int:
        return len(self.sql)

    def __repr__(self) -> str:
        return f"{len(self)} queries:\n" + "\n".join(self.sql)


@pytest.fixture
def count_queries() -> CountQueries:
    """`with count_queries() as queries: ...`, then `assert len(queries) <= 12, queries`."""

    @contextmanager
    def count() -> Iterator[Queries]:
        queries = Queries()
        with CaptureQueriesContext(connection) as captured:
            yield queries
        queries.sql = [row["sql"] for row in captured.captured_queries if not row["sql"].startswith(BOOKKEEPING)]

    return count
