"""Which opinions a campaign takes, and how one changes the counts. Pure."""

from dataclasses import dataclass

from soesmart.core.numbers import format_euro, format_number
from soesmart.participation.rules.formats import Voting

AGREE, PASS, DISAGREE = 1, 0, -1
MOST_STARS = 5


@dataclass(frozen=True)
class Ballot:
    """What a campaign asks for. limit: points or cents in all; limit_each: to one idea; 0 means no bound."""

    voting: Voting
    limit: int = 0
    limit_each: int = 0
    with_important: bool = False

    @property
    def is_shared_out(self) -> bool:
        """Whether what is given to one idea lacks for another."""
        return self.voting in (Voting.POINTS, Voting.BUDGET)


def fault_of(ballot: Ballot, value: int) -> str:
    """Why `value` cannot be an opinion in this campaign, in German; "" when it can."""
    match ballot.voting:
        case Voting.AGREE:
            return "" if value in (AGREE, PASS, DISAGREE) else "Bitte Zustimmen, Ablehnen oder Überspringen wählen."
        case Voting.SUPPORT:
            return "" if value == 1 else "Diese Idee lässt sich nur unterstützen."
        case Voting.STARS:
            return "" if 1 <= value <= MOST_STARS else f"Bitte 1 bis {MOST_STARS} Sterne geben."
        case Voting.POINTS | Voting.BUDGET:
            return _fault_of_share(ballot, value)
        case _:
            return "In dieser Beteiligung wird nur kommentiert."


def _fault_of_share(ballot: Ballot, value: int) -> str:
    if value < 1:
        return "Bitte mehr als null geben oder die Meinung zurückziehen."
    most = min(ballot.limit_each or ballot.limit, ballot.limit)
    if value > most:
        return f"Höchstens {amount_german(ballot, most)} für eine Idee."
    return ""


def amount_german(ballot: Ballot, value: int) -> str:
    """ "3 Punkte", "1 Punkt", "20.000 Euro"."""
    if ballot.voting == Voting.BUDGET:
        return format_euro(value)
    return "1 Punkt" if value == 1 else f"{format_number(value)} Punkte"


@dataclass(frozen=True)
class Counts:
    """What one opinion, or many, add to a tally."""

    voices: int = 0
    agree: int = 0
    disagree: int = 0
    passed: int = 0
    important: int = 0
    total: int = 0

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(*(mine - yours for mine, yours in zip(self.parts(), other.parts(), strict=True)))

    def parts(self) -> tuple[int, ...]:
        return (self.voices, self.agree, self.disagree, self.passed, self.important, self.total)

    @property
    def score(self) -> int:
        """By which ideas are ordered: agreed minus disagreed, or the sum of what was given."""
        return self.agree - self.disagree + self.total


def counts_of(voting: Voting, value: int, important: bool) -> Counts:
    """The counts of one opinion."""
    if voting == Voting.AGREE:
        return Counts(1, int(value == AGREE), int(value == DISAGREE), int(value == PASS), int(important), 0)
    return Counts(1, important=int(important), total=value)
