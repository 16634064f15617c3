"""Somebody who has every byte of the database, its journal and the log, and no key: tries to match voters and votes.

Each attack puts voters and ballots in some order and matches the first with the first. Whether it finds more than
chance does is said in standard deviations from the mean of SHUFFLES seeded random matchings of the same rows.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from statistics import mean, pstdev
from typing import Any

SHUFFLES = 300
BATCH = 10
PAGE = 4096  # SQLite's


@dataclass(frozen=True)
class SeenVoter:
    """A row of the voters as it was while the round was open, and where its credential stands in the files."""

    row: int
    credential: str
    envelope: bytes
    place: int


@dataclass(frozen=True)
class SeenBallot:
    """A row of the ballots after the close, and where its receipt stands in the files."""

    row: int
    receipt: str
    choice: str
    place: int


Voters = Sequence[SeenVoter]
Ballots = Sequence[SeenBallot]
VoterOrder = Callable[[SeenVoter], Any]
BallotOrder = Callable[[SeenBallot], Any]


def _by_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()


ORDERS: dict[str, tuple[VoterOrder, BallotOrder]] = {
    "same order of rows": (lambda one: one.row, lambda one: one.row),
    "reversed order of rows": (lambda one: -one.row, lambda one: one.row),
    "credentials and receipts sorted": (lambda one: one.credential, lambda one: one.receipt),
    "receipts guessed without the key": (lambda one: _by_hash(one.credential), lambda one: one.receipt),
    "receipts hashed again": (lambda one: one.credential, lambda one: _by_hash(one.receipt)),
    "places in the files": (lambda one: one.place, lambda one: one.place),
    "envelopes sorted": (lambda one: one.envelope, lambda one: one.receipt),
    "lengths": (lambda one: (len(one.envelope), one.credential), lambda one: (len(one.choice), one.receipt)),
    "ends of the envelopes": (lambda one: one.envelope[-16:], lambda one: one.choice),
}
# These put like ballots side by side, so that batches of them are no fair sample to compare with chance.
SORTED_BY_CHOICE = ("lengths", "ends of the envelopes")


def deviations(
    voters: Voters, ballots: Ballots, truth: dict[str, str], kind_of: Callable[[str], str]
) -> dict[str, float]:
    """How far each attack is from chance. truth: the choice of every credential; kind_of: what is guessed of it."""
    found = {}
    for name, (voter_order, ballot_order) in ORDERS.items():
        wanted = [kind_of(truth[one.credential]) for one in sorted(voters, key=voter_order)]
        had = [kind_of(one.choice) for one in sorted(ballots, key=ballot_order)]
        found[name] = _deviation(wanted, had, _hits)
        if name not in SORTED_BY_CHOICE:
            found[f"{name}, in batches"] = _deviation(wanted, had, _hits_in_batches)
    return found


def _deviation(wanted: list[str], had: list[str], hits: Callable[[list[str], list[str]], float]) -> float:
    rng, by_chance = random.Random(30_07_2020), []
    mixed = list(had)
    for _ in range(SHUFFLES):
        rng.shuffle(mixed)
        by_chance.append(hits(wanted, mixed))
    spread = pstdev(by_chance)
    return (hits(wanted, had) - mean(by_chance)) / spread if spread else 0.0


def _hits(wanted: list[str], had: list[str]) -> float:
    return sum(one == other for one, other in zip(wanted, had, strict=True))


def _hits_in_batches(wanted: list[str], had: list[str]) -> float:
    """Right guesses to be expected of somebody who knows the batch but not the place in it."""
    return sum(
        sum(group.count(one) for one in wanted[start : start + BATCH]) / len(group)
        for start in range(0, len(had), BATCH)
        if (group := had[start : start + BATCH])
    )


def on_one_page(files: bytes, needles: Sequence[str], others: Sequence[str]) -> Iterator[int]:
    """Every page of the files that holds one of the needles and one of the others."""
    for start in range(0, len(files), PAGE):
        page = files[start : start + PAGE]
        if any(one.encode() in page for one in needles) and any(one.encode() in page for one in others):
            yield start
