"""What is acknowledged is stored, once: though the server is killed, lines break, the round ends, two servers run."""

import shutil
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests import prepared
from tests.ballots.servers import Ballot, Server, ask, servers, snapshot

VOTERS = 300


@pytest.fixture(scope="module")
def folder(worker_folder: Path) -> Path:
    return Path(shutil.copytree(prepared.migrated(), worker_folder / "ballots"))


@pytest.fixture(scope="module")
def evenings(folder: Path) -> list[dict[str, Any]]:
    """One for each test; all in the same folder, so that two servers do for all of them."""
    found: list[dict[str, Any]] = ask(folder, "prepare", VOTERS, 4)
    return found


@pytest.fixture(scope="module")
def both(folder: Path, evenings: list[dict[str, Any]]) -> Iterator[list[Server]]:
    with servers(folder, 2) as running:
        yield running


def wait_until(true: Callable[[], bool], seconds: float = 8.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_one_voter_through_two_servers_at_once_is_one_ballot(
    folder: Path, evenings: list[dict[str, Any]], both: list[Server]
) -> None:
    evening = evenings[0]
    with ThreadPoolExecutor(12) as people:
        sent = [
            people.submit(Ballot(evening, voter, choice).send, server)
            for voter in range(VOTERS // 2)
            for choice, server in enumerate(both, 1)
        ]
        answers = [one.result() for one in sent]
    stored = ask(folder, "state", evening["round"])
    assert Counter(answer["status"] for answer in answers) == {"stored": VOTERS // 2, "already": VOTERS // 2}
    assert sorted(answer["receipt"] for answer in answers if answer["receipt"]) == sorted(stored["receipts"])
    assert stored["voters"] == len(stored["receipts"]) == VOTERS // 2
    wait_until(lambda: all(sum(snapshot(one, evening)["ballots"].values()) == VOTERS // 2 for one in both))
    here, there = (snapshot(server, evening) for server in both)
    assert here["tally"] == there["tally"], "both screens say the same, whoever stored the ballots"


def test_who_was_cut_off_gets_the_receipt_of_the_ballot_that_was_stored(
    folder: Path, evenings: list[dict[str, Any]], both: list[Server]
) -> None:
    evening = evenings[1]
    ballots = [Ballot(evening, voter) for voter in range(20)]
    for ballot in ballots:
        lines = [f"{name}: {value}" for name, value in ballot.headers.items()]
        head = "\r\n".join([f"POST {ballot.path} HTTP/1.1", *lines, f"Content-Length: {len(ballot.body)}"])
        with socket.create_connection(("127.0.0.1", both[0].port)) as line:
            line.sendall(f"{head}\r\n\r\n{ballot.body}".encode())
    wait_until(lambda: sum(snapshot(both[0], evening)["ballots"].values()) > 0)
    again = [ballot.send(both[number % 2]) for number, ballot in enumerate(ballots)]
    stored = ask(folder, "state", evening["round"])
    assert {answer["http"] for answer in again} == {200}
    assert sorted(answer["receipt"] for answer in again) == sorted(stored["receipts"])
    assert "again" in {answer["status"] for answer in again}


def test_votes_that_race_the_close_are_in_or_late_and_nothing_between(
    folder: Path, evenings: list[dict[str, Any]], both: list[Server]
) -> None:
    evening = evenings[2]
    ask(folder, "close", evening["round"], 4)
    wait_until(lambda: snapshot(both[0], evening)["round"]["stream"]["closes"] is not None)
    closes = snapshot(both[0], evening)["round"]["stream"]["closes"] / 1000

    def vote(voter: int) -> dict[str, Any]:
        time.sleep(max(0.0, closes - 1 + voter * 1.4 / VOTERS - time.time()))
        return Ballot(evening, voter).send(both[voter % 2])

    with ThreadPoolExecutor(12) as people:
        answers = [*people.map(vote, range(VOTERS))]
    wait_until(lambda: snapshot(both[1], evening)["round"]["state"] == "counted")
    stored = ask(folder, "state", evening["round"])
    acknowledged = [answer["receipt"] for answer in answers if answer["http"] == 200]
    assert {answer["status"] for answer in answers} == {"stored", "late"}
    assert sorted(acknowledged) == sorted(stored["receipts"])
    assert stored["counted"] == sum(stored["ballots"]) == len(acknowledged)


def test_what_a_killed_server_acknowledged_is_there_once(
    folder: Path, evenings: list[dict[str, Any]], both: list[Server]
) -> None:
    evening, acknowledged, broken = evenings[3], {}, []
    ballots = [Ballot(evening, voter, 1 + voter % 3) for voter in range(VOTERS)]

    def vote(ballot: Ballot) -> None:
        try:
            acknowledged[ballot.voter] = ballot.send(both[0])["receipt"]
        except OSError:
            broken.append(ballot.voter)

    with ThreadPoolExecutor(16) as people:
        sent = [people.submit(vote, ballot) for ballot in ballots]
        wait_until(lambda: len(acknowledged) > VOTERS // 4)
        both[0].kill()
        for one in sent:
            one.result()
    assert acknowledged
    assert broken
    with servers(folder, 1) as (restarted,):
        seen = snapshot(restarted, evening)
        after = ask(folder, "state", evening["round"])["receipts"]
        assert set(acknowledged.values()) <= set(after)
        assert sum(seen["ballots"].values()) == seen["tally"]["all"]["ballots"] == len(after)
        again = {ballot.voter: ballot.send(restarted) for ballot in ballots}
    stored = ask(folder, "state", evening["round"])
    assert all(again[voter]["receipt"] == receipt for voter, receipt in acknowledged.items())
    assert {answer["http"] for answer in again.values()} == {200}
    assert sorted(answer["receipt"] for answer in again.values()) == sorted(stored["receipts"])
    assert stored["voters"] == len(stored["receipts"]) == VOTERS
