"""The live paths: what is answered under /live/ on the event loop, before Django and its threads.

    @live("/live/votes/")
    async def votes(scope: Scope, receive: Receive, send: Send) -> None: ...

A path that ends with a slash answers for everything below it. Apps put their live paths into `live.py` (or
`live/paths.py`), which is found when the server starts. Such code must never block the loop: no query, no file, no lock
that waits. What it needs for as long as the server runs is a context, entered before the first request:

    @while_serving
    @asynccontextmanager
    async def engine() -> AsyncIterator[None]: ...
"""

import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping, MutableMapping
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

from django.utils.module_loading import autodiscover_modules

Scope = MutableMapping[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[Message], Awaitable[None]]
Handler = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]

PREFIX = "/live/"
PATHS: dict[str, Handler] = {}
CONTEXTS: list[Callable[[], AbstractAsyncContextManager[Any]]] = []

ContextT = TypeVar("ContextT", bound=Callable[[], AbstractAsyncContextManager[Any]])


def live(path: str) -> Callable[[Handler], Handler]:
    """Register the handler of a path below /live/."""
    if not path.startswith(PREFIX):
        raise ValueError(f"not a live path: {path}")

    def register(handler: Handler) -> Handler:
        PATHS[path] = handler
        return handler

    return register


def while_serving(context: ContextT) -> ContextT:
    """Register what is entered when the server starts and left when it stops, on its event loop."""
    CONTEXTS.append(context)
    return context


def discover() -> None:
    """Load the `live.py` or `live/paths.py` of every app."""
    autodiscover_modules("live", "live.paths")


def answer(scope: Scope, receive: Receive, send: Send) -> Coroutine[Any, Any, None]:
    """Answer a request below /live/; unknown paths get 404."""
    handler = _handler_of(scope["path"])
    if handler is None:
        return send_json(scope, send, 404, {"code": "live.unknown", "text": "Diese Adresse gibt es nicht."})
    return handler(scope, receive, send)


def _handler_of(path: str) -> Handler | None:
    if exact := PATHS.get(path):
        return exact
    while path := path.rpartition("/")[0]:
        if folder := PATHS.get(path + "/"):
            return folder
    return None


async def refuse_method(scope: Scope, send: Send, allowed: str) -> None:
    """405 with the methods that are allowed, such as "GET, HEAD"."""
    body = {"code": "live.method", "text": f"Hier geht nur {allowed}."}
    await send_json(scope, send, 405, body, {"allow": allowed})


async def send_json(
    scope: Scope, send: Send, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> None:
    """Send a JSON answer that nobody may store; without the body when only the head was asked for."""
    content = json.dumps(body, ensure_ascii=False).encode()
    fields = {
        "content-type": "application/json; charset=utf-8",
        "content-length": str(len(content)),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        **(headers or {}),
    }
    lines = [(name.encode(), value.encode()) for name, value in fields.items()]
    await send({"type": "http.response.start", "status": status, "headers": lines})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else content})
