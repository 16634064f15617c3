"""One open stream. However slow its reader is, only the newest snapshot waits for it."""

import asyncio
from collections.abc import Awaitable, Generator, Mapping
from typing import Any

from soesmart.core.livepaths import Message, Send


class Stream:
    """The hub pushes into it without a task of its own: with thousands of streams that is what a snapshot costs."""

    __slots__ = ("_newest", "_rest", "_send", "sent_at")

    def __init__(self, send: Send) -> None:
        self._send = send
        self._rest: asyncio.Task[None] | None = None
        self._newest: Message | None = None
        self.sent_at = 0.0

    def push(self, message: Message, now: float) -> None:
        """Send it now, or once what was sent before has left; what did not leave until then is dropped."""
        if self._rest is not None:
            self._newest = message
            return
        self.sent_at = now
        rest = begun(self._send(message))
        if rest is not None:
            self._rest = asyncio.ensure_future(self._finish(rest))

    async def _finish(self, rest: Awaitable[None]) -> None:
        await rest
        while self._newest is not None:
            message, self._newest = self._newest, None
            await self._send(message)
        self._rest = None

    def close(self) -> None:
        if self._rest is not None:
            self._rest.cancel()


class _Rest:
    """What is left of a coroutine after its first step: it waits for `first` and goes on."""

    def __init__(self, steps: Generator[Any, Any, None], first: Any) -> None:
        self._steps = steps
        self._first = first

    def __await__(self) -> Generator[Any, Any, None]:
        yield self._first
        yield from self._steps


def begun(awaitable: Awaitable[Any]) -> Awaitable[None] | None:
    """Take the first step of sending; None when that was all, which it is while the reader keeps up."""
    steps: Any = awaitable.__await__()
    try:
        first = next(steps)
    except StopIteration:
        return None
    return _Rest(steps, first)


def part(content: bytes, *, more: bool = True) -> Mapping[str, Any]:
    return {"type": "http.response.body", "body": content, "more_body": more}
