"""What the screens are told: one text for all streams of a face."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from soesmart.events.live.facts import EventFacts, RoundFacts
from soesmart.events.live.ledger import Ledger
from soesmart.events.rules import Channel, RoundState, Showing


class Face(StrEnum):
    """PHONE: in everybody's hand. STAGE: projector and console, which also see the tally while it grows."""

    PHONE = "telefon"
    STAGE = "leinwand"


def milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def told(face: Face, facts: EventFacts, ledger: Ledger | None, people: Mapping[str, int]) -> dict[str, Any]:
    """A snapshot without its number, time and lag: what decides whether there is anything new."""
    return {
        "v": facts.version,
        "showing": facts.showing.value,
        "item": facts.item,
        "round": _round(facts.round) if facts.round else None,
        "people": dict(people),
        "ballots": dict(_ballots(facts.round, ledger)) if facts.round else None,
        "tally": _tally(face, facts, ledger),
    }


def written(number: int, at: int, lag: int, rest: Mapping[str, Any]) -> bytes:
    """at: server time, milliseconds. lag: how long the last ballots waited for their answer, milliseconds."""
    whole = {"n": number, "now": at, "lag": lag, **rest}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _round(round_: RoundFacts) -> dict[str, Any]:
    def times(channel: Channel) -> dict[str, int | None]:
        closes = round_.closes[channel]
        return {"opens": milliseconds(round_.opens[channel]), "closes": milliseconds(closes) if closes else None}

    places = {channel.value: times(channel) for channel in Channel}
    return {"pk": round_.pk, "state": round_.state.value, **places}


def _ballots(round_: RoundFacts, ledger: Ledger | None) -> Mapping[str, int]:
    return ledger.counts if ledger is not None and round_.state != RoundState.COUNTED else round_.stored


def _tally(face: Face, facts: EventFacts, ledger: Ledger | None) -> Mapping[str, Any] | None:
    round_ = facts.round
    if round_ is None or round_.state == RoundState.DISCARDED:
        return None
    is_result = facts.showing == Showing.RESULT and round_.is_shown
    if not is_result and (face is Face.PHONE or not round_.shows_live):
        return None
    if round_.state == RoundState.COUNTED:
        return round_.result
    return ledger.told(facts.smallest_group, round_.hidden) if ledger and face is Face.STAGE else None
