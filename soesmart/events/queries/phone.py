"""What one voter must know of the round that is shown."""

from datetime import datetime

from soesmart.events.credentials import Voter
from soesmart.events.models import Ballot, Round
from soesmart.events.models import Voter as SecretVoter
from soesmart.events.rules import Channel


def receipt_of(round_: object, voter: Voter) -> str | None:
    """Her receipt, "" where the round is secret (only her device knows it), None while she has not voted. One query."""
    if not isinstance(round_, Round):
        return None
    if round_.secret:
        return "" if SecretVoter.objects.filter(round=round_, credential=voter.digest).exists() else None
    return Ballot.objects.filter(round=round_, credential=voter.digest).values_list("receipt", flat=True).first()


def is_early(round_: object, voter: Voter, at: datetime) -> bool:
    """Whether the hall votes already, and she cannot have seen the question on the stream."""
    return isinstance(round_, Round) and voter.channel == Channel.STREAM and at < round_.stream_opens_at


def is_late(round_: object, voter: Voter, at: datetime) -> bool:
    """Whether the time is up where she sits."""
    if not isinstance(round_, Round):
        return False
    closes = round_.hall_closes_at if voter.channel == Channel.HALL else round_.stream_closes_at
    return closes is not None and closes <= at
