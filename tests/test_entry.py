"""The ASGI entry: live paths on the event loop, all else by Django, nothing that leaves a client waiting."""

import json
import time
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from django.db import OperationalError

from soesmart.config.asgi import application
from soesmart.core import live, livepaths
from soesmart.core.livepaths import Receive, Scope, Send
from soesmart.region.models import Municipality
from tests.loops import run

Messages = list[MutableMapping[str, Any]]


def ask(path: str, method: str = "GET", host: str = "soest.localhost", **scope: Any) -> tuple[int, dict[str, str], str]:
    """Status, headers and body of one request to the entry."""
    asked = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "http_version": "1.1",
        "headers": [(b"host", host.encode())],
        "server": ("127.0.0.1", 8000),
        **scope,
    }
    start, *bodies = talk(asked, [{"type": "http.request", "body": b"", "more_body": False}])
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(part.get("body", b"") for part in bodies).decode()


def talk(scope: Scope, heard: Messages) -> Messages:
    """Call the entry with a scope and the messages it may receive; returns what it sent."""
    sent: Messages = []

    async def receive() -> MutableMapping[str, Any]:
        return heard.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    run(application(scope, receive, send))
    return sent


def test_health_tells_version_database_and_queue(db: None) -> None:
    status, headers, body = ask("/live/health")
    assert (status, headers["content-type"]) == (200, "application/json; charset=utf-8")
    assert headers["cache-control"] == "no-store"
    assert json.loads(body) == {"version": live.VERSION, "database": True, "job_queue_age_seconds": 0.0}


def test_health_answers_under_any_host_name(db: None) -> None:
    assert ask("/live/health", host="10.0.0.7")[0] == 200


def test_a_head_request_gets_the_head_only(db: None) -> None:
    status, headers, body = ask("/live/health", "HEAD")
    assert (status, body) == (200, "")
    assert int(headers["content-length"]) > 20


def test_other_methods_are_refused() -> None:
    status, headers, _ = ask("/live/health", "POST")
    assert (status, headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/live/", "/live/nothing", "/live/health/", "/live/../live/health"])
def test_an_unknown_live_path_is_not_handed_to_django(path: str) -> None:
    status, _, body = ask(path)
    assert status == 404
    assert json.loads(body)["code"] == "live.unknown"


@pytest.mark.parametrize("error", [OperationalError("away"), OSError("away")])
def test_a_database_that_is_away_is_said_so(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail() -> float:
        raise error

    monkeypatch.setattr(live, "_queue_age", fail)
    status, _, body = ask("/live/health")
    assert status == 503
    assert json.loads(body) == {"version": live.VERSION, "database": False, "job_queue_age_seconds": None}


def test_a_database_that_hangs_does_not_hold_up_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PATIENCE", 0.05)
    monkeypatch.setattr(live, "_queue_age", lambda: time.sleep(0.5))
    began = time.monotonic()
    assert ask("/live/health")[0] == 503
    assert time.monotonic() - began < 0.4


def test_all_other_paths_are_djangos(soest: Municipality, transactional_db: None) -> None:
    assert ask("/gibt-es-nicht/")[0] == 404
    assert ask("/gibt-es-nicht/", host="rathaus.example")[0] == 421


def test_a_web_socket_is_refused() -> None:
    sent = talk({"type": "websocket", "path": "/live/health"}, [{"type": "websocket.connect"}])
    assert [message["type"] for message in sent] == ["websocket.close"]


def test_what_lives_as_long_as_the_server_starts_and_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(livepaths, "CONTEXTS", [])
    told = []

    @livepaths.while_serving
    @asynccontextmanager
    async def told_of() -> AsyncIterator[None]:
        told.append("starts")
        yield
        told.append("ends")

    sent = talk({"type": "lifespan"}, [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    assert [message["type"] for message in sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert told == ["starts", "ends"]


def test_an_app_can_answer_for_all_below_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(livepaths, "PATHS", {})

    @livepaths.live("/live/votes/")
    async def votes(scope: Scope, receive: Receive, send: Send) -> None:
        await livepaths.send_json(scope, send, 200, {"path": scope["path"]})

    assert ask("/live/votes/7/stream")[2] == '{"path": "/live/votes/7/stream"}'
    assert ask("/live/vote")[0] == 404
    with pytest.raises(ValueError, match="not a live path"):
        livepaths.live("/votes/")
