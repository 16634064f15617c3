"""Numbers, costs and chances of one indicator as people read them."""

from decimal import Decimal
from fractions import Fraction

from soesmart.core.numbers import MINUS, NARROW_SPACE, format_euro, format_number, with_unit
from soesmart.strategy.rating.assessment import Assessment
from soesmart.strategy.rating.words import Say, signed
from soesmart.strategy.rules import Direction
from soesmart.strategy.sheet.decision import Cost

PERCENT = ("%", "Prozent")
STEPS: dict[str | None, tuple[str, str]] = {
    Direction.UP: ("+", "zu heben"),
    Direction.DOWN: (MINUS, "zu senken"),
}
MILLION = 100_000_000
EURO = f"{NARROW_SPACE}€"
MILLIONS = "\N{NO-BREAK SPACE}Mio.\N{NO-BREAK SPACE}€"


class Numbers:
    """Writes the numbers of an indicator: `say` with its unit, `bare` without."""

    def __init__(self, assessment: Assessment) -> None:
        indicator = assessment.indicator
        self.assessment = assessment
        self.decimals, self.unit = indicator.decimals, indicator.said_unit
        self.say, self.bare = Say(self.decimals, self.unit), Say(self.decimals)
        is_percent = self.unit.startswith(PERCENT)
        self.unit_of_effects = "Prozentpunkten" if is_percent else indicator.unit
        # No "per unit": a tonne per head is no tonne, and what is named is a step of the whole town's figure.
        sign, self.way = STEPS.get(indicator.direction, ("", "zu ändern"))
        self.step_sign = f"{sign}1"
        self.step_unit = "Prozentpunkt" if is_percent else self.unit

    @property
    def step(self) -> str:
        """A change of one in the wanted direction, whose price measures are compared by."""
        return with_unit(self.step_sign, self.step_unit)

    @property
    def step_told(self) -> str:
        """What the price of a step means."""
        change = with_unit("1", self.step_unit)
        return f"Zum Vergleichen umgerechnet: was es kosten würde, den Wert um {change} {self.way}."

    def effect(self, value: Decimal | Fraction) -> str:
        """A change with its sign, without its unit."""
        number = Fraction(value)
        more = next((more for more in (1, 2, 4) if abs(number) * 10 ** (self.decimals + more) >= 1), 1)
        return signed(self.plain(number, self.decimals + more, strip=True), number)

    def costs(self, cost: Cost) -> str:
        """The range of a sum, and how many have no price yet."""
        text = self.cost_text(cost.low, cost.high) if cost.high else ""
        if cost.open_ones:
            rest = f"{cost.open_ones} ohne Kosten"
            text = f"{text}, dazu {rest}" if text else "offen"
        return text

    def cost_text(self, low: int | None, high: int | None) -> str:
        if low is None or high is None:
            return "offen"
        one, other = _euros(min(low, high)), _euros(max(low, high))
        if one == other:
            return one
        return f"{one.removesuffix(MILLIONS) if other.endswith(MILLIONS) else one.removesuffix(EURO)} bis {other}"

    @staticmethod
    def plain(value: Decimal | Fraction, places: int, *, strip: bool = False) -> str:
        """Rounded; strip: without zeros at its end."""
        number = Fraction(value)
        text = format_number(Decimal(number.numerator) / Decimal(number.denominator), places)
        return text.rstrip("0").rstrip(",") if strip and "," in text else text


def _euros(cents: int) -> str:
    """Two places of millions, whole euros from a hundred on: more would pretend to be exact."""
    if cents >= MILLION:
        return f"{format_number(round(Decimal(cents) / MILLION, 2))}{MILLIONS}"
    return format_euro(round(cents, -2) if cents >= 10_000 else cents)
