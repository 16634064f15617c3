"""The live engine: everything of the hot path that a process has once. Starts and ends with the server."""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any, TypeVar

from django.db import Error, close_old_connections, connection

from soesmart.core import clock
from soesmart.events.live import bell, box, closing
from soesmart.events.live.facts import EventFacts, RoundFacts, facts_of, versions_of
from soesmart.events.live.fanout import Fanout, Kind, Note
from soesmart.events.live.hub import Hub
from soesmart.events.live.ledger import Ledger
from soesmart.events.live.papers import Outcome, Paper
from soesmart.events.live.snapshots import milliseconds
from soesmart.events.live.writer import Delivery, Writer
from soesmart.events.rules import Channel, RoundState

logger = logging.getLogger("soesmart.live")

TICK = 0.25
LOOK = 1.0
# A ballot that reached another thread or process in time still gets in: the marker comes a little after the end.
GRACE = timedelta(milliseconds=100)
# Seconds to wait for the ballots of a round to be read.
PATIENCE = 10.0
# Seconds that an event without watchers is remembered.
REMEMBER = 60.0

T = TypeVar("T")


class Engine:
    """All methods are called on the event loop, but for `submit`, which a thread calls that serves a page."""

    def __init__(self, rng: random.Random, redis: str = "") -> None:
        self.rng = rng
        self.fanout = Fanout(redis, self._noted) if redis else None
        self.hubs: dict[int, Hub] = {}
        self.writer = Writer(self._hand_over)
        self._loop = asyncio.get_running_loop()
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="live")
        self._loading: dict[int, asyncio.Task[Hub | None]] = {}
        self._markers: dict[int, asyncio.TimerHandle] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self.writer.start()
        bell.LISTENERS.append(self._rung)
        box.WRITERS.append(self.submit)
        for rhythm in (self._tick, self._look):
            self._go(rhythm())
        if self.fanout:
            self._go(self.fanout.run())

    async def stop(self) -> None:
        """Answer what waits, then end."""
        bell.LISTENERS.remove(self._rung)
        box.WRITERS.remove(self.submit)
        for task in self._tasks:
            task.cancel()
        for marker in self._markers.values():
            marker.cancel()
        for hub in self.hubs.values():
            hub.close(self.now)
        await self._loop.run_in_executor(None, self.writer.stop)
        self._readers.shutdown(wait=False)

    @property
    def now(self) -> float:
        """Seconds of the loop's clock."""
        return self._loop.time()

    # --- ballots ----------------------------------------------------------------------------------------------------

    def cast(self, paper: Paper) -> "asyncio.Future[Outcome]":
        """The future answer of the batch writer; BoxFailed when the database did not take the batch."""
        answer: asyncio.Future[Outcome] = self._loop.create_future()
        self.writer.put((paper, answer))
        return answer

    def submit(self, paper: Paper) -> "Future[Outcome]":
        answer: Future[Outcome] = Future()
        self.writer.put((paper, answer))
        return answer

    def _hand_over(self, delivery: Delivery) -> None:
        self._loop.call_soon_threadsafe(delivery.hand_out)

    # --- events -----------------------------------------------------------------------------------------------------

    async def hub(self, event: int) -> Hub | None:
        """The hub of a public event; None when there is no such event."""
        found = self.hubs.get(event) or await self.refresh(event)
        if found is not None:
            found.asked_at = self.now
        return found

    async def refresh(self, event: int) -> Hub | None:
        """Read the event anew; who asks while it is being read waits for the same answer."""
        task = self._loading.get(event)
        if task is None:
            task = self._loading[event] = asyncio.ensure_future(self._load(event))
            task.add_done_callback(lambda _: self._loading.pop(event, None))
        return await asyncio.shield(task)

    async def reread(self, event: int) -> None:
        """Read the event as it is from now on: what is just being read may be from before."""
        if task := self._loading.get(event):
            await asyncio.shield(task)
        await self.refresh(event)

    async def _load(self, event: int) -> Hub | None:
        facts = await self.in_thread(lambda: facts_of(event))
        if facts is None:
            self._forget(event)
            return None
        ledger = await self._ledger(facts)
        hub = self.hubs.get(event)
        if hub is None:
            # Grows faster than any hub counts, so that numbers go on growing after a restart.
            hub = self.hubs[event] = Hub(facts, first_number=milliseconds(clock.now()) // 250)
            hub.take(facts, ledger)
            hub.tick(milliseconds(clock.now()), self.now)
        if hub.ledger is not None and hub.ledger is not ledger:
            self.writer.unwatch(hub.ledger.round)
        hub.take(facts, ledger)
        if facts.open_round is not None:
            self._set_marker(facts.open_round)
        return hub

    async def _ledger(self, facts: EventFacts) -> Ledger | None:
        """The ledger of the round, with all ballots that are stored: no screen ever shows fewer."""
        round_, hub = facts.round, self.hubs.get(facts.pk)
        if round_ is None or round_.state in (RoundState.COUNTED, RoundState.DISCARDED):
            return None
        if hub is not None and hub.ledger is not None and hub.ledger.round == round_.pk:
            return hub.ledger
        ledger = Ledger(round_)
        self.writer.watch(ledger)
        await asyncio.wait_for(ledger.is_whole.wait(), PATIENCE)
        return ledger

    def _forget(self, event: int) -> None:
        if (hub := self.hubs.pop(event, None)) and hub.ledger is not None:
            self.writer.unwatch(hub.ledger.round)

    # --- the end of a round -----------------------------------------------------------------------------------------

    def _set_marker(self, round_: RoundFacts) -> None:
        """Put the marker into the queue when the round is over for the stream too; anew when that was changed."""
        if marker := self._markers.pop(round_.pk, None):
            marker.cancel()
        closes = round_.closes[Channel.STREAM]
        if closes is not None:
            wait = (closes + GRACE - clock.now()).total_seconds()
            self._markers[round_.pk] = self._loop.call_later(max(wait, 0), self._mark, round_.pk)

    def _mark(self, round_: int) -> None:
        self._markers.pop(round_, None)

        def pass_by() -> None:
            if closing.close_if_over(round_, clock.now()):
                self._readers.submit(self._count, round_)

        self.writer.put(pass_by)

    def _count(self, round_: int) -> None:
        try:
            closing.count(round_, clock.now())
        except Exception:  # the job of the worker tries again
            logger.exception("Runde %s ließ sich nicht auszählen", round_)
            connection.close()

    # --- rhythm -----------------------------------------------------------------------------------------------------

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK - self.now % TICK)
            at, now = milliseconds(clock.now()), self.now
            for event, hub in [*self.hubs.items()]:
                try:
                    if hub.tick(at, now):
                        self._tell(Kind.BALLOTS, event)
                except Exception:  # one event must not stop the others
                    logger.exception("Der Stand von Veranstaltung %s ließ sich nicht zeigen", event)

    async def _look(self) -> None:
        """See what others did: rounds that a server before this one left open, stages that another process changed,
        ballots that it stored.
        """
        while True:
            try:
                await self._compare()
            except (Error, OSError):
                logger.exception("Der Stand der Bühnen ließ sich nicht lesen")
            for event, hub in [*self.hubs.items()]:
                hub.look_after(self.now)
                if hub.is_busy:
                    self._tell(Kind.PEOPLE, event, hub.people.counts)
                if hub.ledger is not None and hub.facts.open_round is not None:
                    self.writer.look(hub.ledger.round)
                elif not hub.is_busy and hub.asked_at < self.now - REMEMBER:
                    self._forget(event)
            await asyncio.sleep(LOOK)

    async def _compare(self) -> None:
        known = [*self.hubs]
        found = await self.in_thread(lambda: versions_of(known))
        for event, version in found.items():
            hub = self.hubs.get(event)
            if hub is None or hub.facts.version != version:
                await self.refresh(event)

    def _rung(self, event: int) -> None:
        """The bell, in the thread of whoever changed the stage."""
        self._loop.call_soon_threadsafe(self._heard, event)

    def _heard(self, event: int) -> None:
        self._tell(Kind.STAGE, event)
        self._go(self._look_at(event))

    def _tell(self, kind: Kind, event: int, people: Mapping[Channel, int] | None = None) -> None:
        if self.fanout:
            self.fanout.tell(kind, event, people)

    def _noted(self, note: Note) -> None:
        """Another process told something."""
        hub = self.hubs.get(note.event)
        if note.kind is Kind.STAGE:
            self._go(self._look_at(note.event))
        elif hub is not None and note.kind is Kind.PEOPLE:
            hub.elsewhere[note.sender] = (note.people, self.now)
        elif hub is not None and hub.ledger is not None:
            self.writer.look(hub.ledger.round)

    async def _look_at(self, event: int) -> None:
        try:
            await self.reread(event)
        except (Error, OSError):
            logger.exception("Die Bühne von Veranstaltung %s ließ sich nicht lesen", event)

    # --- threads ----------------------------------------------------------------------------------------------------

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Run what asks the database in one of the few threads for it."""

        def run() -> T:
            close_old_connections()
            try:
                return work()
            except Error:
                connection.close()  # the next question tries anew
                raise

        return await self._loop.run_in_executor(self._readers, run)

    def _go(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
