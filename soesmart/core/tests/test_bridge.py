"""Pages over the bridge: whole, in order, ended properly, and never more at once than there are threads."""

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from soesmart.core.bridge import ONE_PIECE, Application, Environ, WSGIOnThreads
from tests.loops import run


def ask(application: Application, body: list[bytes] | None = None, threads: int = 2) -> list[Any]:
    """The messages that one request gets back; `body` arrives in parts."""
    return run(_ask(WSGIOnThreads(application, threads), body or [b""]))


async def _ask(bridge: WSGIOnThreads, body: list[bytes]) -> list[Any]:
    sent: list[Any] = []
    parts = list(body)

    def receive() -> "asyncio.Future[dict[str, Any]]":
        # Like granian's: awaitable, but no coroutine.
        arrived = asyncio.get_running_loop().create_future()
        arrived.set_result({"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)})
        return arrived

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/straße",
        "query_string": b"q=1",
        "http_version": "1.1",
        "headers": [(b"host", b"soest.localhost"), (b"content-length", str(sum(map(len, body))).encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    await bridge(scope, receive, send)
    return sent


class Answer:
    """A WSGI answer that notes how it was ended."""

    def __init__(self, *chunks: bytes, error: Exception | None = None) -> None:
        self.chunks, self.error, self.closed = chunks, error, False

    def __call__(self, environ: Environ, start_response: Any) -> "Answer":
        self.environ = environ
        start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
        return self

    def __iter__(self) -> Iterator[bytes]:
        yield from self.chunks
        if self.error:
            raise self.error

    def close(self) -> None:
        self.closed = True


def test_a_page_travels_in_one_piece_with_all_its_headers() -> None:
    page = Answer(b"Guten ", b"Tag")
    start, body = ask(page)
    assert start["status"] == 200
    assert start["headers"] == [(b"content-type", b"text/plain"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")]
    assert (body["body"], body["more_body"]) == (b"Guten Tag", False)
    assert page.closed


def test_a_large_file_travels_in_pieces_and_in_order() -> None:
    chunks = [bytes([number]) * (ONE_PIECE // 2) for number in range(5)]
    start, *parts = ask(Answer(*chunks))
    assert start["type"] == "http.response.start"
    assert b"".join(part["body"] for part in parts) == b"".join(chunks)
    assert [part["more_body"] for part in parts] == [True, True, False]


def test_a_form_arrives_whole_though_it_comes_in_parts() -> None:
    def echo(environ: Environ, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]

    assert ask(echo, [b"name=", b"Amira", b"&ort=Soest"])[1]["body"] == b"name=Amira&ort=Soest"


def test_the_address_reaches_django_as_wsgi_wants_it() -> None:
    page = Answer()
    ask(page)
    assert page.environ["PATH_INFO"] == "/straße".encode().decode("latin-1")
    assert (page.environ["QUERY_STRING"], page.environ["REMOTE_ADDR"]) == ("q=1", "127.0.0.1")


def test_a_page_that_fails_is_ended_and_the_error_surfaces() -> None:
    page = Answer(b"Guten", error=LookupError("weg"))
    with pytest.raises(LookupError):
        ask(page)
    assert page.closed


def test_no_more_pages_are_made_at_once_than_there_are_threads() -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def slow(environ: Environ, start_response: Any) -> list[bytes]:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02)
        with lock:
            now[0] -= 1
        start_response("200 OK", [])
        return [b"ok"]

    async def many() -> list[list[Any]]:
        bridge = WSGIOnThreads(slow, 3)
        return await asyncio.gather(*(_ask(bridge, [b""]) for _ in range(12)))

    assert all(answer[1]["body"] == b"ok" for answer in run(many()))
    assert most[0] == 3
