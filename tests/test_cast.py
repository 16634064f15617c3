"""The ground on which all other tests stand."""

import pytest
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.region.models import Municipality
from tests.clients import ClientFor, CountQueries


def test_a_query_outside_a_town_is_an_error(db: None) -> None:
    with pytest.raises(ScopeError):
        RoleAssignment.objects.count()


def test_bernd_and_franz_work_in_different_towns(
    bernd: Person, franz: Person, soest: Municipality, olpe: Municipality
) -> None:
    with scopes_disabled():
        towns = dict(
            RoleAssignment.objects.filter(role=Role.STRATEGY_OFFICER).values_list("person__email", "municipality")
        )
    assert towns == {bernd.email: soest.pk, franz.email: olpe.pk}


def test_a_client_speaks_to_the_town_as_the_person(client_for: ClientFor, amira: Person, olpe: Municipality) -> None:
    client = client_for(amira, olpe, Role.JUROR)
    answer = client.get("/gibt-es-nicht/")
    assert vars(answer.wsgi_request)["town"] == olpe
    assert answer.wsgi_request.user == amira


def test_queries_are_counted_without_the_bookkeeping_of_transactions(
    in_soest: Municipality, count_queries: CountQueries
) -> None:
    with count_queries() as queries:
        RoleAssignment.objects.count()
    assert len(queries) == 1, queries
