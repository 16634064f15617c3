"""What somebody said of an idea, in words. Pure."""

from soesmart.participation.rules.formats import Voting
from soesmart.participation.rules.opinions import AGREE, DISAGREE, Ballot, amount_german


def said_german(ballot: Ballot, value: int, *, important: bool) -> str:
    """ "zugestimmt, als wichtig markiert", "abgelehnt", "3 Punkte", "4 von 5 Sternen"."""
    match ballot.voting:
        case Voting.AGREE:
            said = {AGREE: "zugestimmt", DISAGREE: "abgelehnt"}.get(value, "übersprungen")
        case Voting.SUPPORT:
            said = "unterstützt"
        case Voting.STARS:
            said = f"{value} von 5 Sternen"
        case _:
            said = amount_german(ballot, value)
    return f"{said}, als wichtig markiert" if important else said
