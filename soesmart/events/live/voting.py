"""POST /live/abend/<event>/stimme: a ballot, answered once it is stored."""

import re
import uuid
from typing import Any

from soesmart.core import clock
from soesmart.core.livepaths import Receive, Scope, Send, refuse_method
from soesmart.core.refusals import Refused
from soesmart.events.live.answers import send_outcome
from soesmart.events.live.engine import Engine
from soesmart.events.live.facts import RoundFacts
from soesmart.events.live.hub import Hub
from soesmart.events.live.papers import TEXTS, Paper, Status
from soesmart.events.live.requests import (
    Turned,
    body_of,
    check_form,
    check_site,
    check_town,
    fields_of,
    heard_of,
    voter_in,
)
from soesmart.events.live.writer import BoxFailed
from soesmart.events.rules import canonical, choice_of

# Papers that may wait for the disk; beyond it phones are asked to try again a little later.
MOST_WAITING = 20_000
LONGEST_CHOICE = 2_000
BUSY = "Gerade stimmen sehr viele ab. Ihre Stimme ist noch nicht gespeichert, bitte gleich noch einmal senden."
FAILED = "Ihre Stimme ließ sich gerade nicht speichern. Bitte gleich noch einmal senden; sie zählt nur einmal."

_NONCE = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").fullmatch


async def vote(engine: Engine, hub: Hub, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["method"] != "POST":
        return await refuse_method(scope, send, "POST")
    heard = heard_of(scope)
    check_site(heard, check_town(heard, hub))
    body = await body_of(receive, check_form(heard))
    arrived = clock.now()
    voter = voter_in(heard, hub.facts.pk)
    if voter is None:
        raise Turned(403, "live.no_voter", "Bitte nehmen Sie zuerst an der Veranstaltung teil.")
    if engine.writer.waiting > MOST_WAITING:
        raise Turned(503, "live.busy", BUSY)
    round_, nonce, choice = _read_short(hub.facts.open_round, body) or await _read(engine, hub, body)
    try:
        outcome = await engine.cast(Paper(hub.facts.pk, round_, voter, nonce, choice, arrived))
    except BoxFailed:
        raise Turned(503, "live.failed", FAILED) from None
    return await send_outcome(send, outcome, arrived)


def _read_short(round_: RoundFacts | None, body: bytes) -> tuple[int, str, str] | None:
    """Round, nonce and canonical choice of the form that nearly all send: three fields, one of them one number. None
    for any other.
    """
    if round_ is None or body.count(b"&") != 2:
        return None
    fields = {name: value for name, _, value in [part.partition(b"=") for part in body.split(b"&")]}
    nonce, choice = fields.get(b"nonce", b""), round_.choices.get(fields.get(b"choice", b""))
    if fields.get(b"round") != round_.key or not choice or not _NONCE(nonce):
        return None
    return round_.pk, nonce.decode(), choice


async def _read(engine: Engine, hub: Hub, body: bytes) -> tuple[int, str, str]:
    """Round, nonce and canonical choice; the choice "" when the round is not open, so that nothing can be stored."""
    fields = fields_of(body)
    number, nonce = _one(fields.get("round")), _one(fields.get("nonce"))
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Turned(404, Status.UNKNOWN, TEXTS[Status.UNKNOWN])
    try:
        nonce = str(uuid.UUID(nonce))
    except ValueError:
        raise Refused("ballot.no_nonce", TEXTS[Status.UNKNOWN]) from None
    facts = await _round(engine, hub, int(number))
    if facts is None:
        return int(number), nonce, ""
    choice = canonical(choice_of(facts.kind, facts.bounds, fields))
    if len(choice.encode()) > LONGEST_CHOICE:
        raise Refused("ballot.too_long", "Das ist zu lang. Bitte schreiben Sie weniger.")
    return facts.pk, nonce, choice


async def _round(engine: Engine, hub: Hub, pk: int) -> RoundFacts | None:
    """The open round, if it is this one; looks once more when this process may not have heard of it yet."""
    facts = hub.facts.open_round
    if facts is None or facts.pk < pk:
        await engine.reread(hub.facts.pk)
        facts = hub.facts.open_round
    return facts if facts is not None and facts.pk == pk else None


def _one(values: Any) -> str:
    return values[0] if values and len(values) == 1 else ""
