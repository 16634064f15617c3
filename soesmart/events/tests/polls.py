"""Rounds with ballots: what tests of counting, results and secret mode start from."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from soesmart.events.credentials import Voter
from soesmart.events.live.box import cast
from soesmart.events.live.papers import Outcome, Paper, Status
from soesmart.events.models import Item, Round
from soesmart.events.rules import Channel, Choice, canonical
from soesmart.events.services.counting import count_round
from soesmart.events.services.rounds import finish_round, open_round, show_result

HALL, STREAM = Channel.HALL, Channel.STREAM
Vote = tuple[Channel, Choice]


def papers(round_: Round, votes: Sequence[Vote], at: datetime, first: int = 0) -> list[Paper]:
    """One paper for every vote, of voter `first` and those after it."""
    return [
        Paper(round_.event_id, round_.pk, a_voter(round_, number, channel), f"nonce-{number}", canonical(choice), at)
        for number, (channel, choice) in enumerate(votes, first)
    ]


def a_voter(round_: Round, number: int, channel: Channel) -> Voter:
    digest = sha256(f"{round_.event_id}:{number}".encode()).hexdigest()[:32]
    return Voter(round_.event_id, channel, digest)


def vote(round_: Round, votes: Sequence[Vote], at: datetime, first: int = 0) -> list[Outcome]:
    outcomes = cast(papers(round_, votes, at, first))
    assert all(outcome.status == Status.STORED for outcome in outcomes)
    return outcomes


def a_poll(item: Item, votes: Sequence[Vote], at: datetime, *, is_rehearsal: bool = False) -> Round:
    """A round that was opened at `at`, got these ballots, and was closed half a minute later."""
    round_ = open_round(item=item, by="system:test", at=at, is_rehearsal=is_rehearsal)
    vote(round_, votes, round_.stream_opens_at + timedelta(seconds=5))
    hall = sum(channel == HALL for channel, _ in votes)
    finish_round(round_=round_, at=at + timedelta(seconds=30), hall=hall, stream=len(votes) - hall)
    return Round.objects.get(pk=round_.pk)


def a_result(item: Item, votes: Sequence[Vote], at: datetime, *, is_shown: bool = True) -> Round:
    """The same, counted and, if wished, shown to everybody."""
    round_ = count_round(round_=a_poll(item, votes, at), at=at + timedelta(seconds=31))
    if is_shown:
        show_result(round_=round_, by="system:test", at=at + timedelta(seconds=35))
    return Round.objects.get(pk=round_.pk)


def counts_of(round_: Round, part: str = "all") -> Any:
    """The ballots by option of a counted round; part: "all", "hall" or "stream"."""
    result: dict[str, Any] = Round.objects.get(pk=round_.pk).result or {}
    return result[part] and result[part]["counts"]


def audience(hall: Sequence[Choice], stream: Sequence[Choice] = ()) -> list[Vote]:
    return [*((HALL, choice) for choice in hall), *((STREAM, choice) for choice in stream)]
