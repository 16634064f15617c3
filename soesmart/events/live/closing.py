"""The end of a round: the marker has passed, no ballot is taken any more, then all are counted."""

from datetime import datetime, timedelta

from django.db import transaction
from django_scopes import scope, scopes_disabled

from soesmart.events.models import Round
from soesmart.events.queries.turnout import voted_in
from soesmart.events.rules import Channel, RoundState
from soesmart.events.services.counting import count_round
from soesmart.events.services.rounds import finish_round


def close_if_over(round_: int, at: datetime) -> bool:
    """Close an open round whose time is over for the stream too; True if it was closed here and now.

    The row is locked first, as for a batch of ballots: whatever was stored is counted, whatever comes later is late.
    """
    row = _round(round_)
    if row is None:
        return False
    with scope(municipality=row.event.municipality), transaction.atomic():
        row = Round.objects.select_for_update(of=("self",)).select_related("event").get(pk=round_)
        if row.state != RoundState.OPEN or row.stream_closes_at is None or row.stream_closes_at > at:
            return False
        voted = voted_in(row)
        return finish_round(round_=row, at=at, hall=voted[Channel.HALL], stream=voted[Channel.STREAM])


def count(round_: int, at: datetime) -> None:
    """Count a closed round; nothing to do for one that is open, counted or discarded."""
    row = _round(round_)
    if row is None:
        return
    with scope(municipality=row.event.municipality):
        if Round.objects.filter(pk=round_, state=RoundState.CLOSED).exists():
            count_round(round_=row, at=at)


def overdue(at: datetime, grace: timedelta) -> list[int]:
    """Across towns: rounds that should be closed, or counted, for longer than `grace`. One query."""
    before = at - grace
    with scopes_disabled():
        left = Round.objects.filter(state=RoundState.OPEN, stream_closes_at__lt=before)
        left |= Round.objects.filter(state=RoundState.CLOSED, closed_at__lt=before)
        return list(left.order_by("pk").values_list("pk", flat=True))


def _round(round_: int) -> Round | None:
    with scopes_disabled():
        return Round.objects.select_related("event__municipality", "item").filter(pk=round_).first()
