"""A live engine for tests: it runs on a loop in a thread of its own, and is asked as the server asks it."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from soesmart.config.asgi import application
from soesmart.events.credentials import cookie_name, stage_key, token_for
from soesmart.events.live import paths
from soesmart.events.live.engine import Engine
from soesmart.events.models import Event, Round
from soesmart.events.rules import Channel

HOST = "soest.localhost:8000"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Running:
    """The engine, and the loop that it lives on."""

    engine: Engine
    loop: asyncio.AbstractEventLoop

    def ask(self, path: str, *, method: str = "GET", body: bytes | list[bytes] = b"", **headers: str) -> Answer:
        """One request; headers by their names with underscores."""
        return asyncio.run_coroutine_threadsafe(answer_of(path, method, body, headers), self.loop).result(10)

    def vote(self, round_: Round, cookie: str, choice: str = "1", nonce: str = "", **headers: str) -> Answer:
        body = f"round={round_.pk}&nonce={nonce or uuid4()}&choice={choice}".encode()
        known: dict[str, Any] = {"cookie": cookie, "content_type": FORM, "content_length": str(len(body))} | headers
        return self.ask(f"/live/abend/{round_.event_id}/stimme", method="POST", body=body, **known)

    def snapshot(self, event: Event, face: str = "leinwand") -> Any:
        key = stage_key(event.pk) if face == "leinwand" else ""
        return self.ask(f"/live/abend/{event.pk}/stand?gesicht={face}&schluessel={key}").json

    def wait_for(self, event: Event, wanted: Callable[[Any], bool], seconds: float = 5.0) -> Any:
        """The first snapshot of the stage that is as wanted."""
        until = time.monotonic() + seconds
        while not wanted(seen := self.snapshot(event)):
            assert time.monotonic() < until, seen
            time.sleep(0.05)
        return seen

    @contextmanager
    def listening(self, path: str, **headers: str) -> Iterator["Ear"]:
        """An open stream."""
        ear = Ear(self.loop)
        future = asyncio.run_coroutine_threadsafe(ear.listen(path, headers), self.loop)
        try:
            yield ear
        finally:
            self.loop.call_soon_threadsafe(ear.gone.set)
            future.result(10)


@dataclass
class Ear:
    """Who listens to a stream, and what she heard."""

    loop: asyncio.AbstractEventLoop
    heard: list[bytes] = field(default_factory=list)
    status: int = 0

    def __post_init__(self) -> None:
        self.gone = asyncio.Event()

    async def listen(self, path: str, headers: Mapping[str, str]) -> None:
        asked = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Any:
            if asked:
                return asked.pop()
            await self.gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            self.status = message.get("status", self.status)
            if "body" in message:
                self.heard.append(message["body"])

        await application(scope_of(path, "GET", headers), receive, send)

    def snapshots(self) -> list[Any]:
        lines = b"".join(self.heard).splitlines()
        return [json.loads(line[6:]) for line in lines if line.startswith(b"data: ")]

    def wait(self, wanted: Callable[["Ear"], bool], seconds: float = 5.0) -> None:
        until = time.monotonic() + seconds
        while not wanted(self):
            assert time.monotonic() < until, self.heard
            time.sleep(0.02)


def scope_of(path: str, method: str, headers: Mapping[str, str]) -> dict[str, Any]:
    path, _, query = path.partition("?")
    named = {"host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [(name.encode(), value.encode("latin-1")) for name, value in named.items()]
    return {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": lines}


async def answer_of(path: str, method: str, body: bytes | list[bytes], headers: Mapping[str, str]) -> Answer:
    pieces = [body] if isinstance(body, bytes) else [*body]
    sent: list[Any] = []

    async def receive() -> Any:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        sent.append(message)

    await application(scope_of(path, method, headers), receive, send)
    start, *parts = sent
    named = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], named, b"".join(part.get("body", b"") for part in parts))


def cookie_for(event: Event, seat: str, channel: Channel = Channel.HALL) -> str:
    """The cookie of the voter with this seat."""
    return f"{cookie_name(event.pk)}={token_for(event.pk, channel, seat)}"


@contextmanager
def running() -> Iterator[Running]:
    """An engine from its start to its end."""
    ready: list[Running] = []
    started, over = threading.Event(), threading.Event()

    async def live() -> None:
        async with paths.engine() as engine:
            ready.append(Running(engine, asyncio.get_running_loop()))
            started.set()
            while not over.is_set():
                await asyncio.sleep(0.02)

    thread = threading.Thread(target=lambda: asyncio.run(live()))
    thread.start()
    try:
        assert started.wait(10)
        yield ready[0]
    finally:
        over.set()
        thread.join(15)
