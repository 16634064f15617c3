"""What a group of opinion says, in numbers and German words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

NUMBERS = {2: "Zwei", 3: "Drei", 4: "Vier", 5: "Fünf"}
UNITED = 60  # percent for (or against) it in every group, to say that it unites them


@dataclass(frozen=True)
class Share:
    """Of those for or against it, how many percent are for it; None where too few spoke to tell."""

    percent: int | None

    @property
    def german(self) -> str:
        """ "78 %", or a dash where too few spoke."""
        return "–" if self.percent is None else f"{self.percent}\N{NARROW NO-BREAK SPACE}%"

    @property
    def against(self) -> int | None:
        return None if self.percent is None else 100 - self.percent


NOT_TOLD = Share(None)


def share_of(tally: Sequence[int] | None, smallest: int) -> Share:
    """tally: agreed, disagreed, passed; fewer than `smallest` for or against tell nothing."""
    if tally is None or tally[0] + tally[1] < max(smallest, 1):
        return NOT_TOLD
    return Share(round(100 * tally[0] / (tally[0] + tally[1])))


def together(tallies: Sequence[Sequence[int] | None]) -> tuple[int, int, int]:
    """The sum of several groups."""
    known = [tally for tally in tallies if tally]
    return (sum(row[0] for row in known), sum(row[1] for row in known), sum(row[2] for row in known))


def unites(shares: Sequence[Share], *, against: bool = False) -> bool:
    """Whether all groups are clearly for it, or all clearly against it."""
    values = [share.against if against else share.percent for share in shares]
    return bool(values) and all(value is not None and value >= UNITED for value in values)


def apart(shares: Sequence[Share]) -> int:
    """Percentage points between the group that agrees most and the one that agrees least."""
    known = [share.percent for share in shares if share.percent is not None]
    return max(known) - min(known) if len(known) > 1 else -1


def groups_german(number: int) -> str:
    """ "Zwei Gruppen", "Keine getrennten Gruppen"."""
    return f"{NUMBERS.get(number, str(number))} Gruppen" if number > 1 else "Keine getrennten Gruppen"
