"""The cast: two towns and six people. What is inside `in_soest` may query Soest's rows.

Amira lives in Soest. Bernd runs the strategy office and edits the portal. Clara sits on the council and checks the
books. Deniz moderates. Eva is a guest without any tie to the town. Franz runs the strategy office of another town.
"""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django_scopes import scope

from soesmart.accounts.models import Person, Role, RoleAssignment
from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.region.models import HostName, Municipality, Region

AT = datetime(2026, 11, 1, 12, tzinfo=BERLIN)


@pytest.fixture
def at() -> datetime:
    """Noon of 1 November 2026 in Berlin: the present of the tests."""
    return AT


@pytest.fixture
def noon(at: datetime) -> Iterator[None]:
    """The clock stands at `at`."""
    with clock.stopped_at(at):
        yield


@pytest.fixture
def five_towns(db: None) -> Region:
    """The region, answering under region.localhost."""
    region = Region.objects.create(slug="fuenf-staedte", name="5 für Südwestfalen")
    HostName.objects.create(host="region.localhost", region=region)
    return region


@pytest.fixture
def soest(five_towns: Region) -> Municipality:
    return make_town(five_towns, "soest", "Soest", "Kreis Soest")


@pytest.fixture
def olpe(five_towns: Region) -> Municipality:
    return make_town(five_towns, "olpe", "Olpe", "Kreis Olpe")


def make_town(region: Region, slug: str, name: str, district: str) -> Municipality:
    town = Municipality.objects.create(
        region=region, slug=slug, name=name, official_name=f"Stadt {name}", district=district
    )
    HostName.objects.create(host=f"{slug}.localhost", municipality=town, is_primary=True)
    return town


@pytest.fixture
def in_soest(soest: Municipality) -> Iterator[Municipality]:
    """Inside it, queries see Soest's rows and no others."""
    with scope(municipality=soest):
        yield soest


def make_person(name: str, town: Municipality | None = None, *roles: Role) -> Person:
    person = Person.objects.create_user(f"{name}@example.org")
    for role in roles:
        assert town is not None
        give_role(person, town, role)
    return person


def give_role(person: Person, town: Municipality, role: Role) -> None:
    with scope(municipality=town):
        RoleAssignment.objects.get_or_create(municipality=town, person=person, role=role, defaults={"since": AT})


@pytest.fixture
def amira(db: None) -> Person:
    return make_person("amira")


@pytest.fixture
def bernd(soest: Municipality) -> Person:
    return make_person("bernd", soest, Role.STRATEGY_OFFICER, Role.EDITOR)


@pytest.fixture
def clara(soest: Municipality) -> Person:
    return make_person("clara", soest, Role.AUDITOR)


@pytest.fixture
def deniz(soest: Municipality) -> Person:
    return make_person("deniz", soest, Role.MODERATOR)


@pytest.fixture
def eva(db: None) -> Person:
    return make_person("eva")


@pytest.fixture
def franz(olpe: Municipality) -> Person:
    return make_person("franz", olpe, Role.STRATEGY_OFFICER)
