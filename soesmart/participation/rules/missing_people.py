"""Who takes part less than one would expect from the register. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST_DIFFERENCE = 3.0  # percentage points; less is not worth a sentence
FEW, MANY = 0.75, 1.33  # of the share in the register


class Standing(StrEnum):
    """How a part of the town is represented."""

    MISSING = "missing"
    FITTING = "fitting"
    STRONG = "strong"

    @property
    def label(self) -> str:
        return {"missing": "fehlen", "fitting": "passend vertreten", "strong": "stark vertreten"}[self.value]


@dataclass(frozen=True)
class Part:
    """A district, an age band, or several that are shown together.

    people: who took part and said so; of: all who did; registered, all_registered: the same in the register.
    where: what the register covers, like "in der Stadt".
    """

    label: str
    words: str
    people: int
    of: int
    registered: int
    all_registered: int
    where: str = "in der Stadt"

    @property
    def share(self) -> float:
        """Of all who took part and said so, in percent."""
        return 100 * self.people / self.of

    @property
    def town_share(self) -> float:
        return 100 * self.registered / self.all_registered if self.all_registered else 0.0

    @property
    def standing(self) -> Standing:
        difference = self.share - self.town_share
        if abs(difference) < LEAST_DIFFERENCE:
            return Standing.FITTING
        if self.share <= FEW * self.town_share:
            return Standing.MISSING
        return Standing.STRONG if self.share >= MANY * self.town_share else Standing.FITTING

    @property
    def sentence(self) -> str:
        """ "Menschen ab 75 fehlen: 3 von 100 Teilnehmenden, 11 von 100 in der Stadt."."""
        verb = "fehlen" if self.standing == Standing.MISSING else f"sind {self.standing.label}"
        return (
            f"{self.words} {verb}: {_of_hundred(self.share)} von 100 Teilnehmenden, "
            f"{_of_hundred(self.town_share)} von 100 {self.where}."
        )


def _of_hundred(share: float) -> str:
    return "weniger als 1" if 0 < share < 0.5 else f"{share:.0f}"


def most_missing(parts: Sequence[Part]) -> list[Part]:
    """Those who are missing, the largest gap first."""
    missing = [part for part in parts if part.standing == Standing.MISSING]
    return sorted(missing, key=lambda part: part.share - part.town_share)


def ages_together(keys: Sequence[str]) -> tuple[str, str]:
    """Label and words of neighbouring age bands: ("unter 30", "Menschen unter 30")."""
    first, last = keys[0], keys[-1]
    low, high = first.split("-")[0], last.split("-")[-1]
    if first == "under-18" and last == "75-plus":
        return "alle", "Menschen jeden Alters"
    if first == "under-18":
        young = "18" if last == "under-18" else str(int(high) + 1)
        return f"unter {young}", f"Menschen unter {young}"
    if last == "75-plus":
        return ("75 und älter" if first == last else f"{low} und älter"), f"Menschen ab {low}"
    return f"{low} bis {high}", f"Menschen von {low} bis {high}"
