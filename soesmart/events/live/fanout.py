"""Several live processes: what one of them hears or stores, the others learn of at once, over the Redis protocol.

Only notes travel, no ballots: whoever hears that there are new ones reads them from the database, after the last one
it knows. So a note that is lost costs a second (the engine looks by itself), and never a vote on the screen.
"""

import asyncio
import json
import logging
import secrets
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

import redis.asyncio as redis
from redis.exceptions import RedisError

from soesmart.events.rules import Channel

logger = logging.getLogger("soesmart.live")

CHANNEL = "soesmart:live"
# Seconds between two attempts to reach the server, and until it counts as gone when it does not answer.
PAUSE, PATIENCE = 1.0, 5.0
MOST_WAITING = 1_000


class Kind(StrEnum):
    """STAGE: an event's stage changed. BALLOTS: its round has new ones. PEOPLE: how many are there."""

    STAGE = "stage"
    BALLOTS = "ballots"
    PEOPLE = "people"


class Note(NamedTuple):
    """sender: the process. people: per channel, where that is what it tells."""

    sender: str
    kind: Kind
    event: int
    people: Mapping[str, int]


class Fanout:
    """On the event loop. hear: called with every note of another process."""

    def __init__(self, url: str, hear: Callable[[Note], None]) -> None:
        self._url = url
        self._hear = hear
        self._name = secrets.token_hex(8)
        self._notes: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)

    def tell(self, kind: Kind, event: int, people: Mapping[Channel, int] | None = None) -> None:
        """Send a note soon; while the server is away the newest are dropped."""
        if not self._notes.full():
            self._notes.put_nowait(json.dumps([self._name, kind, event, people or {}]))

    async def run(self) -> None:
        """Send and hear until cancelled, whatever becomes of the server in between."""
        while True:
            try:
                async with redis.Redis.from_url(self._url, socket_connect_timeout=PATIENCE) as client:
                    await self._converse(client)
            except (RedisError, OSError) as gone:
                logger.warning("Redis ist nicht zu erreichen, die Prozesse hören sekundenweise voneinander: %s", gone)
            await asyncio.sleep(PAUSE)

    async def _converse(self, client: redis.Redis) -> None:
        async with client.pubsub(ignore_subscribe_messages=True) as ear:
            await ear.subscribe(CHANNEL)
            talking = asyncio.ensure_future(self._talk(client))
            try:
                while not talking.done():
                    if message := await ear.get_message(timeout=PATIENCE):
                        self._understand(message["data"])
                talking.result()
            finally:
                talking.cancel()

    async def _talk(self, client: redis.Redis) -> None:
        while True:
            await client.publish(CHANNEL, await self._notes.get())

    def _understand(self, text: bytes) -> None:
        try:
            sender, kind, event, people = json.loads(text)
            note = Note(sender, Kind(kind), int(event), {str(name): int(count) for name, count in people.items()})
        except (ValueError, TypeError, AttributeError):
            logger.warning("Eine Nachricht auf %s ist nicht von soesmart", CHANNEL)
            return
        if note.sender != self._name:
            self._hear(note)
