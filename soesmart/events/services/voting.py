"""A ballot that comes as a form: checked against its item, then into the box."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from soesmart.core.refusals import Refused
from soesmart.events.credentials import Voter
from soesmart.events.live.box import cast_from_thread
from soesmart.events.live.papers import TEXTS, Outcome, Paper, Status
from soesmart.events.models import Event, Round
from soesmart.events.rules import ItemKind, RoundState, canonical, choice_of


def vote_from_form(*, event: Event, voter: Voter, fields: Mapping[str, Sequence[str]], at: datetime) -> Outcome:
    """Cast what a form says: round, nonce, choice or option-<number>. at: when it reached the server.

    Refused("ballot.…") with words to put it right; TimeoutError when the box does not answer. Opens no transaction: the
    batch writer has its own, and no audit entry may say who votes when.
    """
    typed = next(iter(fields.get("round", ())), "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        return Outcome(Status.UNKNOWN)
    round_ = Round.objects.select_related("item").filter(pk=int(typed), event=event).first()
    if round_ is None or round_.state == RoundState.DISCARDED:
        return Outcome(Status.UNKNOWN)
    item = round_.item
    choice = choice_of(ItemKind(item.kind), item.bounds(), fields)
    paper = Paper(event.pk, round_.pk, voter, _nonce(fields), canonical(choice), at)
    return cast_from_thread(paper)


def _nonce(fields: Mapping[str, Sequence[str]]) -> str:
    try:
        return str(uuid.UUID(next(iter(fields.get("nonce", ())), "")))
    except ValueError:
        raise Refused("ballot.no_nonce", TEXTS[Status.UNKNOWN]) from None
