"""What is acknowledged is stored, once: though the server is killed, lines break, the round ends, two servers run.

The two hear of each other over Redis, until that is gone too.
"""

import http.client
import json
import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests import prepared
from tests.ballots.servers import HOST, Ballot, ask, snapshot, state
from tests.ports import free_port
from tests.processes import Server, servers

VOTERS = 300
REDIS = shutil.which("redis-server")
needs_redis = pytest.mark.skipif(REDIS is None, reason="no redis-server here; see tests/browser/install.py")


@pytest.fixture(scope="module")
def folder(worker_folder: Path) -> Path:
    return Path(shutil.copytree(prepared.migrated(), worker_folder / "ballots"))


@pytest.fixture(scope="module")
def evenings(folder: Path) -> list[dict[str, Any]]:
    """One for each test; all in the same folder, so that two servers do for all of them."""
    found: list[dict[str, Any]] = ask(folder, "prepare", VOTERS, 5)
    return found


@pytest.fixture(scope="module")
def redis_url(worker_folder: Path) -> Iterator[str]:
    """Empty where there is no server to be had."""
    if REDIS is None:
        yield ""
        return
    port = free_port()
    settings = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(worker_folder)]
    process = subprocess.Popen([REDIS, *settings], stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def both(folder: Path, evenings: list[dict[str, Any]], redis_url: str) -> Iterator[list[Server]]:
    with servers(folder, 2, REDIS_URL=redis_url) as running:
        yield running


def wait_until(true: Callable[[], bool], seconds: float = 8.0) -> float:
    """Returns how long it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + seconds
        time.sleep(0.03)
    return time.monotonic() - began


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
    stored = state(folder, evening["round"])
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
    stored = state(folder, evening["round"])
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
    stored = state(folder, evening["round"])
    acknowledged = [answer["receipt"] for answer in answers if answer["http"] == 200]
    assert {answer["status"] for answer in answers} == {"stored", "late"}
    assert sorted(acknowledged) == sorted(stored["receipts"])
    assert stored["counted"] == sum(stored["ballots"]) == len(acknowledged)


@needs_redis
def test_the_screens_of_both_processes_agree_within_a_tick(both: list[Server], evenings: list[dict[str, Any]]) -> None:
    evening, (here, there) = evenings[4], both
    snapshot(there, evening)
    spans = []
    for voter in range(12):
        assert Ballot(evening, voter, 1 + voter % 3).send(here)["status"] == "stored"
        total = voter + 1
        spans.append(wait_until(lambda: sum(snapshot(there, evening)["ballots"].values()) == total))  # noqa: B023
    # Without notes it takes up to a second; a busy machine may be late now and then.
    assert sorted(spans)[len(spans) // 2] < 0.75
    assert snapshot(here, evening)["tally"] == snapshot(there, evening)["tally"]


@needs_redis
def test_people_of_both_processes_are_told_together(both: list[Server], evenings: list[dict[str, Any]]) -> None:
    evening = evenings[4]
    for voter, server in enumerate(both):
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        headers = {"Host": HOST, "Cookie": evening["cookies"][voter]}
        line.request("GET", f"/live/abend/{evening['event']}/stand", headers=headers)
        json.loads(line.getresponse().read())
        line.close()
    wanted = {"hall": 2, "stream": 0}
    wait_until(lambda: all(snapshot(server, evening)["people"] == wanted for server in both))


@needs_redis
def test_without_redis_the_evening_goes_on(both: list[Server], evenings: list[dict[str, Any]], redis_url: str) -> None:
    evening = evenings[4]
    port = redis_url.rpartition(":")[2].partition("/")[0]
    subprocess.run(["redis-cli", "-p", port, "shutdown", "nosave"], check=True, capture_output=True)
    before = sum(snapshot(both[1], evening)["ballots"].values())
    assert Ballot(evening, 30).send(both[0])["status"] == "stored"
    wait_until(lambda: sum(snapshot(both[1], evening)["ballots"].values()) == before + 1)
    assert "Redis ist nicht zu erreichen" in both[0].log.read_text()


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
        after = state(folder, evening["round"])["receipts"]
        assert set(acknowledged.values()) <= set(after)
        assert sum(seen["ballots"].values()) == seen["tally"]["all"]["ballots"] == len(after)
        again = {ballot.voter: ballot.send(restarted) for ballot in ballots}
    stored = state(folder, evening["round"])
    assert all(again[voter]["receipt"] == receipt for voter, receipt in acknowledged.items())
    assert {answer["http"] for answer in again.values()} == {200}
    assert sorted(answer["receipt"] for answer in again.values()) == sorted(stored["receipts"])
    assert stored["voters"] == len(stored["receipts"]) == VOTERS
