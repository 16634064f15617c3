"""In which order the results of a campaign stand. Pure.

Few voices say little: 3 of 3 is no better result than 190 of 200. Where shares are compared, ideas are ordered by the
lower bound of the Wilson interval at 95 percent: the share one may be sure of with so many voices. Source: Wilson,
"Probable inference, the law of succession, and statistical inference", JASA 22 (1927); that it is sound for few voices:
Brown, Cai and DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16 (2001).
"""

from math import sqrt

from soesmart.participation.rules.formats import Voting
from soesmart.participation.rules.opinions import MOST_STARS, Counts

Z = 1.959964  # two-sided 95 percent


def wilson(successes: float, trials: int) -> float:
    """The lower bound of the interval, 0 to 1; 0 without trials."""
    if not trials:
        return 0.0
    share, spread = successes / trials, Z * Z / trials
    bound = share + spread / 2 - Z * sqrt((share * (1 - share) + spread / 4) / trials)
    return max(bound / (1 + spread), 0.0)


def strength(voting: Voting, counts: Counts, comments: int = 0) -> float:
    """By this the ideas are ordered, the largest first.

    Agreement: of those who agreed or disagreed. Stars: the mean as a share of the way from one star to five; a share
    between 0 and 1 varies at most as much as a yes or no, so the bound errs on the careful side.
    """
    match voting:
        case Voting.AGREE:
            return wilson(counts.agree, counts.agree + counts.disagree)
        case Voting.STARS:
            return wilson((counts.total - counts.voices) / (MOST_STARS - 1), counts.voices)
        case Voting.COMMENT:
            return comments
        case _:
            return counts.total


def is_thin(voting: Voting, counts: Counts, smallest: int) -> bool:
    """Whether so few spoke that a share means little: marked, and placed after all others."""
    return voting in (Voting.AGREE, Voting.STARS) and counts.voices < smallest


def rule_german(voting: Voting, smallest: int) -> str:
    """The rule of the order, for readers."""
    few = (
        f"Ideen mit weniger als {smallest} Stimmen stehen am Ende: So wenige sagen noch nichts über alle. Bei den "
        "anderen zählt nicht der Anteil allein, sondern auch, wie sicher er ist: Geordnet ist nach der unteren Grenze "
        "des Wilson-Intervalls (95 Prozent)."
    )
    match voting:
        case Voting.AGREE:
            return f"Zustimmung ist der Anteil derer, die dafür sind, an allen, die dafür oder dagegen sind. {few}"
        case Voting.STARS:
            return f"Gezeigt ist der Durchschnitt der Sterne. {few}"
        case Voting.SUPPORT:
            return "Geordnet nach der Zahl derer, die eine Idee unterstützen."
        case Voting.POINTS:
            return "Geordnet nach der Summe der Punkte."
        case Voting.BUDGET:
            return "Geordnet nach der Summe des Spielgeldes."
        case _:
            return "Geordnet nach der Zahl der Kommentare."
