"""GET /live/abend/<event>/strom, …/stand and …/karte: what phones, projector and console see."""

from urllib.parse import parse_qs

from soesmart.core import clock
from soesmart.core.livepaths import Receive, Scope, Send, refuse_method
from soesmart.events.credentials import Voter, is_stage_key
from soesmart.events.live.cards import card_of
from soesmart.events.live.engine import Engine
from soesmart.events.live.hub import Hub, event_text
from soesmart.events.live.requests import Turned, check_town, heard_of, voter_in
from soesmart.events.live.snapshots import Face, milliseconds
from soesmart.events.live.stream import Stream, part

# Milliseconds within which phones that lost their stream come back, each at another moment.
COME_BACK = (1_000, 6_000)
_STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]
_STREAM_START = {"type": "http.response.start", "status": 200, "headers": _STREAM_HEADERS}


async def stream(engine: Engine, hub: Hub, scope: Scope, receive: Receive, send: Send) -> None:
    """Server-sent events: each snapshot once, numbered; the newest one at once, so Last-Event-ID is not needed."""
    if scope["method"] != "GET":
        return await refuse_method(scope, send, "GET")
    face, voter = _who(hub, scope)
    scope.clear()  # thousands of streams stay open for hours: keep nothing that is not needed
    screen, now = hub.screens[face], engine.now
    listener = Stream(send)
    await send(_STREAM_START)
    number, text = hub.newest(face, milliseconds(clock.now()))
    hello = b"retry: %d\n" % engine.rng.randint(*COME_BACK)
    listener.push(part(hello + event_text(number, text)), now)
    screen.streams.add(listener)
    if voter is not None:
        hub.people.seen(voter, now, 1)
    try:
        while (await receive())["type"] != "http.disconnect":
            pass
    finally:
        screen.streams.discard(listener)
        listener.close()
        if voter is not None:
            hub.people.seen(voter, engine.now, -1)
    return None


async def poll(engine: Engine, hub: Hub, scope: Scope, receive: Receive, send: Send) -> None:
    """The newest snapshot for who has no stream; 304 while it is the one that is known."""
    if scope["method"] not in ("GET", "HEAD"):
        return await refuse_method(scope, send, "GET, HEAD")
    face, voter = _who(hub, scope)
    if voter is not None:
        hub.people.seen(voter, engine.now)
    number, text = hub.newest(face, milliseconds(clock.now()))
    tag = b'"%d"' % number
    return await _send_tagged(scope, send, tag, text, b"application/json; charset=utf-8")


async def card(engine: Engine, hub: Hub, scope: Scope, receive: Receive, send: Send) -> None:
    """The phone's card as HTML, the same for everybody, from memory."""
    if scope["method"] not in ("GET", "HEAD"):
        return await refuse_method(scope, send, "GET, HEAD")
    check_town(heard_of(scope), hub)
    wanted = _asked(scope, "v")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 and int(wanted) > hub.facts.version:
        await engine.refresh(hub.facts.pk)  # another process is ahead of this one
    version, html = await card_of(engine, hub)
    return await _send_tagged(scope, send, b'"k%d"' % version, html, b"text/html; charset=utf-8")


def _who(hub: Hub, scope: Scope) -> tuple[Face, Voter | None]:
    """The face that is asked for and, of a phone, its voter."""
    heard = heard_of(scope)
    check_town(heard, hub)
    asked = _asked(scope, "gesicht") or Face.PHONE
    if asked not in set(Face):
        raise Turned(404, "live.face", "Dieses Gesicht gibt es nicht.")
    if asked == Face.STAGE and not is_stage_key(hub.facts.pk, _asked(scope, "schluessel")):
        raise Turned(403, "live.key", "Diese Ansicht ist nur für die Bühne.")
    return Face(asked), voter_in(heard, hub.facts.pk) if asked == Face.PHONE else None


def _asked(scope: Scope, name: str) -> str:
    query = scope["query_string"]
    if not query or len(query) > 500:
        return ""
    return parse_qs(query.decode("latin-1")).get(name, [""])[0]


async def _send_tagged(scope: Scope, send: Send, tag: bytes, content: bytes, kind: bytes) -> None:
    headers = [(b"content-type", kind), (b"cache-control", b"no-cache"), (b"etag", tag)]
    headers.append((b"x-content-type-options", b"nosniff"))
    known = heard_of(scope).get(b"if-none-match", b"")
    is_known = tag in {one.strip().removeprefix(b"W/") for one in known.split(b",")}
    await send({"type": "http.response.start", "status": 304 if is_known else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_known or scope["method"] == "HEAD" else content})
