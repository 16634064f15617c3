"""Real servers on one data folder, and voters who talk to them over connections of their own."""

import http.client
import json
import os
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from soesmart.config.env import ROOT
from tests import prepared
from tests.ports import free_port, wait_until_up

HOST = "soest.localhost"


class Server:
    """`soesmart serve` in a process of its own."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.log = folder / f"server-{self.port}.log"
        with open(self.log, "w") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), "serve", "--port", str(self.port), "--no-jobs"],
                env=prepared.environment(folder) | settings,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait(self) -> "Server":
        wait_until_up(self.port, self.process, self.log)
        return self

    def worker(self) -> int:
        """The process that answers requests."""
        told = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return int(told.stdout.split()[0])

    def kill(self) -> None:
        """As a power cut does: at once, and all of it. First the parent, who would start another worker."""
        worker = self.worker()
        self.process.kill()
        os.kill(worker, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(15)


@contextmanager
def servers(folder: Path, number: int, **settings: str) -> Iterator[list[Server]]:
    """Several servers on the same folder, started at the same time."""
    started = [Server(folder, **settings) for _ in range(number)]
    try:
        yield [server.wait() for server in started]
    finally:
        for server in started:
            server.stop()


def ask(folder: Path, *what: object) -> Any:
    """See tests.ballots.folder."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.ballots.folder", *map(str, what)],
        env=prepared.environment(folder),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def state(folder: Path, round_: int) -> dict[str, Any]:
    """What is stored of a round; read past the program, so that no server and no cache can be in between."""
    with closing(sqlite3.connect(folder / prepared.DATABASE)) as database:
        name, result, *ballots = database.execute(
            "SELECT state, result, ballots_hall, ballots_stream FROM events_round WHERE id = ?", [round_]
        ).fetchone()
        rows = database.execute(
            "SELECT receipt, credential FROM events_ballot WHERE round_id = ? ORDER BY id", [round_]
        ).fetchall()
    return {
        "state": name,
        "counted": json.loads(result)["all"]["ballots"] if result else None,
        "ballots": ballots,
        "receipts": [receipt for receipt, _ in rows],
        "voters": len({voter for _, voter in rows}),
    }


@dataclass
class Ballot:
    """What one voter sends, again and again the same."""

    evening: dict[str, Any]
    voter: int
    choice: int = 1
    nonce: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def path(self) -> str:
        return f"/live/abend/{self.evening['event']}/stimme"

    @property
    def body(self) -> str:
        return f"round={self.evening['round']}&nonce={self.nonce}&choice={self.choice}"

    @property
    def headers(self) -> dict[str, str]:
        cookie = self.evening["cookies"][self.voter]
        return {"Host": HOST, "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}

    def send(self, server: Server) -> dict[str, Any]:
        """The answer, with its HTTP status as "http"; OSError when the connection broke before it was there."""
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        try:
            connection.request("POST", self.path, self.body, self.headers)
            answer = connection.getresponse()
            return {"http": answer.status, **json.loads(answer.read())}
        except http.client.HTTPException as broken:
            raise ConnectionError(str(broken)) from broken
        finally:
            connection.close()


def snapshot(server: Server, evening: dict[str, Any]) -> Any:
    """What the stage is shown."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    path = f"/live/abend/{evening['event']}/stand?gesicht=leinwand&schluessel={evening['key']}"
    connection.request("GET", path, headers={"Host": HOST})
    try:
        return json.loads(connection.getresponse().read())
    finally:
        connection.close()
