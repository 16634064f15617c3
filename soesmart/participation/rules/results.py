"""What the counts of an idea say, in words and as the parts of a bar. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from soesmart.core.numbers import format_number
from soesmart.participation.rules.formats import Voting
from soesmart.participation.rules.opinions import Ballot, Counts, amount_german


@dataclass(frozen=True)
class Part:
    """A stretch of the bar, in percent of its length, as SVG writes numbers. kind: agree, pass, disagree, total."""

    kind: str
    x: str
    width: str


@dataclass(frozen=True)
class Result:
    """What was thought of an idea, on all channels or on one."""

    ballot: Ballot
    counts: Counts

    @property
    def words(self) -> list[tuple[str, str]]:
        """Kind and words of every figure: ("agree", "34 dafür")."""
        counts, said = self.counts, []
        match self.ballot.voting:
            case Voting.AGREE:
                said += [("agree", f"{format_number(counts.agree)} dafür")]
                said += [("disagree", f"{format_number(counts.disagree)} dagegen")]
                said += [("pass", f"{format_number(counts.passed)} übersprungen")]
            case Voting.SUPPORT:
                said += [("total", f"{format_number(counts.voices)} unterstützen das")]
            case Voting.STARS:
                said += [("total", f"{average_german(counts)} von 5 Sternen"), ("voices", voices_german(counts.voices))]
            case Voting.POINTS | Voting.BUDGET:
                said += [("total", amount_german(self.ballot, counts.total)), ("voices", voices_german(counts.voices))]
            case _:
                return []
        if self.ballot.with_important and counts.important:
            said.append(("important", f"{format_number(counts.important)}-mal wichtig"))
        return said

    @property
    def line(self) -> str:
        """The words in one line, in the order of the bar."""
        order = {"agree": 0, "pass": 1, "disagree": 2}
        return ", ".join(said for _, said in sorted(self.words, key=lambda row: order.get(row[0], 3)))

    @property
    def parts(self) -> list[Part]:
        """Agree from the left, disagree from the right; stars as a share of five; nothing for what has no whole."""
        counts = self.counts
        if not counts.voices:
            return []
        if self.ballot.voting == Voting.STARS:
            return [Part("total", "0", f"{20 * counts.total / counts.voices:.1f}")]
        if self.ballot.voting != Voting.AGREE:
            return []
        agree, passed = (round(100 * part / counts.voices, 1) for part in (counts.agree, counts.passed))
        rows = [("agree", 0.0, agree), ("pass", agree, passed), ("disagree", agree + passed, 100 - agree - passed)]
        return [Part(kind, f"{x:.1f}", f"{width:.1f}") for kind, x, width in rows if width >= 0.1]


def sum_of(rows: Iterable[Counts]) -> Counts:
    """All channels together."""
    parts = [row.parts() for row in rows]
    return Counts(*(sum(column) for column in zip(*parts, strict=True))) if parts else Counts()


def average_german(counts: Counts) -> str:
    """ "4,2"; "0" while nobody gave any."""
    return format_number(Decimal(counts.total) / counts.voices, 1) if counts.voices else "0"


def voices_german(number: int) -> str:
    return "1 Stimme" if number == 1 else f"{format_number(number)} Stimmen"
