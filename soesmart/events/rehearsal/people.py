"""One simulated person: joins as people do, follows the stream, votes, and has her troubles with it."""

import asyncio
import json
import random
import re
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from soesmart.events.rehearsal.score import Score
from soesmart.events.rehearsal.wire import Answer, CutOff, Phone
from soesmart.events.rules import Channel

Fields = Mapping[str, Sequence[str]]
Chooser = Callable[[int, Channel, random.Random], Awaitable[Fields]]
ACCEPTED = {"stored", "again"}
# As long as a person tries; by then the round is over.
MOST_TRIES = 8
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PLACES = {Channel.HALL: "saal", Channel.STREAM: "stream"}


class Manner(StrEnum):
    """CALM: all goes well. BAD_WIFI: connections break, sending is tried again. LATE: votes when it is over.
    TWICE: votes a second time with another answer. SLOW: reads slowly what the server sends."""

    CALM = "calm"
    BAD_WIFI = "bad wifi"
    LATE = "late"
    TWICE = "twice"
    SLOW = "slow"


MANNERS = {Manner.CALM: 68, Manner.BAD_WIFI: 18, Manner.LATE: 4, Manner.TWICE: 6, Manner.SLOW: 4}


@dataclass(frozen=True)
class Evening:
    """What all people of a rehearsal know. seconds: within which they think before they vote."""

    event: int
    code: str
    seconds: float
    chooser: Chooser
    score: Score


@dataclass
class Guest:
    """A person with her phone. voted: rounds on which she voted or is about to."""

    phone: Phone
    channel: Channel
    manner: Manner
    rng: random.Random
    evening: Evening
    voted: set[int] = field(default_factory=set)
    busy: set[asyncio.Task[None]] = field(default_factory=set)
    version: int = -1

    async def attend(self) -> None:
        """Join and follow the evening until she is sent home (cancelled)."""
        await self._join()
        self.evening.score.joined[self.channel] += 1
        try:
            while True:
                await self._follow()
                self.evening.score.reconnects += 1
                await asyncio.sleep(self.rng.uniform(0.3, 2))
        finally:
            for task in self.busy:
                task.cancel()

    async def _join(self) -> None:
        """Letters, place, cookie: the pages that a person opens. Tries again where the Wi-Fi fails."""
        home = f"/abend/{self.evening.code}/"
        page = await self._patiently(lambda: self.phone.get(f"/abend/?code={self.evening.code}"))
        page = await self._patiently(lambda: self.phone.get(home))
        token = TOKEN.search(page.text)
        fields = {"ort": [PLACES[self.channel]], "csrfmiddlewaretoken": [token[1] if token else ""]}
        seated = await self._patiently(lambda: self.phone.post(f"{home}mitmachen/", fields))
        if seated.status != 303:
            raise RuntimeError(f"{home}mitmachen/ answered {seated.status}")
        await self._patiently(lambda: self.phone.get(home))

    async def _follow(self) -> None:
        """Read the stream until it breaks; on bad Wi-Fi it breaks now and then."""
        path = f"/live/abend/{self.evening.event}/strom?gesicht=telefon"
        patience = self.rng.uniform(4, 15) if self.manner == Manner.BAD_WIFI else None
        try:
            async with asyncio.timeout(patience), self.phone.stream(path) as snapshots:
                async for line in snapshots:
                    self._see(json.loads(line))
                    if self.manner == Manner.SLOW:
                        await asyncio.sleep(self.rng.uniform(1, 3))
        except (CutOff, TimeoutError):
            return

    def _see(self, snapshot: Mapping[str, Any]) -> None:
        if self.manner != Manner.SLOW:
            self.evening.score.picture_delays.append(max(0.0, time.time() * 1000 - snapshot["now"]))
        if snapshot["v"] != self.version:
            self.version = snapshot["v"]
            self._begin(self._look(self.version))
        round_ = snapshot["round"]
        if not round_ or round_["state"] != "open" or round_["pk"] in self.voted:
            return
        times = round_[self.channel.value]
        if self.manner == Manner.LATE:
            if times["closes"] is None:
                return
            wait = (times["closes"] - snapshot["now"]) / 1000 + self.rng.uniform(0.2, 1.5)
        else:
            begins = max(0.0, (times["opens"] - snapshot["now"]) / 1000)
            wait = begins + self.evening.seconds * self.rng.betavariate(1.6, 2.4) * 0.9
        self.voted.add(round_["pk"])
        self._begin(self._vote(round_["pk"], wait))

    def _begin(self, doing: Any) -> None:
        task = asyncio.create_task(doing)
        self.busy.add(task)
        task.add_done_callback(self.busy.discard)

    async def _look(self, version: int) -> None:
        """The card of this version, as the script of the page fetches it."""
        await asyncio.sleep(self.rng.uniform(0, 0.3))
        await self._patiently(lambda: self.phone.get(f"/live/abend/{self.evening.event}/karte?v={version}"))

    async def _vote(self, round_: int, wait: float) -> None:
        await asyncio.sleep(wait)
        await self._cast(round_)
        if self.manner == Manner.TWICE:
            await asyncio.sleep(self.rng.uniform(0.1, 1))
            await self._cast(round_)

    async def _cast(self, round_: int) -> None:
        """Send a ballot until there is an answer, always with the same nonce."""
        choice = await self.evening.chooser(round_, self.channel, self.rng)
        fields = {"round": [str(round_)], "nonce": [str(uuid.UUID(int=self.rng.getrandbits(128)))], **choice}
        path = f"/live/abend/{self.evening.event}/stimme"
        began, breaks = time.perf_counter(), self.rng.choice((1, 1, 2)) if self.manner == Manner.BAD_WIFI else 0
        for attempt in range(MOST_TRIES):
            try:
                answer = await self.phone.post(path, fields, cut=attempt < breaks)
            except CutOff:
                self.evening.score.retries += 1
                await asyncio.sleep(self.rng.uniform(0.1, 0.6) * (attempt + 1))
                continue
            if answer.status != 503:
                self._answered(round_, answer, began if attempt == 0 else None)
                return
        self.evening.score.surprises["keine Antwort auf eine Stimme"] += 1

    def _answered(self, round_: int, answer: Answer, began: float | None) -> None:
        said = json.loads(answer.text) if answer.text.startswith("{") else {}
        status = said.get("status", "")
        if began is not None:
            self.evening.score.answer_delays.append((time.perf_counter() - began) * 1000)
        if status in ACCEPTED:
            self.evening.score.acknowledged(round_, said["receipt"])
        elif status:
            self.evening.score.refused[status] += 1
        else:
            self.evening.score.surprises[f"Antwort {answer.status} auf eine Stimme"] += 1

    async def _patiently(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer, also when the connection broke before or the server was busy."""
        for attempt in range(MOST_TRIES):
            try:
                answer = await ask()
            except CutOff:
                await asyncio.sleep(self.rng.uniform(0.2, 1) * (attempt + 1))
                continue
            if answer.status >= 500:
                self.evening.score.surprises[f"Antwort {answer.status}"] += 1
            return answer
        raise CutOff("the server does not answer")


def draw_manner(rng: random.Random) -> Manner:
    return rng.choices([*MANNERS], [*MANNERS.values()])[0]
