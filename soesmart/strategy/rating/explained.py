"""How a rating came about, in sentences and numbers that a reader can check with a pocket calculator."""

from dataclasses import dataclass
from decimal import Decimal

from soesmart.core.numbers import format_number, with_unit
from soesmart.methods.linear_ratio import Grade, LinearRatio
from soesmart.strategy.queries.shapes import IndicatorView
from soesmart.strategy.rating.light import as_decimal
from soesmart.strategy.rating.words import Say
from soesmart.strategy.rules import Light

SENTENCES = {
    Grade.REACHED: "Der Zielwert ist erreicht.",
    Grade.ON_TRACK: "Geht es im Tempo seit {base} weiter, ohne nachzulassen, wird der Zielwert bis {year} erreicht.",
    Grade.MODERATE: "Die Richtung stimmt. Im Tempo seit {base} fehlt {year} aber noch ein Stück.",
    Grade.INSUFFICIENT: (
        "Die Richtung stimmt, aber das Tempo seit {base} ist viel zu langsam: {year} wäre der Zielwert weit entfernt."
    ),
    Grade.AWAY: "Der Wert entwickelt sich in die falsche Richtung.",
}
KEPT = {
    Grade.REACHED: "Der Wert ist gehalten: Er weicht um höchstens 5 Prozent vom Zielwert ab.",
    Grade.INSUFFICIENT: "Der Wert ist nicht gehalten, kommt dem Zielwert aber wieder näher.",
    Grade.AWAY: "Der Wert ist nicht gehalten und hat sich vom Zielwert entfernt.",
}


@dataclass(frozen=True)
class Step:
    """One line of the calculation: what, how, and the result."""

    label: str
    formula: str
    result: str


@dataclass(frozen=True)
class Explained:
    """The rating in one sentence, and the steps that lead to it (none where nothing could be computed)."""

    light: Light
    sentence: str
    steps: tuple[Step, ...]
    progress: int | None
    ratio: str


def explain(indicator: IndicatorView) -> Explained:
    """Words and numbers for the rating of an indicator."""
    rating = indicator.rating
    found = rating.ratio
    if found is None or found.grade is None:
        return Explained(rating.light, rating.reason, (), None, "")
    sentences = KEPT if found.way == "hold" else SENTENCES
    sentence = sentences[found.grade].format(base=found.base.year, year=found.target.year)
    steps = _kept(found, indicator) if found.way == "hold" else _steps(found, indicator)
    return Explained(rating.light, sentence, tuple(steps), _percent(found), _ratio(found))


def _percent(found: LinearRatio) -> int | None:
    """How much of the way is done; None where there is no way, or where it went backwards."""
    if found.attained is None or found.attained < 0:
        return None
    return 100 if found.attained > 1 else int(found.attained * 100)


def _steps(found: LinearRatio, indicator: IndicatorView) -> list[Step]:
    base, latest, target = found.base, found.latest, found.target
    say = _Say(indicator)
    steps = []
    if found.actual is not None:
        steps.append(
            Step(
                "Bisher im Jahr",
                f"({say.plain(latest.value)} − {say.plain(base.value)}) ÷ ({latest.year} − {base.year})",
                say.change(found.actual),
            )
        )
    if found.needed is not None:
        steps.append(
            Step(
                "Nötig im Jahr",
                f"({say.plain(target.value)} − {say.plain(base.value)}) ÷ ({target.year} − {base.year})",
                say.change(found.needed),
            )
        )
    if found.ratio is not None:
        steps.append(Step("Tempo", "bisher ÷ nötig", _ratio(found)))
    return steps


def _kept(found: LinearRatio, indicator: IndicatorView) -> list[Step]:
    say = _Say(indicator)
    formula = f"|{say.plain(found.latest.value)} − {say.plain(found.target.value)}| ÷ {say.plain(found.target.value)}"
    return [Step("Abweichung", formula, f"{format_number((as_decimal(found.deviation) or Decimal(0)) * 100, 1)} %")]


def _ratio(found: LinearRatio) -> str:
    ratio = as_decimal(found.ratio)
    return "" if ratio is None else format_number(ratio, 2)


class _Say:
    def __init__(self, indicator: IndicatorView) -> None:
        self.unit, self.decimals = indicator.unit, indicator.decimals

    def plain(self, value: Decimal) -> str:
        text = format_number(value, self.decimals)
        return f"({text})" if value < 0 else text

    def change(self, number: object) -> str:
        value = as_decimal(number) or Decimal(0)  # type: ignore[arg-type]
        unit = Say(unit=self.unit).unit_of_change
        sign = "+" if value > 0 else ""
        return with_unit(f"{sign}{format_number(value, self.decimals + 2)}", unit)
