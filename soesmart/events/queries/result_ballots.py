"""The published ballots of a counted round: what everybody may recount and hash."""

from collections.abc import Iterator

from soesmart.events.models import Ballot, SecretBallot
from soesmart.events.queries.results import Result
from soesmart.events.rules import ItemKind, choice_from
from soesmart.events.rules.digests import UNTOLD, Line, sealed_choice
from soesmart.events.services.counting import stored_ballots


def published_ballots(result: Result) -> Iterator[Line]:
    """In the order of their receipts. channel: UNTOLD where hall and stream are not told apart; choice: canonical, or
    as it is sealed where a moderator hid one of its words. One query.
    """
    for receipt, channel, choice in stored_ballots(result.round):
        yield Line(receipt, channel if result.is_apart else UNTOLD, _shown(result.kind, choice, result.hidden))


def sealed_lines(result: Result) -> Iterator[Line]:
    """The same with every choice as it is sealed: these lines give the digest. One query."""
    for receipt, channel, choice in stored_ballots(result.round):
        yield Line(receipt, channel if result.is_apart else UNTOLD, sealed_choice(result.kind, choice))


def ballot_with(result: Result, receipt: str) -> Line | None:
    """The published ballot with this receipt. One query."""
    rows = (SecretBallot if result.round.secret else Ballot).objects.filter(round=result.round, receipt=receipt)
    found = rows.values_list("receipt", "channel", "choice").first()
    if found is None:
        return None
    return Line(found[0], found[1] if result.is_apart else UNTOLD, _shown(result.kind, found[2], result.hidden))


def _shown(kind: ItemKind, choice: str, hidden: frozenset[str]) -> str:
    if hidden and any(str(word).lower() in hidden for word in choice_from(choice)):
        return sealed_choice(kind, choice)
    return choice
