"""What the live paths are measured against: an ASGI application that stores nothing, and one that only broadcasts.

POST anything: reads the form and answers with as many bytes as a stored ballot gets. GET /strom: a stream that gets a
message of the size in BARE_BYTES every 250 ms, its own number and the server's time in front.
"""

import asyncio
import os
import time
from contextlib import suppress
from typing import Any

MESSAGE_BYTES = int(os.environ.get("BARE_BYTES", "600"))
TICK = 0.25
JSON = [(b"content-type", b"application/json; charset=utf-8"), (b"cache-control", b"no-store")]
EVENTS = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
ANSWER = (
    b'{"status": "stored", "text": "Ihre Stimme ist gespeichert.", "receipt": "0123456789ABCDEF", "now": 1795369012224}'
)

WAITING: set[asyncio.Future[bytes]] = set()


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        await _live_and_die(receive, send)
    elif scope["path"] == "/strom":
        await _stream(receive, send)
    else:
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": JSON})
        await send({"type": "http.response.body", "body": ANSWER})


async def _live_and_die(receive: Any, send: Any) -> None:
    await receive()
    broadcast = asyncio.create_task(_broadcast())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    broadcast.cancel()
    await send({"type": "lifespan.shutdown.complete"})


async def _stream(receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": EVENTS})
    await receive()  # the request
    listener, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert listener is not None
    gone = asyncio.ensure_future(receive())
    gone.add_done_callback(lambda _: listener.cancel())
    with suppress(asyncio.CancelledError):
        while True:
            news: asyncio.Future[bytes] = loop.create_future()
            WAITING.add(news)
            await send({"type": "http.response.body", "body": await news, "more_body": True})


async def _broadcast() -> None:
    while True:
        await asyncio.sleep(TICK - time.monotonic() % TICK)
        text = b'data: {"now":%d,"x":"' % int(time.time() * 1000)
        text += b"x" * (MESSAGE_BYTES - len(text) - 4) + b'"}\n\n'
        waiting = [*WAITING]
        WAITING.clear()
        for news in waiting:
            if not news.done():
                news.set_result(text)
