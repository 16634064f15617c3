"""The little of HTTP/1.1 that a simulated phone speaks: one request per connection, and an event stream.

A phone keeps its cookies. Nothing but the standard library, so that a rehearsal can start on any server.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"
PATIENCE = 20.0


class CutOff(Exception):
    """The connection ended before the answer was there."""


@dataclass(frozen=True)
class Server:
    """Where the server listens, and the name under which the town answers there."""

    port: int
    host: str
    is_https: bool = False
    address: str = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Phone:
    """A browser of one person."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Answer:
        return await self._ask(self._head("GET", path))

    async def post(self, path: str, fields: Mapping[str, Sequence[str]], *, cut: bool = False) -> Answer:
        """Send a form. cut: leave when it is sent, without waiting for the answer; then CutOff."""
        body = urlencode(fields, doseq=True).encode()
        origin = f"{'https' if self.server.is_https else 'http'}://{self.server.host}"
        more = {
            "Content-Type": FORM,
            "Content-Length": str(len(body)),
            "Origin": origin,
            "Referer": f"{origin}{path}",
        }
        return await self._ask(self._head("POST", path, more) + body, cut=cut)

    @asynccontextmanager
    async def stream(self, path: str) -> AsyncIterator[AsyncIterator[str]]:
        """The `data` lines of an event stream, one by one as they arrive. CutOff when it is refused or ends."""
        reader, writer = await self._connect()
        try:
            writer.write(self._head("GET", path, {"Accept": "text/event-stream"}))
            status, headers = await asyncio.wait_for(_read_head(reader), PATIENCE)
            if status != 200:
                raise CutOff(f"{path}: {status}")
            yield _data(_pieces(reader, headers))
        finally:
            writer.close()

    async def _ask(self, request: bytes, *, cut: bool = False) -> Answer:
        reader, writer = await self._connect()
        try:
            writer.write(request)
            await writer.drain()
            if cut:
                raise CutOff("left before the answer")
            return await asyncio.wait_for(self._read(reader), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as broken:
            raise CutOff(str(broken)) from broken
        finally:
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        try:
            opening = asyncio.open_connection(self.server.address, self.server.port)
            return await asyncio.wait_for(opening, PATIENCE)
        except (OSError, TimeoutError) as broken:
            raise CutOff(str(broken)) from broken

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        status, headers = await _read_head(reader, self.cookies)
        text = b"".join([piece async for piece in _pieces(reader, headers)])
        return Answer(status, headers, text.decode("utf-8", "replace"))

    def _head(self, method: str, path: str, more: Mapping[str, str] | None = None) -> bytes:
        fields = {"Host": self.server.host, "Connection": "close", "User-Agent": "soesmart-rehearse", **(more or {})}
        if self.server.is_https:
            name = self.server.host
            fields |= {"X-Forwarded-Proto": "https", "X-Forwarded-Host": name, "X-Forwarded-For": "127.0.0.1"}
        if self.cookies:
            fields["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode()


async def _read_head(reader: asyncio.StreamReader, cookies: dict[str, str] | None = None) -> tuple[int, dict[str, str]]:
    """Status and fields; what is set as cookie goes into `cookies`."""
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as broken:
        raise CutOff(str(broken)) from broken
    first, *lines = head.split("\r\n")
    headers: dict[str, str] = {}
    for name, _, value in (line.partition(":") for line in lines if line):
        if name.lower() == "set-cookie" and cookies is not None:
            cookies |= {key: part.value for key, part in SimpleCookie(value.strip()).items()}
        headers[name.lower()] = value.strip()
    return int(first.split()[1]), headers


async def _pieces(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> AsyncIterator[bytes]:
    """The body as it arrives, with a known length, in chunks (RFC 9112, 7.1), or to the end of the connection."""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        while size := int((await reader.readline()).partition(b";")[0] or b"0", 16):
            yield await reader.readexactly(size)
            await reader.readexactly(2)
    elif "content-length" in headers:
        yield await reader.readexactly(int(headers["content-length"]))
    else:
        while piece := await reader.read(65536):
            yield piece


async def _data(pieces: AsyncIterator[bytes]) -> AsyncIterator[str]:
    rest = b""
    try:
        async for piece in pieces:
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                if line.startswith(b"data:"):
                    yield line[5:].strip().decode()
    except (OSError, ValueError, asyncio.IncompleteReadError) as broken:
        raise CutOff(str(broken)) from broken
    raise CutOff("the stream ended")
