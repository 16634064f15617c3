"""Forecast, chance, backtest, history and budget of an indicator as rows of tables, with the formulas they follow."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from soesmart.core.numbers import NARROW_SPACE, format_number
from soesmart.methods.weather_symbols import Symbol
from soesmart.strategy.rating.assessment import Assessment
from soesmart.strategy.rating.explained import Step
from soesmart.strategy.rating.words import Say, chance_percent, signed

FORMULAS = (
    "B = mittlere (mediane) Steigung aller Paare von Werten seit dem letzten Bruch (Theil-Sen)",
    "Prognose in h Jahren = letzter Wert + B · (0,9 + 0,9² + … + 0,9 hoch h)",
    "S = Streuung der n jährlichen Veränderungen um B",
    "halbe Breite des Bands = t · S · √(h · (1 + h ÷ n)), t aus der Student-Verteilung mit n − 1 Freiheitsgraden",
)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row of a table; the first is its head."""

    head: str
    cells: tuple[str, ...]
    symbol: Symbol | None = None


class Tables:
    """All tables of the rating page beside the rules."""

    def __init__(self, found: Assessment) -> None:
        self.found = found
        self.say = Say(found.indicator.decimals, found.indicator.said_unit)

    def history(self) -> list[Row]:
        """Per year: value, symbol in words, reason."""
        values = {point.year: point.value for point in self.found.points}
        return [
            Row(
                str(one.year),
                (self._number(values[one.year]), one.symbol.label if one.symbol else "ohne Symbol", one.reason),
                one.symbol,
            )
            for one in self.found.history
        ]

    def forecast_steps(self) -> list[Step]:
        """The intermediate numbers of the forecast."""
        found = self.found.forecast
        if found is None:
            return []
        slope = self.say.change(Fraction(found.slope))
        points = f"{found.points[0].year} bis {found.last.year}, {len(found.points)} Werte"
        steps = [
            Step("B", f"Median aller Steigungen ({points})", slope),
            Step("n", "jährliche Veränderungen", str(found.n)),
            Step(
                "S", "Wurzel aus der Summe der quadrierten Abweichungen von B ÷ (n − 1)", self._number(found.spread, 2)
            ),
        ]
        chance = self.found.chance
        if chance is not None:
            told = (
                f"Student-Verteilung mit {found.n - 1} Freiheitsgraden an (Prognose − Ziel) ÷ (S · √(h · (1 + h ÷ n)))"
            )
            steps.append(Step("Chance", told, chance_percent(chance)))
        return steps

    def forecast(self) -> list[Row]:
        """Per year: value, the two bands."""
        return [
            Row(
                str(step.year),
                (
                    self._number(step.value, 1),
                    f"{self._number(step.low50, 1)} bis {self._number(step.high50, 1)}",
                    f"{self._number(step.low80, 1)} bis {self._number(step.high80, 1)}",
                ),
            )
            for step in self.found.shown
        ]

    def backtest(self) -> list[Row]:
        """Per horizon: comparisons, errors, coverages."""
        found = self.found.backtest
        return [
            Row(
                f"{one.horizon} {'Jahr' if one.horizon == 1 else 'Jahre'}",
                (
                    str(one.n),
                    self._number(one.mean_error, 1),
                    self._number(one.naive_error, 1),
                    _share(one.coverage50),
                    _share(one.coverage80),
                ),
            )
            for one in (found.horizons if found else ())
        ]

    def budget(self) -> list[Row]:
        """Per year: emissions, path, difference, cumulated."""
        found = self.found.budget
        return [
            Row(
                f"{one.year}{' (geschätzt)' if one.is_estimated else ''}",
                (
                    self._number(one.value),
                    self._number(one.allowed),
                    signed(self._number(one.overshoot), one.overshoot),
                    signed(self._number(one.cumulated), one.cumulated),
                ),
            )
            for one in (found.years if found else ())
        ]

    def _number(self, number: float | Fraction | Decimal, more: int = 0) -> str:
        value = Fraction(number).limit_denominator(10**12)
        decimal = Decimal(value.numerator) / Decimal(value.denominator)
        return format_number(decimal, self.say.decimals + more)


def _share(share: float) -> str:
    return f"{round(share * 100)}{NARROW_SPACE}%"
