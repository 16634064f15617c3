"""What tests of the live engine share; each says for itself what its `evening` is like."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from soesmart.core import clock
from soesmart.events.models import Event, Round
from soesmart.events.services.rounds import open_round
from soesmart.events.tests.engines import Running, running
from soesmart.events.tests.evenings import a_scene, an_item


@pytest.fixture
def round_(evening: Event) -> Round:
    return open_round(item=an_item(a_scene(evening)), by="system:test", at=clock.now() - timedelta(seconds=1))


@pytest.fixture
def engine(round_: Round) -> Iterator[Running]:
    with running() as one:
        yield one
