"""One process, two speeds: live paths are answered on the event loop, all others by Django's WSGI handler on threads.

Django's own ASGI handler starts a thread for every request and keeps one for every open stream; see
docs/decisions and benchmarks/entry.py for the figures.
"""

from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any

from django.urls import get_resolver

from soesmart.config import env
from soesmart.config.wsgi import application as django
from soesmart.core import livepaths
from soesmart.core.bridge import WSGIOnThreads
from soesmart.core.livepaths import Receive, Scope, Send
from soesmart.core.processes import follow_parent

pages = WSGIOnThreads(django, env.THREADS)
livepaths.discover()
get_resolver().url_patterns  # noqa: B018  # loads all views now, not while the first visitor waits


def application(scope: Scope, receive: Receive, send: Send) -> Coroutine[Any, Any, None]:
    """Hands the request on without a frame of its own, which every open stream would keep for hours."""
    match scope["type"]:
        case "http" if scope["path"].startswith(livepaths.PREFIX):
            return livepaths.answer(scope, receive, send)
        case "http":
            return pages(scope, receive, send)
        case "lifespan":
            return _live_and_die(receive, send)
    return _refuse_web_socket(receive, send)


async def _refuse_web_socket(receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "websocket.close", "code": 1000})


async def _live_and_die(receive: Receive, send: Send) -> None:
    """The server's announcements that it starts and stops."""
    async with AsyncExitStack() as contexts:
        while (await receive())["type"] == "lifespan.startup":
            follow_parent()
            for context in livepaths.CONTEXTS:
                await contexts.enter_async_context(context())
            await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
