"""The evening of the benchmarks: an event with an open round, its voters' requests, and the servers that are asked."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soesmart.config.env import ROOT
from tests import prepared
from tests.ballots.servers import HOST, Ballot, ask
from tests.ports import free_port

SERVE = [sys.executable, str(ROOT / "manage.py"), "serve", "--no-jobs", "--port"]
# The same server with the same settings as soesmart.core.serving has, around the bare application.
BARE = [sys.executable, "-m", "granian", "--interface", "asgi", "--workers", "1", "--http", "1", "--no-ws"]
BARE += [
    "--backlog",
    "2048",
    "--backpressure",
    "20000",
    "--log-level",
    "error",
    "benchmarks.bare:application",
    "--port",
]


@dataclass(frozen=True)
class Asked:
    """A server. process: the one that answers."""

    port: int
    process: int

    def memory(self) -> int:
        """Resident, in KiB."""
        return self._status("VmRSS")

    def threads(self) -> int:
        return self._status("Threads")

    def _status(self, name: str) -> int:
        lines = Path(f"/proc/{self.process}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name))

    def processor(self) -> float:
        """Seconds of CPU so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def server(command: Sequence[str], folder: Path, **settings: str) -> Iterator[Asked]:
    """A server on a free port, stopped at the end."""
    port = free_port()
    process = subprocess.Popen(
        [*command, str(port)], env=prepared.environment(folder) | settings, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port)
        told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, check=True)
        yield Asked(port, int(told.stdout.split()[0]))
    finally:
        _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        subprocess.run(["pkill", "-KILL", "-P", str(process.pid)], check=False)
        process.kill()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/live/health", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def evenings(folder: Path, voters: int, events: int) -> list[dict[str, Any]]:
    """Events with an open round and cookies of so many voters each."""
    found: list[dict[str, Any]] = ask(folder, "prepare", voters, events)
    return found


def write_ballots(evening: dict[str, Any], file: Path) -> None:
    """The ballots of all voters of an evening as the requests that their phones send."""
    with open(file, "wb") as output:
        for voter in range(len(evening["cookies"])):
            ballot = Ballot(evening, voter, 1 + voter * 7 % 3)
            fields = ballot.headers | {
                "Origin": f"http://{HOST}",
                "Sec-Fetch-Site": "same-origin",
                "Content-Length": str(len(ballot.body)),
            }
            head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
            request = f"POST {ballot.path} HTTP/1.1\r\n{head}\r\n{ballot.body}".encode()
            output.write(len(request).to_bytes(4) + request)


def write_stream(path: str, file: Path) -> None:
    file.write_bytes(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAccept: text/event-stream\r\n\r\n".encode())


def crowd(kind: str, port: int, file: Path, number: int, seconds: float, rate: float = 0) -> "subprocess.Popen[str]":
    """See benchmarks.crowd; a process of its own."""
    command = [sys.executable, "-m", "benchmarks.crowd", kind, str(port), str(file), str(number), str(seconds)]
    return subprocess.Popen([*command, str(rate)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def result(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """What the crowd printed last."""
    output, _ = process.communicate()
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found
