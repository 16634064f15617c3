"""The ratings of a goal in a few words: two rules and a line side by side, chance, backtest, emission budget."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import dropwhile

from soesmart.core.numbers import format_number
from soesmart.methods.backtest import Horizon
from soesmart.methods.linear_ratio import Grade
from soesmart.methods.weather_symbols import Symbol
from soesmart.strategy.queries.measured import IndicatorView, ValueView, counting_parts
from soesmart.strategy.rating import plainly
from soesmart.strategy.rating.assessment import NO_FORECAST, Assessment, HistoryYear
from soesmart.strategy.rating.light import LIGHTS, as_decimal
from soesmart.strategy.rating.words import GRADES, Say, chance_percent
from soesmart.strategy.rules import Light, SourceKind

MOST_YEARS = 12
NOT_DEFINED = "nicht definiert"
NOT_RATED = "keine Bewertung"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says. light: as a window, `word` beside it; number: what decided; reason: the whole sentence."""

    rule: str
    about: str
    word: str
    light: Light
    number: str
    reason: str


@dataclass(frozen=True)
class Verdicts:
    """All that the goal page says about an assessment."""

    assessment: Assessment

    @property
    def symbol(self) -> Symbol | None:
        return self.assessment.weather.symbol

    @cached_property
    def history(self) -> tuple[HistoryYear, ...]:
        """The symbols of the last years, from the first year that had one."""
        recent = self.assessment.history[-MOST_YEARS:]
        return tuple(dropwhile(lambda one: one.symbol is None, recent))

    def linear(self) -> Verdict:
        found = self.assessment.linear
        grade = found.grade if found else None
        ratio = as_decimal(found.ratio) if found else None
        number = "" if ratio is None else format_number(ratio, 2)
        return _verdict("Regel B", "Tempo seit dem Ausgangswert", grade, number, self.assessment.linear_reason)

    def growth(self) -> Verdict:
        found = self.assessment.growth
        grade = found.grade if found else None
        number = "" if found is None or found.ratio is None else format_number(found.ratio, 2)
        none = NOT_DEFINED if found else NOT_RATED
        return _verdict("Linie C", "Jährliche Wachstumsrate", grade, number, self.assessment.growth_reason, none)

    def chance(self) -> str:
        """Such as "eher nicht (34 %)"; nothing where there is none."""
        chance = self.assessment.chance
        return "" if chance is None else f"{self.assessment.chance_words} ({chance_percent(chance)})"

    @cached_property
    def so_far(self) -> str:
        return plainly.so_far(self.assessment)

    @cached_property
    def ahead(self) -> str:
        return plainly.ahead(self.assessment)

    @cached_property
    def caveat(self) -> str:
        """What stands beside a chance that is hardly to be trusted."""
        return plainly.caveat(self.assessment)

    @property
    def light_label(self) -> str:
        """The light in words; where only the pace is not rated yet, so that it does not deny the symbol."""
        light = self.assessment.indicator.rating.light
        return f"Tempo {light.label}" if light is Light.UNKNOWN and self.symbol else light.label

    def forecast(self) -> str:
        """Where the forecast leads, or why there is none, in a sentence."""
        found, steps = self.assessment.forecast, self.assessment.shown
        if found is None:
            return NO_FORECAST
        if not steps:
            return "Das Zieljahr ist erreicht; eine Prognose darüber hinaus gibt es nicht."
        last = steps[-1]
        value, high = self.say.value(_decimal(last.value)), self.say.value(_decimal(last.high80))
        low = format_number(_decimal(last.low80), self.assessment.indicator.decimals)
        told = (
            f"Die Prognose lässt das Tempo Jahr für Jahr nachlassen: {last.year} etwa {value}, "
            f"in 80 von 100 Fällen {low} bis {high}."
        )
        return f"{told} Die Reihe ist kurz, die Prognose ist wenig belegt." if found.is_low_evidence else told

    def backtest(self) -> str:
        """How the forecast would have done, in one sentence; nothing where it cannot be tested."""
        found = self.assessment.backtest
        return _tested(found.horizons[0], self.say) if found and found.horizons else ""

    def budget(self) -> str:
        """Emissions as a budget in two sentences; nothing for other indicators."""
        found = self.assessment.budget
        if found is None:
            return ""
        total, used, over = (self.say.value(abs(one)) for one in (found.total, found.used, found.overshoot))
        more = "mehr" if found.overshoot > 0 else "weniger"
        first, last = found.years[0].year, found.years[-1].year
        allowed = f"Der Zielpfad erlaubt von {first} bis {found.path.target[0]} zusammen {total}."
        spent = f"Bis {last} sind {used} verbraucht, {over} {more}, als der Pfad bis dahin vorsah."
        return f"{allowed} {spent} {self._lasts()}".strip()

    @property
    def say(self) -> Say:
        return Say(self.assessment.indicator.decimals, self.assessment.indicator.said_unit.removesuffix(" je Jahr"))

    def _lasts(self) -> str:
        found = self.assessment.budget
        assert found is not None
        if found.left <= 0:
            return "Das Budget ist aufgebraucht."
        until = found.lasts_until
        return f"Der Rest reicht beim jetzigen Ausstoß bis {until}." if until and until < found.path.target[0] else ""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the whole with its values in the order of the years; None where there is none."""

    name: str
    values: tuple[ValueView | None, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    years: tuple[int, ...]
    rows: tuple[PartRow, ...]

    @property
    def are_invented(self) -> bool:
        """Whether all of them are, so that one mark can stand for all."""
        return all(value.invented for row in self.rows for value in row.values if value)


def parts_of(indicator: IndicatorView, most: int = 5) -> Parts | None:
    """The newest values of sectors, districts and groups for the last years; None where there are none."""
    newest = {(part.part, part.year): part for part in counting_parts(indicator) if part.year is not None}
    if not newest:
        return None
    years = tuple(sorted({year for _, year in newest if year is not None}))[-most:]
    names = sorted({name for name, _ in newest})
    rows = (PartRow(name, tuple(newest.get((name, year)) for year in years)) for name in names)
    return Parts(years, tuple(row for row in rows if any(row.values)))


def way_in(value: ValueView, indicator: IndicatorView) -> str:
    """Who entered and who approved a value, by place and never by name; nothing where nobody is known."""
    pulled = value.came_by in (SourceKind.CSV, SourceKind.JSON, SourceKind.NGSI_LD)
    if not value.hands:
        return ""
    if pulled:
        return f"{SourceKind(value.came_by).label}, freigegeben von der Strategiestelle"
    if value.hands == 1:
        return "eingetragen und freigegeben von der Strategiestelle"
    unit = f" ({indicator.in_charge})" if indicator.in_charge else ""
    return f"eingetragen von der zuständigen Stelle{unit}, freigegeben von der Strategiestelle"


def _verdict(rule: str, about: str, grade: Grade | None, number: str, reason: str, none: str = NOT_RATED) -> Verdict:
    light = LIGHTS[grade] if grade else Light.UNKNOWN
    return Verdict(rule, about, GRADES[grade] if grade else none, light, number, reason)


def _tested(found: Horizon, say: Say) -> str:
    years = "ein Jahr" if found.horizon == 1 else f"{found.horizon} Jahre"
    more = int(say.decimals > 0 or found.mean_error < 10)  # thousands of visits need no tenth of one
    error = say.difference(_decimal(found.mean_error), more)
    naive = format_number(_decimal(found.naive_error), say.decimals + more)
    return (
        f"An der eigenen Vergangenheit geprüft lag die Prognose {years} voraus im Mittel {error} daneben (ohne "
        f"Änderung gerechnet {naive}), und der spätere Wert {round(found.coverage80 * found.n)} von {found.n} Mal im "
        "80-Prozent-Band."
    )


def _decimal(number: float) -> Decimal:
    return Decimal(repr(number))
