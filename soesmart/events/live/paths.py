"""The live paths of an evening, below /live/abend/<event>/."""

import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from django.conf import settings
from django.db import Error

from soesmart.core import clock
from soesmart.core.livepaths import Receive, Scope, Send, live, while_serving
from soesmart.core.refusals import Refused
from soesmart.events.live.answers import send_refusal
from soesmart.events.live.engine import Engine
from soesmart.events.live.hub import Hub
from soesmart.events.live.requests import Turned
from soesmart.events.live.voting import vote
from soesmart.events.live.watching import card, poll, stream

logger = logging.getLogger("soesmart.live")

PREFIX = "/live/abend/"
Handler = Callable[[Engine, Hub, Scope, Receive, Send], Awaitable[None]]
HANDLERS: dict[str, Handler] = {"stimme": vote, "strom": stream, "stand": poll, "karte": card}

# The engine of this process, while the server runs.
RUNNING: list[Engine] = []


@while_serving
@asynccontextmanager
async def engine() -> AsyncIterator[Engine]:
    """Run the engine on this event loop."""
    chance = random.Random()  # noqa: S311  # spreads phones over seconds, decides nothing
    one = Engine(chance, settings.REDIS_URL)
    one.start()
    RUNNING.append(one)
    try:
        yield one
    finally:
        RUNNING.remove(one)
        await one.stop()


@live(PREFIX)
async def evening(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request for an event; whatever is wrong with it gets a clear answer, and nothing is stored."""
    try:
        number, handler = _asked(scope["path"])
        if not RUNNING:
            raise Turned(503, "live.starting", "Gleich geht es los. Bitte noch einmal versuchen.")
        one = RUNNING[0]
        hub = one.hubs.get(number) or await one.hub(number)
        if hub is None:
            raise Turned(404, "live.unknown", "Diese Veranstaltung gibt es nicht.")
        await handler(one, hub, scope, receive, send)
    except Turned as turned:
        more = {"retry-after": "2"} if turned.status == 503 else {}
        await send_refusal(send, turned.status, turned.code, turned.text, clock.now(), more)
    except Refused as refused:
        await send_refusal(send, 422, refused.code, refused.text, clock.now())
    except (Error, OSError):
        logger.exception("Eine Anfrage an eine Veranstaltung ist gescheitert")
        text = "Das ließ sich gerade nicht beantworten. Bitte gleich noch einmal versuchen."
        await send_refusal(send, 503, "live.failed", text, clock.now(), {"retry-after": "2"})


def _asked(path: str) -> tuple[int, Handler]:
    """The event, and what is asked of it."""
    number, _, action = path[len(PREFIX) :].partition("/")
    handler = HANDLERS.get(action)
    if handler is None or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Turned(404, "live.unknown", "Diese Adresse gibt es nicht.")
    return int(number), handler
