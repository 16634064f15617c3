"""The outcome of `soesmart rate` for the eye."""

from collections.abc import Iterator
from textwrap import wrap

from soesmart.config.commands.rate_outcome import Outcome
from soesmart.core.numbers import format_number
from soesmart.methods.linear_ratio import Grade
from soesmart.methods.weather_symbols import Kind
from soesmart.strategy.rating.words import GRADES, chance_percent, chance_words, percent, ratio_text

WIDTH = 100
INDENT = " " * 10


def told(found: Outcome) -> str:
    """Several lines, ending with a line break."""
    lines = [*_head(found), "", *_rules(found), "", *_forecast(found), "", *_history(found)]
    return "\n".join(lines) + "\n"


def _head(found: Outcome) -> Iterator[str]:
    first, last = found.points[0], found.points[-1]
    count = f"{len(found.points)} Werte von {first.year} bis {last.year}" if len(found.points) > 1 else "ein Wert"
    yield f"Stand {last.year}: {found.say.value(last.value)} ({count})"
    better = "höher ist besser" if found.aim.way == "up" else "niedriger ist besser"
    if found.aim.target is None:
        yield f"Ziel: nur die Richtung zählt ({better})"
        return
    bound = f"{'mindestens' if found.aim.way == 'up' else 'höchstens'} {format_number(found.aim.target)}"
    when = f" bis {found.aim.year}" if found.aim.year and found.aim.kind is Kind.VALUE else ""
    yield f"Ziel: {bound}{when or ', jedes Jahr'} ({better})"


def _rules(found: Outcome) -> Iterator[str]:
    symbol = found.weather.symbol
    yield f"Regel A   Wettersymbol: {symbol.label if symbol else 'keine Bewertung'}"
    yield from _wrapped(found.weather.reason)
    linear, growth = found.linear, found.growth
    ratio = ratio_text(linear.ratio) if linear and linear.ratio is not None else ""
    yield f"Regel B   lineares Tempo: {_graded(linear.grade if linear else None, ratio)}"
    yield from _wrapped(found.linear_reason)
    ratio = ratio_text(growth.ratio) if growth and growth.ratio is not None else ""
    yield f"Linie C   jährliche Wachstumsrate: {_graded(growth.grade if growth else None, ratio)}"
    yield from _wrapped(found.growth_reason)
    if found.disagreement:
        yield ""
        yield from wrap(found.disagreement, WIDTH)


def _graded(grade: Grade | None, ratio: str) -> str:
    if grade is None:
        return "keine Bewertung"
    return f"{ratio} = {GRADES[grade]}" if ratio and grade is not Grade.REACHED else GRADES[grade]


def _forecast(found: Outcome) -> Iterator[str]:
    if found.forecast is None:
        yield "Prognose: keine; sie braucht vier Werte seit dem letzten Bruch."
        return
    places = found.say.decimals + 1
    low = ", wenig Belege: unter sechs Werten" if found.forecast.is_low_evidence else ""
    yield f"Prognose (mittlere Steigung {format_number(found.forecast.slope, places + 1)} im Jahr, gedämpft{low})"
    if not found.steps:
        yield "  Das Zieljahr liegt nicht nach dem letzten Wert."
    else:
        yield f"  {'Jahr':<6}{'Wert':>14}{'50 von 100':>28}{'80 von 100':>28}"
    for step in found.steps:
        inner = f"{format_number(step.low50, places)} bis {format_number(step.high50, places)}"
        outer = f"{format_number(step.low80, places)} bis {format_number(step.high80, places)}"
        yield f"  {step.year:<6}{format_number(step.value, places):>14}{inner:>28}{outer:>28}"
    if found.chance is not None:
        yield f"Ziel erreicht: {chance_words(found.chance)} ({chance_percent(found.chance)})"
    if found.backtest:
        for one in found.backtest.horizons:
            yield (
                f"Rückschau, {one.horizon} Jahr{'e' if one.horizon > 1 else ''} voraus: Fehler im Mittel "
                f"{format_number(one.mean_error, places)} (ohne Änderung {format_number(one.naive_error, places)}), "
                f"im 80-%-Band {percent(one.coverage80, 0)} von {one.n}"
            )


def _history(found: Outcome) -> Iterator[str]:
    yield "So wäre bewertet worden:"
    for year, rating in zip(found.years, found.history, strict=True):
        yield f"  {year}  {rating.symbol.label if rating.symbol else '–'}"


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)
