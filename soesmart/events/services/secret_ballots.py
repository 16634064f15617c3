"""Secret rounds: who voted and what was voted are stored apart.

While the round is open a ballot lies sealed beside its voter, so that nobody can vote twice and a restart loses
nothing; no tally is told, for whoever watches it grow sees what the last voter chose. At the close all envelopes are
opened at once; what was in them is stored without voter and time, in the order of receipts, which are random to
everybody without the key; the envelopes are gone. The key follows from the SECRET_KEY, which is not in the database.
What this keeps from whom, and what not: docs/decisions/0015-secret-ballots.md.
"""

import hmac
import json
import os
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from soesmart.core.refusals import Conflict, Refused
from soesmart.events.models import Round, SecretBallot, Voter
from soesmart.events.queries.turnout import voted_in
from soesmart.events.rules import Channel, RoundState
from soesmart.events.rules.small_groups import are_told_apart
from soesmart.events.services import traces

# All envelopes of a round have one length, so that it tells nothing. Words need more room than numbers; which of the
# two a round asks for is public.
ROOM_FOR_NUMBERS = 384
ROOM_FOR_WORDS = 2560
_NONCE = 12
_MASTER = hmac.digest(settings.SECRET_KEY.encode(), b"soesmart.events.envelope", sha256)
# Where too few sit in the hall or on the stream, what they voted is not kept apart from the others at all.
NOWHERE = ""


def seal(round_pk: int, choice: str, receipt: str) -> bytes:
    """An envelope for `Voter.envelope`: AES-256-GCM with a key per round; twice the same ballot looks unlike.

    choice: canonical. Refused("ballot.too_long") when it does not fit; no ballot of numbers is as long.
    """
    text = json.dumps([choice, receipt], ensure_ascii=False).encode()
    room = ROOM_FOR_WORDS if choice.startswith('["') else ROOM_FOR_NUMBERS
    if len(text) > room:
        raise Refused("ballot.too_long", "Das ist zu lang. Bitte schreiben Sie weniger.")
    nonce = os.urandom(_NONCE)
    return nonce + _cipher(round_pk).encrypt(nonce, text.ljust(room), _bound_to(round_pk))


def opened(round_pk: int, envelope: bytes) -> tuple[str, str]:
    """Choice and receipt from an envelope. ValueError when it was changed, or sealed for another round or key."""
    try:
        text = _cipher(round_pk).decrypt(envelope[:_NONCE], envelope[_NONCE:], _bound_to(round_pk))
    except InvalidTag:
        raise ValueError(f"an envelope of round {round_pk} does not open") from None
    choice, receipt = json.loads(text)
    return choice, receipt


def empty_box(round_: Round) -> None:
    """Open all envelopes of a closed secret round at once and keep what was in them without its voters.

    A second time there is nothing left to do. Conflict while the round is open or when it was discarded; ValueError
    when an envelope does not open: then nothing is stored, and none is lost. Afterwards: `traces.leave_none`.
    """
    traces.wipe_what_is_deleted()
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=round_.pk)
        if not row.secret or row.state not in (RoundState.CLOSED, RoundState.COUNTED):
            raise Conflict("round.box_closed", "Die Urne wird erst nach dem Ende der Abstimmung geleert.")
        full = Voter.objects.filter(round=row, envelope__isnull=False)
        _check_never_emptied(row, full.exists())
        SecretBallot.objects.bulk_create(_shuffled(row), batch_size=500)
        full.update(envelope=None)


def shred_discarded() -> None:
    """Throw away, unopened, what lies in the boxes of discarded rounds of the town."""
    full = Voter.objects.filter(round__state=RoundState.DISCARDED, envelope__isnull=False)
    if not full.exists():
        return
    traces.wipe_what_is_deleted()
    with transaction.atomic():
        full.update(envelope=None)
    traces.leave_none(Voter)


def _check_never_emptied(round_: Round, is_full: bool) -> None:
    if is_full and SecretBallot.objects.filter(round=round_).exists():
        # A second batch would be a small one in which few hide: no ballot is taken after the close, so this is a bug.
        raise ValueError(f"the box of round {round_.pk} was emptied before and has envelopes again")


def _shuffled(round_: Round) -> list[SecretBallot]:
    """All ballots in the order of their receipts, which has nothing to do with the order in which they came."""
    rows = Voter.objects.filter(round=round_, envelope__isnull=False).values_list("channel", "envelope")
    apart = tells_channels(round_)
    ballots = []
    for channel, envelope in rows.order_by().iterator(2000):
        choice, receipt = opened(round_.pk, bytes(envelope or b""))
        where = channel if apart else NOWHERE
        ballots.append(SecretBallot(round=round_, channel=where, choice=choice, receipt=receipt))
    return sorted(ballots, key=lambda ballot: ballot.receipt)


def tells_channels(round_: Round) -> bool:
    """Whether both hall and stream have enough voters for their ballots to be told apart. One query."""
    voted = voted_in(round_)
    return are_told_apart(voted[Channel.HALL], voted[Channel.STREAM], round_.event.smallest_group)


@lru_cache(maxsize=8)  # a round is sealed and opened by the thousand
def _cipher(round_pk: int) -> AESGCM:
    return AESGCM(hmac.digest(_MASTER, str(round_pk).encode(), sha256))


def _bound_to(round_pk: int) -> bytes:
    return f"round:{round_pk}".encode()
