from datetime import datetime

import pytest

from soesmart.core.refusals import Conflict
from soesmart.events.models import Ballot, Item, Round
from soesmart.events.rules import ItemKind, RoundState
from soesmart.events.services.counting import count_round, recounted
from soesmart.events.services.rounds import open_round, reset_round
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.events.tests.polls import a_poll, audience
from soesmart.region.models import Municipality


@pytest.fixture
def item(in_soest: Municipality, at: datetime) -> Item:
    return an_item(a_scene(an_event(in_soest, at)))


VOTES = audience([(1,)] * 6 + [(2,)] * 3, [(1,)] * 2 + [(3,)] * 5)


def test_a_closed_round_is_counted_from_its_ballots_and_sealed(item: Item, at: datetime) -> None:
    round_ = count_round(round_=a_poll(item, VOTES, at), at=at)
    assert (round_.state, round_.ballots_hall, round_.ballots_stream) == (RoundState.COUNTED, 9, 7)
    assert round_.result["all"] == {"ballots": 16, "counts": [8, 3, 5], "leaders": [1]}
    assert round_.result["hall"]["counts"] == [6, 3, 0]
    assert round_.result["stream"]["counts"] == [2, 0, 5]
    assert len(round_.digest) == 64


def test_counting_a_second_time_changes_nothing(item: Item, at: datetime) -> None:
    first = count_round(round_=a_poll(item, VOTES, at), at=at)
    second = count_round(round_=first, at=at.replace(year=2027))
    assert (second.counted_at, second.digest) == (at, first.digest)


def test_an_open_round_is_not_counted(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by="system:test", at=at)
    with pytest.raises(Conflict):
        count_round(round_=round_, at=at)


def test_a_discarded_round_is_not_counted(item: Item, at: datetime) -> None:
    round_ = a_poll(item, VOTES, at)
    reset_round(round_=round_, by="system:test", at=at)
    with pytest.raises(Conflict):
        count_round(round_=Round.objects.get(pk=round_.pk), at=at)
