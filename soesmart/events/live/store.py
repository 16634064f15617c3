"""The database part of the box: a batch of papers in one transaction that also checks that their round is open.

The round's row is locked first, so that a batch comes wholly before the close or wholly after it, whichever process
it comes from, and so that the keys of a round's ballots grow in the order in which they were stored. That is why
"the ballots after this key" are all that are new, on both databases.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery
from django_scopes import scopes_disabled

from soesmart.core.prepared import Blank, prepared
from soesmart.events.credentials import receipt_for
from soesmart.events.live.papers import Outcome, Paper, Status
from soesmart.events.live.statements import Written, insert_ballots, insert_voters
from soesmart.events.models import Ballot, Round, SecretBallot, Voter
from soesmart.events.rules import Channel, RoundState
from soesmart.events.services.secret_ballots import opened, seal

News = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the row of a round says at the moment of a batch. last: the key of its newest ballot, 0 without any."""

    event: int
    is_open: bool
    secret: bool
    opens: dict[Channel, datetime]
    closes: dict[Channel, datetime | None]
    last: int


@dataclass(frozen=True, slots=True)
class Deposit:
    """What became of the papers of one round, in their order.

    last: the key of the newest ballot afterwards. news: channel and choice of every ballot after the key that was
    known before, whichever process stored it; of a secret round the channel only.
    """

    outcomes: list[Outcome]
    last: int
    news: News


@contextmanager
def durably() -> Iterator[None]:
    """One transaction that is on the disk, not only with the system, once it is over."""
    exact = connection.vendor == "sqlite" and not connection.in_atomic_block
    if exact:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
    try:
        with transaction.atomic():
            yield
    finally:
        if exact:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=NORMAL")


def deposit(round_: int, papers: Sequence[Paper], known: int | None = None) -> Deposit:
    """Store the papers of one round; inside the caller's transaction. known: key up to which news are known already;
    None: nobody asks for them.
    """
    with scopes_disabled():
        frame = _frame(round_)
        if frame is None:
            return Deposit([Outcome(Status.UNKNOWN)] * len(papers), 0, [])
        verdicts = [_verdict(paper, frame) for paper in papers]
        receipts = [receipt_for(round_, paper.voter.digest, paper.nonce) for paper in papers]
        fit = [number for number, verdict in enumerate(verdicts) if verdict is Status.STORED]
        done = _insert(round_, frame, [papers[number] for number in fit], [receipts[number] for number in fit])
        last = max(frame.last, done.last if done.rows else 0)
        if done.rows == len(papers):
            outcomes = [Outcome(Status.STORED, receipt) for receipt in receipts]
        else:
            outcomes = _sorted_out(round_, frame, papers, receipts, verdicts)
        return Deposit(outcomes, last, _news(round_, frame, papers, outcomes, known, last))


@prepared
def _locked_round() -> "QuerySet[Round]":
    """A round, its row locked, with the keys of its newest ballot and voter."""
    newest = {
        name: Subquery(rows.objects.filter(round=OuterRef("pk")).order_by("-pk").values("pk")[:1])
        for name, rows in (("last_ballot", Ballot), ("last_voter", Voter))
    }
    found = Round.objects.filter(pk=Blank("pk", BigIntegerField())).order_by()
    return found.select_for_update(of=("self",)).annotate(**newest)


def _frame(round_: int) -> Frame | None:
    """The round with its row locked against the close; None when there is no such round."""
    row = _locked_round.first(pk=round_)
    if row is None:
        return None
    return Frame(
        event=row.event_id,
        is_open=row.state == RoundState.OPEN,
        secret=row.secret,
        opens={Channel.HALL: row.opened_at, Channel.STREAM: row.stream_opens_at},
        closes={Channel.HALL: row.hall_closes_at, Channel.STREAM: row.stream_closes_at},
        last=vars(row)["last_voter" if row.secret else "last_ballot"] or 0,
    )


def _verdict(paper: Paper, frame: Frame) -> Status:
    """STORED: may be stored. The same as rules.is_taken, and which side of the time it is on.

    A paper without a choice only asks what became of it: its round was not open when it came.
    """
    if paper.event != frame.event or paper.voter.event != frame.event:
        return Status.UNKNOWN
    closes = frame.closes[paper.voter.channel]
    if not (frame.is_open and paper.choice) or (closes is not None and paper.arrived_at >= closes):
        return Status.LATE
    return Status.EARLY if paper.arrived_at < frame.opens[paper.voter.channel] else Status.STORED


def _insert(round_: int, frame: Frame, papers: Sequence[Paper], receipts: Sequence[str]) -> Written:
    if not papers:
        return Written(0, 0)
    with connection.cursor() as cursor:
        if frame.secret:
            sealed = [
                (paper.voter.digest, paper.voter.channel.value, seal(round_, paper.choice, receipt))
                for paper, receipt in zip(papers, receipts, strict=True)
            ]
            return insert_voters(cursor, connection.vendor, round_, sealed)
        rows = [
            (
                paper.voter.digest,
                paper.voter.channel.value,
                paper.choice,
                receipt,
                str(paper.arrived_at.astimezone(UTC))[:-6],
            )
            for paper, receipt in zip(papers, receipts, strict=True)
        ]
        return insert_ballots(cursor, connection.vendor, round_, rows)


def _sorted_out(
    round_: int, frame: Frame, papers: Sequence[Paper], receipts: Sequence[str], verdicts: Sequence[Status]
) -> list[Outcome]:
    """Who is in the box, and with which receipt: told apart when not every paper of a batch was new."""
    stored = _stored(round_, frame, papers, receipts)
    outcomes: list[Outcome] = []
    met: set[str] = set()
    for paper, receipt, verdict in zip(papers, receipts, verdicts, strict=True):
        held = stored.get(paper.voter.digest)
        if verdict is Status.UNKNOWN or held is None:
            outcomes.append(Outcome(Status.UNKNOWN if verdict is Status.STORED else verdict))
        elif held[0] != receipt:
            outcomes.append(Outcome(Status.ALREADY))
        else:
            is_new = held[1] > frame.last and receipt not in met
            outcomes.append(Outcome(Status.STORED if is_new else Status.AGAIN, receipt))
            met.add(receipt)
    return outcomes


def _stored(round_: int, frame: Frame, papers: Sequence[Paper], receipts: Sequence[str]) -> dict[str, tuple[str, int]]:
    """Receipt and key of the ballot of each of these voters; "" for a receipt that nobody can tell any more."""
    digests = {paper.voter.digest for paper in papers}
    if not frame.secret:
        rows = Ballot.objects.filter(round=round_, credential__in=digests)
        return {digest: (receipt, key) for digest, receipt, key in rows.values_list("credential", "receipt", "pk")}
    voters = Voter.objects.filter(round=round_, credential__in=digests).values_list("credential", "envelope", "pk")
    # Once the envelopes are opened nothing links voter and ballot but the nonce, which only the voter's device has.
    shuffled = set(SecretBallot.objects.filter(round=round_, receipt__in=receipts).values_list("receipt", flat=True))
    own = {paper.voter.digest: receipt for paper, receipt in zip(papers, receipts, strict=True) if receipt in shuffled}
    return {
        digest: (opened(round_, bytes(envelope))[1] if envelope else own.get(digest, ""), key)
        for digest, envelope, key in voters
    }


def _news(
    round_: int, frame: Frame, papers: Sequence[Paper], outcomes: Sequence[Outcome], known: int | None, last: int
) -> News:
    if known is None or known >= last:
        return []
    if known == frame.last:
        return [
            (paper.voter.channel.value, "" if frame.secret else paper.choice)
            for paper, outcome in zip(papers, outcomes, strict=True)
            if outcome.status is Status.STORED
        ]
    return _read(round_, frame.secret, known, last)


def _read(round_: int, secret: bool, known: int, last: int) -> News:
    """Channel and choice of the stored ballots after one key and up to another."""
    return [(channel, choice) for channel, choice, _ in _rows(round_, secret, pk__gt=known, pk__lte=last)]


def news_after(round_: int, known: int, *, secret: bool) -> tuple[News, int]:
    """What was stored after a key, and the newest key."""
    with scopes_disabled():
        rows = _rows(round_, secret, pk__gt=known)
    return [(channel, choice) for channel, choice, _ in rows], rows[-1][2] if rows else known


def _rows(round_: int, secret: bool, **span: int) -> list[tuple[str, str, int]]:
    if secret:
        voters = Voter.objects.filter(round=round_, **span).order_by("pk")
        return [(channel, "", key) for channel, key in voters.values_list("channel", "pk")]
    return list(Ballot.objects.filter(round=round_, **span).order_by("pk").values_list("channel", "choice", "pk"))
