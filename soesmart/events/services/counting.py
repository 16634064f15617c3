"""The recount: the one result of a round that counts, from the stored ballots, sealed by a digest."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict
from soesmart.events.models import Ballot, Round, SecretBallot, Voter
from soesmart.events.queries.turnout import voted_in
from soesmart.events.rules import Channel, RoundState, choice_from
from soesmart.events.rules.digests import UNTOLD, Line, digest_of, sealed_choice
from soesmart.events.rules.small_groups import are_told_apart
from soesmart.events.services import traces
from soesmart.events.services.secret_ballots import empty_box
from soesmart.events.services.stage import set_stage
from soesmart.methods.tally import results_of, tally_for


@dataclass(frozen=True)
class Recount:
    """What the stored ballots say. result: {"all", "hall", "stream"}, the last two None where too few voted."""

    hall: int
    stream: int
    result: dict[str, Any]
    digest: str


def count_round(*, round_: Round, at: datetime) -> Round:
    """Count a closed round and seal it; a second time nothing changes. Secret rounds: their box is emptied first.

    Conflict while the round is open, and when it was discarded.
    """
    state = Round.objects.values_list("state", flat=True).get(pk=round_.pk)
    if not round_.secret or state != RoundState.CLOSED:
        return _sealed(round_, at)
    empty_box(round_)
    counted = _sealed(round_, at)
    traces.leave_none(Voter, SecretBallot)  # last, for the hall waits for the result and not for this
    return counted


@transaction.atomic
def _sealed(round_: Round, at: datetime) -> Round:
    row = Round.objects.select_for_update(of=("self",)).select_related("event__municipality", "item").get(pk=round_.pk)
    if row.state == RoundState.COUNTED:
        return row
    if row.state != RoundState.CLOSED:
        raise Conflict("round.not_closed", "Ausgezählt wird erst, wenn die Abstimmung geschlossen ist.")
    found = recounted(row)
    row.ballots_hall, row.ballots_stream = found.hall, found.stream
    row.result, row.digest = found.result, found.digest
    row.state, row.counted_at = RoundState.COUNTED, at
    row.save(update_fields=["ballots_hall", "ballots_stream", "result", "digest", "state", "counted_at"])
    set_stage(event=row.event)
    facts = {"hall": found.hall, "stream": found.stream, "digest": row.digest}
    audit("system:count", "events.round.counted", row, town=row.event.municipality.slug, at=at, **facts)
    return row


def recounted(round_: Round) -> Recount:
    """The ballots of a closed round, read and counted one by one. Same ballots, same recount. At most four queries.

    ValueError when a ballot is not one that the item allows, or a secret round has not one ballot for every voter.
    """
    voted = voted_in(round_)
    hall, stream = voted[Channel.HALL], voted[Channel.STREAM]
    result, digest = _counted(round_, _tells_apart(round_, hall, stream))
    if result["all"]["ballots"] != hall + stream:
        raise ValueError(f"round {round_.pk}: {hall + stream} voters, but {result['all']['ballots']} ballots")
    return Recount(hall, stream, result, digest)


def _tells_apart(round_: Round, hall: int, stream: int) -> bool:
    """Of a sealed result: as it was sealed, for the smallest group may grow afterwards."""
    if round_.state == RoundState.COUNTED:
        return bool((round_.result or {}).get("hall"))
    return are_told_apart(hall, stream, round_.event.smallest_group)


def drift_of(round_: Round) -> str:
    """What a counted round says and its ballots do not; "" when a recount finds exactly what was sealed."""
    try:
        found = recounted(round_)
    except ValueError as error:
        return str(error)
    pairs = {
        "Saal": (round_.ballots_hall, found.hall),
        "Stream": (round_.ballots_stream, found.stream),
        "Prüfsumme": (round_.digest, found.digest),
        "Ergebnis": (_plain(round_.result), _plain(found.result)),
    }
    wrong = [name for name, (stored, counted) in pairs.items() if stored != counted]
    return f"Runde {round_} ({round_.pk}): nicht wie gezählt: {', '.join(wrong)}" if wrong else ""


def _plain(result: object) -> str:
    """One spelling for what the databases give back differently."""
    return json.dumps(result, sort_keys=True)


def _counted(round_: Round, apart: bool) -> tuple[dict[str, Any], str]:
    kind, bounds = round_.item.kind, round_.item.bounds()
    tallies = {channel: tally_for(kind, bounds) for channel in (Channel.HALL, Channel.STREAM)}
    lines = []
    for receipt, channel, choice in stored_ballots(round_):
        # Ballots without a channel are counted with either: only the sum of both is told then.
        tallies[Channel(channel or Channel.HALL)].add(choice_from(choice))
        lines.append(Line(receipt, channel if apart else UNTOLD, sealed_choice(kind, choice)))
    result: dict[str, Any] = dict(results_of(tallies[Channel.HALL], tallies[Channel.STREAM]))
    if not apart:
        result |= {"hall": None, "stream": None}
    return result, digest_of(lines)


def stored_ballots(round_: Round) -> Iterator[tuple[str, str, str]]:
    """Receipt, channel and canonical choice of every ballot, in no order that tells when it was cast. One query."""
    rows = (SecretBallot if round_.secret else Ballot).objects.filter(round=round_)
    return rows.order_by("receipt").values_list("receipt", "channel", "choice").iterator(2000)
