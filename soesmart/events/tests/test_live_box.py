"""The box: one ballot for each voter and round, answered with what is stored."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from soesmart.events.credentials import token_for, voter_of
from soesmart.events.live.box import cast, cast_from_thread
from soesmart.events.live.papers import Outcome, Paper, Status
from soesmart.events.models import Ballot, Event, Round, Voter
from soesmart.events.rules import Channel, RoundState
from soesmart.events.services.rounds import close_round, finish_round, open_round
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.region.models import Municipality


@pytest.fixture
def evening(in_soest: Municipality, at: datetime) -> Event:
    return an_event(in_soest, at, stream_delay=8000)


@pytest.fixture
def round_(evening: Event, at: datetime) -> Round:
    return open_round(item=an_item(a_scene(evening)), by="system:test", at=at)


def a_paper(
    round_: Round, arrived: datetime, seat: str = "1", channel: Channel = Channel.HALL, **facts: object
) -> Paper:
    """A paper of the voter with this seat: the same seat is the same voter."""
    voter = voter_of(token_for(round_.event_id, channel, seat))
    assert voter
    told = {"event": round_.event_id, "round": round_.pk, "nonce": str(uuid4()), "choice": "[1]"}
    return Paper(**(told | {"voter": voter, "arrived_at": arrived} | facts))  # type: ignore[arg-type]


def test_a_ballot_is_stored_with_its_receipt(round_: Round, at: datetime) -> None:
    paper = a_paper(round_, at)
    status, receipt = cast_from_thread(paper)
    ballot = Ballot.objects.get()
    assert status == Status.STORED
    assert (ballot.receipt, ballot.credential, ballot.cast_at) == (receipt, paper.voter.digest, at)
    assert (ballot.choice, ballot.channel) == ("[1]", "hall")


def test_the_same_paper_again_gives_the_same_receipt(round_: Round, at: datetime) -> None:
    paper = a_paper(round_, at)
    first, second = cast([paper])[0], cast([paper])[0]
    assert second == Outcome(Status.AGAIN, first.receipt)
    assert cast([paper, a_paper(round_, at, "2"), paper])[2].status == Status.AGAIN
    assert Ballot.objects.count() == 2


def test_the_first_ballot_counts_also_within_one_batch(round_: Round, at: datetime) -> None:
    first, second = a_paper(round_, at, choice="[1]"), a_paper(round_, at, choice="[2]")
    assert [outcome.status for outcome in cast([first, second])] == [Status.STORED, Status.ALREADY]
    assert cast([second]) == [Outcome(Status.ALREADY)]
    assert Ballot.objects.get().choice == "[1]"


def test_time_is_told_by_the_server_for_hall_and_stream_apart(round_: Round, at: datetime) -> None:
    close_round(round_=round_, by="system:test", at=at, in_seconds=30)
    moments = {"before": -1, "opened": 0, "delayed": 8, "last": 29.9, "hall over": 30, "stream over": 38}

    def told(channel: Channel) -> dict[str, Status]:
        return {
            name: cast([a_paper(round_, at + timedelta(seconds=seconds), f"{channel}{name}", channel=channel)])[
                0
            ].status
            for name, seconds in moments.items()
        }

    stored, early, late = Status.STORED, Status.EARLY, Status.LATE
    assert list(told(Channel.HALL).values()) == [early, stored, stored, stored, late, late]
    assert list(told(Channel.STREAM).values()) == [early, early, stored, stored, stored, late]


@pytest.mark.parametrize("state", [RoundState.CLOSED, RoundState.DISCARDED])
def test_a_round_that_is_not_open_takes_nothing(round_: Round, at: datetime, state: RoundState) -> None:
    kept = a_paper(round_, at, "2")
    receipt = cast([kept])[0].receipt
    Round.objects.update(state=state, closed_at=at)
    assert cast([a_paper(round_, at)]) == [Outcome(Status.LATE)]
    assert cast([kept]) == [Outcome(Status.AGAIN, receipt)]
    assert Ballot.objects.count() == 1


def test_foreign_papers_are_unknown(round_: Round, at: datetime) -> None:
    other = an_event(round_.event.municipality, at, key="anderswo", join_code="ANDERS")
    visitor = voter_of(token_for(other.pk, Channel.HALL))
    papers = [
        a_paper(round_, at, event=other.pk),
        a_paper(round_, at, voter=visitor),
        a_paper(round_, at, round=round_.pk + 1000),
    ]
    assert [outcome.status for outcome in cast(papers)] == [Status.UNKNOWN] * 3
    assert not Ballot.objects.exists()


def test_papers_of_several_rounds_are_answered_in_their_order(round_: Round, at: datetime) -> None:
    finish_round(round_=round_, at=at, hall=0, stream=0)
    second = open_round(item=round_.item, by="system:test", at=at)
    papers = [a_paper(second, at, "1"), a_paper(round_, at, "1"), a_paper(second, at, "2")]
    assert [outcome.status for outcome in cast(papers)] == [Status.STORED, Status.LATE, Status.STORED]


def test_a_secret_ballot_is_apart_from_its_voter_and_its_time(evening: Event, at: datetime) -> None:
    secret = open_round(item=an_item(a_scene(evening), secret=True), by="system:test", at=at)
    paper = a_paper(secret, at)
    first = cast([paper, a_paper(secret, at, "2", choice="[2]")])[0]
    assert first.status == Status.STORED
    assert cast([paper]) == [Outcome(Status.AGAIN, first.receipt)]
    assert cast([a_paper(secret, at)]) == [Outcome(Status.ALREADY)]
    voter = Voter.objects.get(credential=paper.voter.digest)
    assert first.receipt.encode() not in bytes(voter.envelope or b"")
    assert not Ballot.objects.exists()
