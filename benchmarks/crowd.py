"""A crowd of phones as cheap as it can be, in a process of its own: requests are built before, answers hardly read.

python -m benchmarks.crowd votes <port> <file> <connections> <seconds> [<per second>]
    The requests of the file (one after another, each with its length as four bytes in front), as fast as the answers
    come or at most so many a second. Prints {"answers", "stored", "seconds", "p50", "p95"} (milliseconds).
python -m benchmarks.crowd streams <port> <request file> <streams> <seconds>
    Streams that stay open. Prints a line "open" once all are, then {"messages", "p50", "p95", "p99"}: milliseconds from
    the server's time in a message to its arrival.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path


class Voter(asyncio.Protocol):
    """One connection that sends the next request when the answer to the last one is there."""

    def __init__(self, crowd: "Votes") -> None:
        self.crowd = crowd
        self.sent_at = 0.0
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def send(self) -> None:
        request = next(self.crowd.requests, None)
        if request is None or self.crowd.is_over:
            self.crowd.ended(self)
            return
        self.sent_at = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        if self.rest:
            data, self.rest = self.rest + data, b""
        if data[-1:] != b"}":  # of the JSON that every answer is
            self.rest = data
            return
        self.crowd.answered(self, data[9:12] == b"200")

    def connection_lost(self, error: Exception | None) -> None:
        self.crowd.ended(self)


class Votes:
    def __init__(self, requests: Iterator[bytes], connections: int, seconds: float, rate: float) -> None:
        self.requests, self.seconds, self.rate = requests, seconds, rate
        self.connections = connections
        self.is_over = False
        self.answers = self.stored = 0
        self.waits: list[float] = []
        self.alive: set[Voter] = set()
        self.idle: list[Voter] = []

    def answered(self, voter: Voter, stored: bool) -> None:
        self.answers += 1
        self.stored += stored
        if not self.answers & 15:
            self.waits.append(time.perf_counter() - voter.sent_at)
        if self.rate:
            self.idle.append(voter)
        else:
            voter.send()

    def ended(self, voter: Voter) -> None:
        self.alive.discard(voter)

    async def run(self, port: int) -> dict[str, float]:
        loop = asyncio.get_running_loop()
        voters = [Voter(self) for _ in range(self.connections)]
        for voter in voters:
            await loop.create_connection(lambda voter=voter: voter, "127.0.0.1", port)  # type: ignore[misc]
        self.alive = set(voters)
        began = time.perf_counter()
        loop.call_later(self.seconds, lambda: setattr(self, "is_over", True))
        if self.rate:
            self.idle = voters
            await self._paced(began)
        else:
            for voter in voters:
                voter.send()
            while self.alive:
                await asyncio.sleep(0.05)
        span = time.perf_counter() - began
        return {"answers": self.answers, "stored": self.stored, "seconds": span, **spread(self.waits)}

    async def _paced(self, began: float) -> None:
        sent = 0
        while not self.is_over:
            due = int((time.perf_counter() - began) * self.rate)
            while sent < due and self.idle:
                self.idle.pop().send()
                sent += 1
            await asyncio.sleep(0.01)


class Listener(asyncio.Protocol):
    """One open stream."""

    def __init__(self, crowd: "Streams") -> None:
        self.crowd = crowd
        self.is_open = False

    def data_received(self, data: bytes) -> None:
        if not self.is_open:
            self.is_open = True
            self.crowd.open += 1
            return
        place = data.rfind(b'"now":')
        if place >= 0:
            self.crowd.waits.append(time.time() * 1000 - int(data[place + 6 : place + 19]))

    def connection_lost(self, error: Exception | None) -> None:
        self.crowd.lost += 1


class Streams:
    def __init__(self, request: bytes, streams: int, seconds: float) -> None:
        self.request, self.streams, self.seconds = request, streams, seconds
        self.open = self.lost = 0
        self.waits: list[float] = []

    async def run(self, port: int) -> dict[str, float]:
        loop = asyncio.get_running_loop()
        for number in range(self.streams):
            transport, _ = await loop.create_connection(lambda: Listener(self), "127.0.0.1", port)
            transport.write(self.request)
            if number % 100 == 99:
                await asyncio.sleep(0.02)
        while self.open < self.streams:
            await asyncio.sleep(0.05)
        print("open", flush=True)
        await asyncio.sleep(3)  # until others have begun to make news
        self.waits.clear()
        await asyncio.sleep(self.seconds)
        waits = [wait / 1000 for wait in self.waits]
        return {"messages": len(waits), "lost": self.lost, "streams": self.open, **spread(waits)}


def spread(waits: list[float]) -> dict[str, float]:
    """Milliseconds that a half, 95 and 99 of a hundred waited at most."""
    ordered = sorted(waits) or [0.0]
    return {f"p{part}": round(ordered[len(ordered) * part // 100] * 1000, 2) for part in (50, 95, 99)}


def requests_in(file: Path) -> Iterator[bytes]:
    content, place = file.read_bytes(), 0
    while place < len(content):
        length = int.from_bytes(content[place : place + 4])
        yield content[place + 4 : place + 4 + length]
        place += 4 + length


def main(kind: str, port: str, file: str, number: str, seconds: str, rate: str = "0") -> None:
    if kind == "votes":
        votes = Votes(requests_in(Path(file)), int(number), float(seconds), float(rate))
        print(json.dumps(asyncio.run(votes.run(int(port)))))
    else:
        streams = Streams(Path(file).read_bytes(), int(number), float(seconds))
        print(json.dumps(asyncio.run(streams.run(int(port)))))


if __name__ == "__main__":
    main(*sys.argv[1:])
