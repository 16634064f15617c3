"""Voters who talk to servers over connections of their own, and what is stored of their ballots."""

import http.client
import json
import sqlite3
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import prepared, processes
from tests.processes import Server

HOST = "soest.localhost"


def ask(folder: Path, *what: object) -> Any:
    """See tests.ballots.folder."""
    return processes.ask("tests.ballots.folder", folder, *what)


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
