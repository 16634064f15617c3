"""The hub of an event: numbered snapshots, at most one every 250 ms, only when something changed, to all streams."""

import asyncio
from collections.abc import Mapping
from typing import Any

from soesmart.events.live.facts import EventFacts
from soesmart.events.live.ledger import Ledger
from soesmart.events.live.people import People
from soesmart.events.live.snapshots import Face, told, written
from soesmart.events.live.stream import Stream, part

# Seconds after which a stream without news gets a sign of life.
SIGN_OF_LIFE = 15.0
# Seconds after which the people of another process that says nothing are no longer counted.
SILENT_AFTER = 5.0
ALIVE = part(b":\n\n")


class Screen:
    """The newest snapshot of one face, and who listens to it."""

    def __init__(self) -> None:
        self.number = 0
        self.lag = 0
        self.rest: dict[str, Any] = {}
        self.streams: set[Stream] = set()


class Hub:
    """Touched on the event loop only."""

    def __init__(self, facts: EventFacts, *, first_number: int) -> None:
        self.facts = facts
        self.asked_hosts: set[bytes] = set()
        self.ledger: Ledger | None = None
        self.people = People()
        self.elsewhere: dict[str, tuple[Mapping[str, int], float]] = {}
        self.screens = {face: Screen() for face in Face}
        self.card: tuple[int, asyncio.Future[bytes]] | None = None
        self.asked_at = 0.0
        self._number = first_number
        self._is_stale = True

    def take(self, facts: EventFacts, ledger: Ledger | None) -> None:
        """New facts, and the ledger of their round if it has one."""
        self.facts, self.ledger = facts, ledger
        self.asked_hosts.clear()
        self._is_stale = True

    def touch(self) -> None:
        """Something changed: tell it with the next tick."""
        self._is_stale = True

    @property
    def is_busy(self) -> bool:
        return self.facts.open_round is not None or any(screen.streams for screen in self.screens.values())

    def look_after(self, now: float) -> None:
        """Now and then: forget who has gone, and tell how many are there."""
        self.people.forget_gone(now)
        self.elsewhere = {name: told for name, told in self.elsewhere.items() if told[1] > now - SILENT_AFTER}
        self._is_stale = True

    def tick(self, at: int, now: float) -> bool:
        """Publish what is new; True if this process stored some of it. at: server time, milliseconds; now: seconds of
        the loop's clock.
        """
        ledger, has_own = self.ledger, False
        if self._is_stale or (ledger is not None and ledger.is_fresh):
            lag, self._is_stale = 0, False
            if ledger is not None:
                lag, has_own = int(ledger.lag * 1000), ledger.has_own
                ledger.lag, ledger.is_fresh, ledger.has_own = 0.0, False, False
            self._publish(at, now, lag)
        for screen in self.screens.values():
            for stream in screen.streams:
                if now - stream.sent_at >= SIGN_OF_LIFE:
                    stream.push(ALIVE, now)
        return has_own

    def close(self, now: float) -> None:
        """End all streams: the server stops, and phones come back to the next one."""
        for screen in self.screens.values():
            for stream in screen.streams:
                stream.push(part(b"", more=False), now)

    def _publish(self, at: int, now: float, lag: int) -> None:
        others = [people for people, _ in self.elsewhere.values()]
        people = {
            name.value: count + sum(other.get(name, 0) for other in others)
            for name, count in self.people.counts.items()
        }
        number = self._number + 1
        for face, screen in self.screens.items():
            rest = told(face, self.facts, self.ledger, people)
            if rest == screen.rest:
                continue
            self._number = screen.number = number
            screen.rest, screen.lag = rest, lag
            if screen.streams:
                message = part(event_text(number, written(number, at, lag, rest)))
                for stream in screen.streams:
                    stream.push(message, now)

    def newest(self, face: Face, at: int) -> tuple[int, bytes]:
        """Number and text of the newest snapshot, with the present time."""
        screen = self.screens[face]
        return screen.number, written(screen.number, at, screen.lag, screen.rest)


def event_text(number: int, snapshot: bytes) -> bytes:
    return b"id: %d\ndata: %s\n\n" % (number, snapshot)
