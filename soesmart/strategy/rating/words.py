"""Ratings in German sentences with the numbers that decide. No Django."""

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from soesmart.core.numbers import NARROW_SPACE, format_number, with_unit
from soesmart.methods.growth_rate import GrowthRatio, NoGrowth
from soesmart.methods.linear_ratio import MODERATE, ON_TRACK, Gap, Grade, LinearRatio, Reading
from soesmart.methods.weather_symbols import (
    LIGHT_CLOUDS_UP_TO,
    SHORTEST,
    SUN_UP_TO,
    Kind,
    Symbol,
    WeatherRating,
)
from soesmart.strategy.rating.light import GAPS, as_decimal

GRADES = {
    Grade.REACHED: "erreicht",
    Grade.ON_TRACK: "auf Kurs",
    Grade.MODERATE: "auf dem Weg, zu langsam",
    Grade.INSUFFICIENT: "deutlich zu langsam",
    Grade.AWAY: "entfernt sich vom Ziel",
}
NO_GROWTH = {
    NoGrowth.NO_LATER_VALUE: GAPS[Gap.NO_LATER_VALUE],
    NoGrowth.NO_WAY_TO_GO: GAPS[Gap.NO_WAY_TO_GO],
    NoGrowth.NO_TIME: GAPS[Gap.NO_TIME],
    NoGrowth.ZERO_BASE: "Der Ausgangswert ist null; eine jährliche Wachstumsrate ist damit nicht definiert.",
    NoGrowth.NEGATIVE_BASE: "Der Ausgangswert ist negativ; eine jährliche Wachstumsrate ist damit nicht definiert.",
    NoGrowth.ZERO_TARGET: "Der Zielwert ist null; eine jährliche Wachstumsrate dorthin ist nicht definiert.",
    NoGrowth.SIGN_CHANGES: "Das Vorzeichen wechselt; eine jährliche Wachstumsrate ist damit nicht definiert.",
}
CHANCES = ((0.8, "wahrscheinlich"), (0.5, "eher ja"), (0.2, "eher nicht"), (0.0, "unwahrscheinlich"))
DIGITS = 100
# Rule A for a direction: what the mean says, and what the last change adds.
DIRECTIONS = {
    Symbol.SUN: ("gehen im Mittel in die gewünschte Richtung", "die letzte auch"),
    Symbol.LIGHT_CLOUDS: ("gehen im Mittel in die gewünschte Richtung", "die letzte aber nicht"),
    Symbol.CLOUD: ("gehen im Mittel nicht in die gewünschte Richtung", "die letzte aber doch"),
    Symbol.STORM: ("gehen im Mittel nicht in die gewünschte Richtung", "die letzte auch nicht"),
}


@dataclass(frozen=True, slots=True)
class Say:
    """Writes the numbers of one indicator. decimals: of its values; changes get at least two more."""

    decimals: int = 0
    unit: str = ""

    def value(self, value: Decimal | Fraction, more: int = 0) -> str:
        return with_unit(_rounded(value, self.decimals + more), self.unit)

    def difference(self, value: Decimal | Fraction, more: int = 0) -> str:
        """How far two values are apart: in points where the values are percents."""
        unit = "Prozentpunkte" if self.unit.startswith("%") else self.unit
        return with_unit(_rounded(value, self.decimals + more), unit)

    def change(self, change: Fraction) -> str:
        """A yearly change with its sign, such as "+0,25 t im Jahr"; so many places that it does not look like zero."""
        more = next((more for more in (2, 4, 6) if abs(change) * 10 ** (self.decimals + more) >= 1), 2)
        number = signed(_rounded(change, self.decimals + more), change)
        return f"{with_unit(number, self.unit_of_change)} im Jahr"

    @property
    def unit_of_change(self) -> str:
        """What a difference between two values is counted in: points where the values are percents."""
        if self.unit.startswith("%"):
            return "Prozentpunkte"
        return self.unit.removesuffix("je Jahr").removesuffix("je Schuljahr").strip()


def weather_sentence(found: WeatherRating, say: Say, *, held: bool = False) -> str:
    """Why rule A gives the symbol it gives, or none. held: its values are distances from a value to hold."""
    if found.symbol is None:
        return _too_few(found)
    assert found.m is not None
    mean, recent = say.change(found.m), f"letzten {len(found.window) - 1} jährlichen Veränderungen"
    if found.aim.target is None:
        assert found.d is not None
        first, second = DIRECTIONS[found.symbol]
        return f"Die {recent} {first} ({mean}), {second} ({say.change(found.d)})."
    last, aim = found.window[-1], say.value(found.aim.target)
    if held:
        room = (
            f"Der Abstand zum Zielwert ist {say.difference(last.value)} ({last.year}), höchstens "
            f"{say.difference(found.aim.target)} gelten als gehalten"
        )
        return f"{room}; die {recent} änderten ihn im Mittel um {mean}."
    if found.reached:
        away = "im Mittel nicht davon weg" if found.symbol is Symbol.SUN else "aber im Mittel davon weg"
        return f"{_reached(aim, last.value, last.year, say)}; die {recent} führten {away} ({mean})."
    start = f"Der Zielwert {aim} ist mit {say.value(last.value)} ({last.year}) noch nicht erreicht"
    if found.symbol is Symbol.STORM:
        return f"{start}, und die {recent} führten im Mittel nicht näher heran ({mean})."
    if found.aim.kind is Kind.CONSTANT or (found.aim.year or 0) <= last.year:
        return f"{start}; die {recent} führten aber im Mittel näher heran ({mean})."
    return _projected(found, mean, aim, say)


def linear_sentence(found: LinearRatio, say: Say, broken: int | None = None) -> str:
    """Why rule B gives the grade it gives, or none. broken: year of a break between baseline and latest value."""
    over = f"; dazwischen liegt ein Bruch in der Reihe ({broken})" if broken is not None else ""
    aim = say.value(found.target.value)
    if found.gap is not None:
        return GAPS[found.gap]
    if found.grade is Grade.REACHED and found.way != "hold":
        return f"{_reached(aim, found.latest.value, found.latest.year, say)}{over}."
    if found.deviation is not None:
        return f"{_kept(found, aim, say)}{over}."
    assert found.actual is not None
    assert found.needed is not None
    return (
        f"Seit {found.base.year} im Mittel {say.change(found.actual)}, nötig {say.change(found.needed)} bis "
        f"{found.target.year}: Verhältnis {ratio_text(found.ratio or Fraction(0))}{over}."
    )


def growth_sentence(found: GrowthRatio, say: Say) -> str:
    """Why line C gives the grade it gives, or why it is not defined."""
    if found.grade is Grade.REACHED:
        return f"{_reached(say.value(found.target.value), found.latest.value, found.latest.year, say)}."
    if found.gap is not None:
        return NO_GROWTH[found.gap]
    assert found.observed is not None
    assert found.needed is not None
    assert found.ratio is not None
    return (
        f"Seit {found.base.year} jährlich {_rate(found.observed)}, nötig {_rate(found.needed)} bis "
        f"{found.target.year}: Verhältnis {ratio_text(found.ratio)}."
    )


def chance_words(chance: float | None) -> str:
    """From 80 percent likely, from 50 more likely than not, from 20 rather not, below unlikely; nothing of none."""
    return "" if chance is None else next(words for least, words in CHANCES if chance >= least)


def chance_percent(chance: float | None) -> str:
    """Whole percent, with the words' thresholds kept; never said to be nothing or certain."""
    if chance is None:
        return ""
    return told_percent(whole_percent(chance))


def whole_percent(chance: float) -> int:
    """0 is below one percent, 100 above 99; 49.9 is no 50, where the word changes."""
    if chance < 0.01:
        return 0
    if chance > 0.99:
        return 100
    whole = round(chance * 100)
    return whole if chance_words(whole / 100) == chance_words(chance) else int(chance * 100)


def told_percent(whole: int) -> str:
    """As people read what `whole_percent` gives."""
    told = {0: "unter 1", 100: "über 99"}.get(whole, str(whole))
    return f"{told}{NARROW_SPACE}%"


def percent(share: Fraction | float, places: int = 1) -> str:
    return with_unit(_rounded(Fraction(share) * 100, places), "%")


def ratio_text(ratio: Fraction | float) -> str:
    """A ratio of rule B or line C, with more places where it would look like a threshold that it is beside."""
    # A float comes from roots: what is beside a threshold by less than its last digits is at it.
    exact = Fraction(f"{ratio:.11f}") if isinstance(ratio, float) else ratio
    return _rounded(exact, _places(exact, (Fraction(0), MODERATE, ON_TRACK), 2))


def signed(number: str, value: Fraction | float) -> str:
    """A written number with a plus where it is above zero."""
    return f"+{number}" if value > 0 else number


def broken_between(breaks: tuple[int, ...], base: Reading, latest: Reading) -> int | None:
    """The year of the last break between two readings; the value of a break's year belongs to what follows."""
    return max((year for year in breaks if base.year < year <= latest.year), default=None)


def _too_few(found: WeatherRating) -> str:
    since = f" seit dem Bruch in der Reihe {found.broken}" if found.broken is not None else ""
    counts = {0: "noch keinen Wert", 1: "erst einen Wert"}
    there = counts.get(len(found.window), f"erst {len(found.window)} zusammenhängende Werte")
    return f"Es gibt{since} {there}; ein Wettersymbol braucht {SHORTEST}."


def _projected(found: WeatherRating, mean: str, aim: str, say: Say) -> str:
    assert found.q is not None
    assert found.f is not None
    since = found.window[0].year
    start = f"Geht es im Tempo seit {since} weiter, ohne nachzulassen (im Mittel {mean})"
    if found.f <= 0:
        return f"{start}, liegt der Wert {found.aim.year} bei {say.value(found.q)}; der Zielwert {aim} wird erreicht."
    more = 1 if abs(found.q - Fraction(found.aim.target or 0)) * 10**say.decimals < 10 else 0
    counts = "; bis zu 5 % gelten als erreicht" if found.symbol is Symbol.SUN else ""
    then = _rounded(found.q, say.decimals + more)
    return (
        f"{start}, liegt der Wert {found.aim.year} bei {then} statt {aim}; von dem, was heute zum Ziel fehlt, "
        f"fehlen dann noch {_missed(found.f)}{counts}."
    )


def _missed(f: Fraction) -> str:
    return percent(f, _places(f, (SUN_UP_TO, LIGHT_CLOUDS_UP_TO), 3) - 2)


def _places(number: Fraction, thresholds: tuple[Fraction, ...], least: int) -> int:
    """How many places a number needs not to look like a threshold that it is beside."""
    if number in thresholds:
        return least
    return next((places for places in (least, least + 2, least + 4) if round(number, places) not in thresholds), 9)


def _reached(aim: str, value: Decimal, year: int, say: Say) -> str:
    return f"Der Zielwert {aim} ist mit {say.value(value)} ({year}) erreicht"


def _kept(found: LinearRatio, aim: str, say: Say) -> str:
    grades = {
        Grade.REACHED: "höchstens 5 % gelten als gehalten",
        Grade.INSUFFICIENT: "das ist mehr als 5 %, aber näher als der Ausgangswert",
    }
    off = f"Der Wert {say.value(found.latest.value)} ({found.latest.year}) weicht vom Zielwert {aim} um"
    told = grades.get(found.grade or Grade.AWAY, "das ist mehr als 5 % und nicht näher als der Ausgangswert")
    return f"{off} {percent(found.deviation or Fraction(0))} ab; {told}"


def _rate(rate: float) -> str:
    return signed(percent(rate, 2), rate)


def _rounded(value: Decimal | Fraction, places: int) -> str:
    with localcontext(prec=DIGITS):  # a ratio of very unequal numbers has more digits than decimals usually keep
        number = as_decimal(value, places + 6) if isinstance(value, Fraction) else value
        return format_number(number or Decimal(0), places)
