"""Forecast, chance, backtest, history and budget of an indicator as rows of tables, with the formulas they follow."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from soesmart.core.numbers import NARROW_SPACE, format_number
from soesmart.methods.forecast import Forecast
from soesmart.methods.student_t import cdf
from soesmart.methods.weather_symbols import Symbol
from soesmart.strategy.rating.aims import held_between
from soesmart.strategy.rating.assessment import Assessment
from soesmart.strategy.rating.explained import Step
from soesmart.strategy.rating.words import Say, chance_percent, signed
from soesmart.strategy.rules import Direction

FORMULAS = (
    "B = der mittlere Wert (Median) der Steigungen aller Paare von Werten seit dem letzten Bruch (nach Theil und Sen)",
    "Prognose in h Jahren = letzter Wert + B · (0,9 + 0,9² + … + 0,9 hoch h)",
    "S = wie stark die n jährlichen Veränderungen um B streuen",
    "Streuung in h Jahren = S · √(h · (1 + h ÷ n))",
    "halbe Breite des Bands = t · Streuung, t aus der Student-Verteilung mit n − 1 Freiheitsgraden",
)
NO_SCATTER = "ohne Streuung (S = 0) ist sie so gut wie sicher oder so gut wie ausgeschlossen"
TO_REACH = "Chance = Student-Verteilung mit n − 1 Freiheitsgraden an {ahead} ÷ Streuung im Zieljahr"
TO_HOLD = (
    "Chance = Student-Verteilung mit n − 1 Freiheitsgraden an (oben − Prognose) ÷ Streuung im Zieljahr, "
    "minus dieselbe an (unten − Prognose) ÷ Streuung im Zieljahr; von unten bis oben gilt der Wert als gehalten"
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
        return [*steps, *self._chance_steps(found)]

    def formulas(self) -> tuple[str, ...]:
        """How forecast and chance are computed; to hold a value is asked of two sides."""
        if self.found.chance is None:
            return FORMULAS
        if self.found.is_held:
            return *FORMULAS, TO_HOLD
        return *FORMULAS, TO_REACH.format(ahead=self._ahead("Prognose", "Ziel"))

    def _chance_steps(self, found: Forecast) -> list[Step]:
        """From the forecast of the target year to the chance, so that it can be computed again."""
        aim, chance = self.found.indicator.target, self.found.chance
        if chance is None or aim is None or aim.year is None or self.found.target is None:
            return []
        h, value, scale = aim.year - found.last.year, found.value_in(aim.year), found.scale(aim.year)
        last, slope = self._number(found.last.value), f"({self._number(found.slope, 4)})"
        steps = [
            Step("h", f"{aim.year} − {found.last.year}", str(h)),
            Step(f"Prognose {aim.year}", f"{last} + {slope} · 9 · (1 − 0,9 hoch {h})", self._number(value, 2)),
            Step(
                f"Streuung {aim.year}",
                f"{self._number(found.spread, 2)} · √({h} · (1 + {h} ÷ {found.n}))",
                self._number(scale, 2),
            ),
        ]
        if self.found.is_held:
            return [*steps, *self._held_steps(found, aim.year, chance)]
        if scale:
            sides = self._ahead(self._number(value, 2), self._number(self.found.target))
            steps.append(self._side("Abstand vom Ziel", sides, float(self.found.target), found, aim.year))
        told = f"Student-Verteilung mit {found.n - 1} Freiheitsgraden an dieser Zahl" if scale else NO_SCATTER
        return [*steps, Step("Chance", told, chance_percent(chance))]

    def _held_steps(self, found: Forecast, year: int, chance: float) -> list[Step]:
        """The band that counts as held, and the two terms of Student's distribution at its ends."""
        aim = self.found.indicator.target
        assert aim is not None
        low, high = held_between(aim)
        why = "Zielspanne" if aim.upper is not None else f"{self._number(aim.value)} ± 5{NARROW_SPACE}%"
        steps = [Step("Gilt als gehalten", why, f"{self._number(low)} bis {self._number(high)}")]
        value, scale = found.value_in(year), found.scale(year)
        if not scale:
            return [*steps, Step("Chance", NO_SCATTER, chance_percent(chance))]
        shares = []
        for name, end in (("oben", high), ("unten", low)):
            formula = f"Student-Verteilung mit {found.n - 1} Freiheitsgraden an ({self._number(end)} − "
            formula += f"{self._number(value, 2)}) ÷ {self._number(scale, 2)}"
            shares.append(format_number(_decimal(cdf((float(end) - value) / scale, found.n - 1)), 3))
            steps.append(Step(f"Anteil darunter, {name}", formula, shares[-1]))
        return [*steps, Step("Chance", " − ".join(shares), chance_percent(chance))]

    def _ahead(self, value: str, target: str) -> str:
        """How far the forecast is beyond the target, in the wanted direction."""
        return f"({target} − {value})" if self.found.indicator.direction == Direction.DOWN else f"({value} − {target})"

    def _side(self, label: str, formula: str, target: float, found: Forecast, year: int) -> Step:
        ahead = found.value_in(year) - target
        ahead = -ahead if self.found.indicator.direction == Direction.DOWN else ahead
        result = format_number(_decimal(ahead / found.scale(year)), 3)
        return Step(label, f"{formula} ÷ {self._number(found.scale(year), 2)}", result)

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
        return format_number(_decimal(number), self.say.decimals + more)


def _share(share: float) -> str:
    return f"{round(share * 100)}{NARROW_SPACE}%"


def _decimal(number: float | Fraction | Decimal) -> Decimal:
    value = Fraction(number).limit_denominator(10**12)
    return Decimal(value.numerator) / Decimal(value.denominator)
