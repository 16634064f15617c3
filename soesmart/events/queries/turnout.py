"""How many voted where."""

from django.db.models import Count

from soesmart.events.models import Ballot, Round, Voter
from soesmart.events.rules import Channel, RoundState


def turnout_of(round_: Round) -> dict[str, int]:
    """By channel, all of them: of an open round counted now, else as the marker found them."""
    if round_.state == RoundState.OPEN:
        return voted_in(round_)
    return {Channel.HALL: round_.ballots_hall, Channel.STREAM: round_.ballots_stream}


def voted_in(round_: Round) -> dict[str, int]:
    """By channel, all of them: the ballots, or of a secret round the voters. One query."""
    rows = (Voter if round_.secret else Ballot).objects.filter(round=round_)
    groups = dict(rows.order_by().values_list("channel").annotate(Count("pk")))
    return {channel: groups.get(channel, 0) for channel in Channel}
