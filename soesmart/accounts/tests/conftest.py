"""What the stories of accounts need: clean limits, and the code from the newest mail."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from soesmart.core.models import OutboxMessage
from soesmart.region.models import Municipality

CodeFor = Callable[[str], str]


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Limits count in the cache; one test must not use up another's."""
    cache.clear()
    yield
    cache.clear()


def letters_to(address: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(recipient=address).order_by("-pk"))


def newest_code(address: str) -> str:
    """The code in the newest mail to the address."""
    found = re.search(r"\d{4}-\d{4}", letters_to(address)[0].text)
    assert found, letters_to(address)[0].text
    return found[0]


@pytest.fixture
def code_for(db: None) -> CodeFor:
    return newest_code


@pytest.fixture
def visitor(soest: Municipality) -> Client:
    """A browser at Soest's address, signed in as nobody."""
    return Client(HTTP_HOST="soest.localhost")
