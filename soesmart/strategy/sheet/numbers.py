"""Numbers, costs and chances of one indicator as people read them."""

from decimal import Decimal
from fractions import Fraction

from soesmart.core.numbers import NARROW_SPACE, format_euro, format_number
from soesmart.strategy.rating.assessment import Assessment
from soesmart.strategy.rating.words import Say, signed
from soesmart.strategy.sheet.decision import Cost

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
        is_percent = self.unit.startswith("%")
        self.unit_of_effects = "Prozentpunkten" if is_percent else indicator.unit
        # What one more costs: "je Jahr" is no thing, "je Einheit" is.
        one = "Prozentpunkt" if is_percent else self.unit
        self.one_unit = one if one and not one.startswith("je ") else "Einheit"

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
        one, other = _euros(low), _euros(high)
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
