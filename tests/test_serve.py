"""`soesmart serve` as a process: it refuses what is unsafe, and leaves nothing running."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from soesmart.config.env import ROOT
from tests import prepared
from tests.ports import free_port, wait_until_up

Server = subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def folder(worker_folder: Path) -> Path:
    """A data folder of its own, with tables and without towns."""
    return Path(shutil.copytree(prepared.migrated(), worker_folder / "serve"))


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def server(folder: Path, port: int) -> Iterator[Server]:
    with open(folder / "server.log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(port)],
            env=prepared.environment(folder),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    wait_until_up(port, process, folder / "server.log")
    yield process
    if process.poll() is None:
        process.kill()


def refusal(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "serve", *arguments],
        env=prepared.environment(folder),
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode != 0
    return done.stderr


def are_gone(pids: list[int], within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}/cmdline").exists() and _is_running(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def _is_running(pid: int) -> bool:
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def children_with_worker(process: Server) -> list[int]:
    """The server's two children: the pages' process and the job worker, which a thread starts a moment later."""
    until = time.monotonic() + 10
    while len(found := _children(process)) < 2 and time.monotonic() < until:
        time.sleep(0.1)
    return found


def _children(process: Server) -> list[int]:
    listing = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=True
    )
    return [int(pid) for pid in listing.stdout.split()]


def test_sigterm_stops_pages_and_jobs_within_seconds(server: Server) -> None:
    children = children_with_worker(server)
    assert len(children) == 2
    server.send_signal(signal.SIGTERM)
    assert server.wait(8) == 0
    assert are_gone(children, 1)


def test_nothing_outlives_a_server_that_was_killed(server: Server) -> None:
    children = children_with_worker(server)
    os.kill(server.pid, signal.SIGKILL)
    server.wait(2)
    assert are_gone(children, 9)


def test_a_port_that_is_taken_is_not_shared(server: Server, folder: Path, port: int) -> None:
    assert f"Port {port} ist belegt" in refusal(folder, "--port", str(port))
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/live/health", timeout=5) as answer:
        assert answer.status == 200


def test_the_demo_does_not_listen_where_others_reach_it(folder: Path, port: int) -> None:
    assert "DEMO=1" in refusal(folder, "--port", str(port), "--host", "0.0.0.0")  # noqa: S104


def test_the_demo_does_not_start_for_a_town_with_a_public_name(worker_folder: Path, port: int) -> None:
    public = Path(shutil.copytree(prepared.migrated(), worker_folder / "public"))
    with sqlite3.connect(public / prepared.DATABASE) as database:
        database.execute("INSERT INTO region_region (slug, name, motto, text, source) VALUES ('r', 'r', '', '', '')")
        database.execute("INSERT INTO region_hostname (host, region_id, is_primary) VALUES ('rathaus.example', 1, 0)")
    assert "rathaus.example" in refusal(public, "--port", str(port))
