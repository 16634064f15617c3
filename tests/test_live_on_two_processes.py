"""Two live processes and a Redis server: what one of them hears or stores, the screens of the other show at once."""

import http.client
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import prepared
from tests.ballots.servers import HOST, Ballot, Server, ask, servers, snapshot
from tests.ports import free_port

REDIS = shutil.which("redis-server")
pytestmark = pytest.mark.skipif(REDIS is None, reason="no redis-server here; see tests/browser/install.py")


@pytest.fixture(scope="module")
def redis_url(worker_folder: Path) -> Iterator[str]:
    port = free_port()
    settings = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(worker_folder)]
    process = subprocess.Popen([str(REDIS), *settings], stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def folder(worker_folder: Path) -> Path:
    return Path(shutil.copytree(prepared.migrated(), worker_folder / "two-processes"))


@pytest.fixture(scope="module")
def evening(folder: Path) -> Any:
    return ask(folder, "prepare", 60)[0]


@pytest.fixture(scope="module")
def both(folder: Path, evening: Any, redis_url: str) -> Iterator[list[Server]]:
    with servers(folder, 2, REDIS_URL=redis_url) as running:
        yield running


def seconds_until(true: Callable[[], bool]) -> float:
    began = time.monotonic()
    while not true():
        assert time.monotonic() < began + 8
        time.sleep(0.02)
    return time.monotonic() - began


def test_the_screens_of_both_processes_agree_within_a_tick(both: list[Server], evening: Any) -> None:
    here, there = both
    snapshot(there, evening)
    spans = []
    for voter in range(12):
        assert Ballot(evening, voter, 1 + voter % 3).send(here)["status"] == "stored"
        total = voter + 1
        spans.append(seconds_until(lambda: sum(snapshot(there, evening)["ballots"].values()) == total))  # noqa: B023
    # Without notes it takes up to a second; a busy machine may be late now and then.
    assert sorted(spans)[len(spans) // 2] < 0.75
    assert snapshot(here, evening)["tally"] == snapshot(there, evening)["tally"]


def test_people_of_both_processes_are_told_together(both: list[Server], evening: Any) -> None:
    for voter, server in enumerate(both):
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        headers = {"Host": HOST, "Cookie": evening["cookies"][voter]}
        line.request("GET", f"/live/abend/{evening['event']}/stand", headers=headers)
        json.loads(line.getresponse().read())
        line.close()
    wanted = {"hall": 2, "stream": 0}
    seconds_until(lambda: all(snapshot(server, evening)["people"] == wanted for server in both))


def test_without_redis_the_evening_goes_on(both: list[Server], evening: Any, folder: Path, redis_url: str) -> None:
    port = redis_url.rpartition(":")[2].partition("/")[0]
    subprocess.run(["redis-cli", "-p", port, "shutdown", "nosave"], check=True, capture_output=True)
    before = sum(snapshot(both[1], evening)["ballots"].values())
    assert Ballot(evening, 30).send(both[0])["status"] == "stored"
    seconds_until(lambda: sum(snapshot(both[1], evening)["ballots"].values()) == before + 1)
    assert "Redis ist nicht zu erreichen" in both[0].log.read_text()
