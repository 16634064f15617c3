"""From ASGI to WSGI: what arrives on the event loop is answered by a WSGI application on a bounded pool of threads.

a2wsgi translates the request. Its way back hands every part of an answer to the loop by itself and waits each time;
here an answer travels in one piece, and only one that is large (a file, an export) in several.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from a2wsgi.wsgi import Body, build_environ

from soesmart.core.livepaths import Message, Receive, Scope, Send

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

# Bytes of an answer that are collected before the first of them is sent.
ONE_PIECE = 512 * 1024


class WSGIOnThreads:
    """An ASGI application for `http` scopes around a WSGI application."""

    def __init__(self, application: Application, threads: int) -> None:
        self.application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()

        # granian's `receive` returns a future of its own; a2wsgi hands it to asyncio, which takes coroutines only.
        async def received() -> Any:
            return await receive()

        environ: Environ = build_environ(scope, Body(loop, received))  # type: ignore[arg-type, assignment]

        def send_from_thread(message: Message) -> None:
            asyncio.run_coroutine_threadsafe(_sent(send, message), loop).result()

        for message in await loop.run_in_executor(self.pool, _answer, self.application, environ, send_from_thread):
            await send(message)


async def _sent(send: Send, message: Message) -> None:
    await send(message)


def _answer(application: Application, environ: Environ, send: Callable[[Message], None]) -> list[Message]:
    """Run the application; sends what is too large for one piece and returns the messages still to be sent."""
    start: dict[str, Any] = {"type": "http.response.start"}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        start["status"] = int(status[:3])
        start["headers"] = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    collected, started = bytearray(), False
    chunks = application(environ, start_response)
    try:
        for chunk in chunks:
            collected += chunk
            if len(collected) >= ONE_PIECE:
                if not started:
                    send(start)
                    started = True
                send(_part(collected, more=True))
                collected = bytearray()
    finally:
        # Django ends the request here: signals, connections, files.
        getattr(chunks, "close", lambda: None)()
    rest = _part(collected, more=False)
    return [rest] if started else [start, rest]


def _part(content: bytearray, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": bytes(content), "more_body": more}
