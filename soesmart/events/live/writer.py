"""The batch writer: one thread with its own connection stores what waits, all of it in one transaction at a time.

While the disk works on a batch the next one gathers by itself: the busier it is, the larger the batches.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, NamedTuple, Protocol

from django.db import connection, transaction

from soesmart.core import clock
from soesmart.events.live.ledger import Ledger
from soesmart.events.live.papers import Outcome, Paper
from soesmart.events.live.store import News, deposit, news_after

logger = logging.getLogger("soesmart.live")

LARGEST_BATCH = 2_000
# Seconds from the end of one batch to the next: nobody notices them, and larger batches write each page of the
# database's indexes less often. A ballot that comes alone does not wait.
PAUSE = 0.01


class Answer(Protocol):
    """A future, of asyncio or of a thread: set on the event loop only."""

    def done(self) -> bool: ...
    def set_result(self, outcome: Any, /) -> None: ...
    def set_exception(self, error: Any, /) -> None: ...


class BoxFailed(Exception):
    """The database did not take a batch. Whether it is stored is not known; the same paper may be sent again."""


Waiting = tuple[Paper, Answer]
Errand = Callable[[], None]


class Delivery(NamedTuple):
    """What became of a batch. answers: Outcome None where the database failed. news: for the ledger, if one listens.
    lag: seconds that the oldest paper of the batch waited.
    """

    answers: Sequence[tuple[Answer, Outcome | None]]
    ledger: Ledger | None = None
    news: News = []
    lag: float = 0.0

    def hand_out(self) -> None:
        """On the event loop: tell everybody who waits, in one go."""
        for answer, outcome in self.answers:
            if answer.done():
                continue
            if outcome is None:
                answer.set_exception(BoxFailed())
            else:
                answer.set_result(outcome)
        if self.ledger is not None:
            self.ledger.add(self.news, self.lag, own=bool(self.answers))


class Writer:
    """deliver: called in the writer's thread with what became of a batch; hands it to the event loop."""

    def __init__(self, deliver: Callable[[Delivery], None]) -> None:
        self._deliver = deliver
        self._queue: deque[Waiting | Errand] = deque()
        self._wake = threading.Event()
        self._over = False
        self._rested_at = 0.0
        self._watched: dict[int, tuple[Ledger, int]] = {}
        self._thread = threading.Thread(target=self._run, name="ballots", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Store what waits, then end."""
        self._over = True
        self._wake.set()
        self._thread.join(10)

    @property
    def waiting(self) -> int:
        return len(self._queue)

    def put(self, entry: Waiting | Errand) -> None:
        """A paper with the future of its answer, or an errand to be run between two batches; from any thread."""
        self._queue.append(entry)
        if not self._wake.is_set():
            self._wake.set()

    def watch(self, ledger: Ledger) -> None:
        """From now on tell the ledger of every ballot of its round, those that are stored already first."""

        def begin() -> None:
            news, last = news_after(ledger.round, 0, secret=ledger.secret)
            self._watched[ledger.round] = (ledger, last)
            self._deliver(Delivery([], ledger, news))

        self.put(begin)

    def look(self, round_: int) -> None:
        """Tell what other processes have stored."""
        self.put(lambda: self._look(round_))

    def unwatch(self, round_: int) -> None:
        self.put(lambda: self._forget(round_))

    def _run(self) -> None:
        while not (self._over and not self._queue):
            self._wake.wait()
            self._wake.clear()
            while self._queue:
                time.sleep(max(0.0, self._rested_at - time.monotonic()))
                self._next()
                self._rested_at = time.monotonic() + PAUSE
        connection.close()

    def _next(self) -> None:
        _be_exact()
        batch, errand = self._take()
        for round_, group in groupby(sorted(batch, key=_round_of), key=_round_of):
            together = list(group)
            try:
                self._store(round_, together)
            except Exception:  # whatever it was, the writer goes on, and nobody is told that a ballot is stored
                logger.exception("Ein Stapel von %s Stimmen ließ sich nicht speichern", len(together))
                self._deliver(Delivery([(answer, None) for _, answer in together]))
                connection.close()
        if errand:
            try:
                errand()
            except Exception:
                logger.exception("Eine Arbeit zwischen zwei Stapeln ist gescheitert")
                connection.close()

    def _take(self) -> tuple[list[Waiting], Errand | None]:
        """The papers up to the next errand, and that errand when they are all that stand before it."""
        batch: list[Waiting] = []
        while self._queue and len(batch) < LARGEST_BATCH:
            entry = self._queue.popleft()
            if not isinstance(entry, tuple):
                return batch, entry
            batch.append(entry)
        return batch, None

    def _store(self, round_: int, together: Sequence[Waiting]) -> None:
        ledger, known = self._watched.get(round_, (None, None))
        with transaction.atomic():
            found = deposit(round_, [paper for paper, _ in together], known)
        if ledger is not None:
            self._watched[round_] = (ledger, max(known or 0, found.last))
        answers = list(zip((answer for _, answer in together), found.outcomes, strict=True))
        waited = clock.now() - together[0][0].arrived_at
        self._deliver(Delivery(answers, ledger, found.news, waited.total_seconds()))

    def _look(self, round_: int) -> None:
        if round_ in self._watched:
            ledger, known = self._watched[round_]
            news, last = news_after(round_, known, secret=ledger.secret)
            self._watched[round_] = (ledger, last)
            if news:
                self._deliver(Delivery([], ledger, news))

    def _forget(self, round_: int) -> None:
        self._watched.pop(round_, None)


def _round_of(waiting: Waiting) -> int:
    return waiting[0].round


def _be_exact() -> None:
    """On SQLite a commit of this connection waits for the disk: what is acknowledged survives a power cut."""
    if connection.connection is None and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
