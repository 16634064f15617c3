"""What the live paths answer. Every answer tells the server's time, for the clock of a phone may be wrong."""

import json
from collections.abc import Mapping
from datetime import datetime

from soesmart.core.livepaths import Send
from soesmart.events.live.papers import TEXTS, Outcome, Status
from soesmart.events.live.snapshots import milliseconds

CODES = {
    Status.STORED: 200,
    Status.AGAIN: 200,
    Status.ALREADY: 409,
    Status.LATE: 409,
    Status.EARLY: 409,
    Status.UNKNOWN: 404,
}
_HEADERS = [
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]
_STARTS = {
    status: {"type": "http.response.start", "status": code, "headers": _HEADERS} for status, code in CODES.items()
}
_BODIES = {
    status: json.dumps(
        {"status": status, "text": TEXTS[status], "receipt": "%s", "now": 0}, ensure_ascii=False
    ).replace('"now": 0', '"now": %d')
    for status in Status
}


async def send_outcome(send: Send, outcome: Outcome, at: datetime) -> None:
    """What became of a ballot: {"status", "text", "receipt", "now"}."""
    await send(_STARTS[outcome.status])
    body = _BODIES[outcome.status] % (outcome.receipt, milliseconds(at))
    await send({"type": "http.response.body", "body": body.encode()})


async def send_refusal(
    send: Send, status: int, code: str, text: str, at: datetime, more: Mapping[str, str] | None = None
) -> None:
    """Why nothing was stored: {"status": code, "text", "receipt": "", "now"}."""
    body = json.dumps({"status": code, "text": text, "receipt": "", "now": milliseconds(at)}, ensure_ascii=False)
    extra = [(name.encode(), value.encode()) for name, value in (more or {}).items()]
    await send({"type": "http.response.start", "status": status, "headers": _HEADERS + extra})
    await send({"type": "http.response.body", "body": body.encode()})
