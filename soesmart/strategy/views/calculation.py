"""How every rating came about, step by step: formula, inserted numbers, result. For the page and its CSV file."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from soesmart.core.numbers import format_number
from soesmart.methods.growth_rate import GrowthRatio
from soesmart.methods.linear_ratio import Grade
from soesmart.methods.series import Point
from soesmart.methods.weather_symbols import Kind, Symbol, WeatherRating
from soesmart.strategy.rating.aims import held_between
from soesmart.strategy.rating.assessment import Assessment
from soesmart.strategy.rating.explained import Step, explain
from soesmart.strategy.rating.light import as_decimal
from soesmart.strategy.rating.words import GRADES, Say, percent, signed


@dataclass(frozen=True, slots=True)
class Threshold:
    """A condition of a rule and its outcome; applies: whether it is the one that decided."""

    condition: str
    outcome: str
    symbol: Symbol | None = None
    applies: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the numbers of one indicator. formula: as it is published; reason: the outcome in a sentence."""

    key: str
    name: str
    about: str
    formulas: tuple[str, ...]
    steps: tuple[Step, ...]
    thresholds: tuple[Threshold, ...]
    reason: str
    source: str
    source_url: str = ""
    symbol: Symbol | None = None


def rules_of(found: Assessment) -> tuple[Rule, ...]:
    """Rule A, rule B and line C."""
    return _weather(found), _linear(found), _growth(found)


def _weather(found: Assessment) -> Rule:
    rating = found.weather
    held = " Weil er gehalten werden soll, zählt der Abstand zum Zielwert." if found.is_held else ""
    return Rule(
        key="a",
        name="Regel A: Wettersymbol",
        about=f"Wie sich der Wert in den letzten Jahren bewegt hat und wohin das führt, wenn es so weitergeht.{held}",
        formulas=_weather_formulas(rating, _held_between(found)),
        steps=tuple(_weather_steps(rating, _say(found), is_held=found.is_held)),
        thresholds=_weather_thresholds(rating),
        reason=rating.reason,
        source="Statistisches Bundesamt, Indikatoren der Deutschen Nachhaltigkeitsstrategie",
        source_url="https://dns-indikatoren.de/status/",
        symbol=rating.symbol,
    )


def _held_between(found: Assessment) -> str:
    """What counts as held, such as "95 bis 105"; nothing for other indicators."""
    aim, say = found.indicator.target, _say(found)
    if not found.is_held or aim is None:
        return ""
    low, high = held_between(aim)
    return f"{_bare(low, say)} bis {_bare(high, say)}"


def _weather_formulas(rating: WeatherRating, held: str) -> tuple[str, ...]:
    mean = "m = Mittel der letzten fünf jährlichen Veränderungen (sechs Werte, mindestens vier; ein Bruch beginnt neu)"
    if rating.aim.kind is Kind.VALUE and not rating.reached:
        return mean, "q = letzter Wert + m · (Zieljahr − letztes Jahr)", "f = (Ziel − q) ÷ (Ziel − letzter Wert)"
    if rating.aim.kind is Kind.DIRECTION:
        return mean, "d = letzte jährliche Veränderung"
    if held:
        return mean.replace(
            "Veränderungen", "Veränderungen des Abstands zum Zielwert"
        ), f"gehalten = der letzte Wert liegt im Bereich {held}"
    return mean, "erreicht = der letzte Wert liegt am Zielwert oder darüber hinaus in der gewünschten Richtung"


def _weather_steps(rating: WeatherRating, say: Say, *, is_held: bool = False) -> list[Step]:
    if rating.m is None or not rating.window:
        return []
    last = rating.window[-1]
    steps = [
        Step(f"{before.year} bis {here.year}", *_change(before, here, say)) for before, here in pairwise(rating.window)
    ]
    count = len(rating.window) - 1
    steps.append(Step("m", f"Summe dieser {count} Veränderungen ÷ {count}", say.change(rating.m)))
    if rating.d is not None and rating.aim.kind is Kind.DIRECTION:
        steps.append(Step("d", "die letzte davon", say.change(rating.d)))
    if rating.q is not None and rating.f is not None and rating.aim.target is not None and rating.aim.year is not None:
        aim = _bare(rating.aim.target, say)
        years = f"({rating.aim.year} − {last.year})"
        steps.append(
            Step("q", f"{_bare(last.value, say)} + {_bare(rating.m, say, 2)} · {years}", say.value(rating.q, 2))
        )
        steps.append(
            Step("f", f"({aim} − {_bare(rating.q, say, 2)}) ÷ ({aim} − {_bare(last.value, say)})", percent(rating.f))
        )
    elif rating.reached is not None and rating.aim.target is not None:
        told = f"{say.value(last.value)} ({last.year}) gegen {say.value(rating.aim.target)}"
        if is_held:
            told = f"Abstand {say.difference(last.value)} ({last.year}), erlaubt {say.difference(rating.aim.target)}"
        steps.append(Step("gehalten" if is_held else "erreicht", told, "ja" if rating.reached else "nein"))
    return steps


def _change(before: Point, here: Point, say: Say) -> tuple[str, str]:
    change = (Fraction(here.value) - Fraction(before.value)) / (here.year - before.year)
    return f"({_bare(here.value, say)} − {_bare(before.value, say)}) ÷ ({here.year} − {before.year})", say.change(
        change
    )


def _weather_thresholds(rating: WeatherRating) -> tuple[Threshold, ...]:
    if rating.aim.kind is Kind.DIRECTION and rating.aim.target is None:
        rows = (
            ("m und d in die gewünschte Richtung", Symbol.SUN),
            ("nur m in die gewünschte Richtung", Symbol.LIGHT_CLOUDS),
            ("nur d in die gewünschte Richtung", Symbol.CLOUD),
            ("weder m noch d", Symbol.STORM),
        )
    elif rating.aim.kind is Kind.CONSTANT or rating.reached:
        rows = (
            ("erreicht, m nicht vom Ziel weg", Symbol.SUN),
            ("erreicht, m vom Ziel weg", Symbol.LIGHT_CLOUDS),
            ("nicht erreicht, m zum Ziel hin", Symbol.CLOUD),
            ("nicht erreicht, m nicht zum Ziel hin", Symbol.STORM),
        )
    else:
        rows = (
            ("m zum Ziel hin, f höchstens 5 %", Symbol.SUN),
            ("m zum Ziel hin, f über 5 bis 20 %", Symbol.LIGHT_CLOUDS),
            ("m zum Ziel hin, f über 20 %", Symbol.CLOUD),
            ("m nicht zum Ziel hin", Symbol.STORM),
        )
    return tuple(Threshold(told, symbol.label, symbol, symbol is rating.symbol) for told, symbol in rows)


def _linear(found: Assessment) -> Rule:
    grade = found.linear.grade if found.linear else None
    formulas: tuple[str, ...]
    if found.is_held:
        formulas = ("Abweichung = |letzter Wert − Ziel| ÷ Ziel",)
        thresholds = _graded(grade, (
            ("Abweichung höchstens 5 %", Grade.REACHED),
            ("mehr, aber näher als der Ausgangswert", Grade.INSUFFICIENT),
            ("mehr und nicht näher", Grade.AWAY),
        ))  # fmt: skip
    else:
        formulas = (
            "R = bisher ÷ nötig",
            "bisher = (letzter Wert − Ausgangswert) ÷ (letztes Jahr − Ausgangsjahr)",
            "nötig = (Ziel − Ausgangswert) ÷ (Zieljahr − Ausgangsjahr)",
        )
        thresholds = _graded(grade, RATIOS)
    return Rule(
        key="b",
        name="Regel B: lineares Tempo",
        about="Das Tempo seit dem Ausgangswert gegen das Tempo, das bis zum Zieljahr nötig ist. Danach leuchtet das "
        "Fenster im Haus.",
        formulas=formulas,
        steps=explain(found.indicator).steps,
        thresholds=thresholds,
        reason=found.linear_reason,
        source="Schwellen wie bei Eurostat, Monitoring der Ziele für nachhaltige Entwicklung",
        source_url="https://ec.europa.eu/eurostat/web/sdi/methodology",
    )


RATIOS = (
    ("Ziel schon erreicht", Grade.REACHED),
    ("R ab 0,95", Grade.ON_TRACK),
    ("R von 0,60 bis unter 0,95", Grade.MODERATE),
    ("R von 0 bis unter 0,60", Grade.INSUFFICIENT),
    ("R unter 0", Grade.AWAY),
)


def _growth(found: Assessment) -> Rule:
    growth = found.growth
    return Rule(
        key="c",
        name="Linie C: jährliche Wachstumsrate",
        about="Dieselbe Frage in Prozent je Jahr statt in gleichen Schritten, zum Vergleich.",
        formulas=(
            "R = bisher ÷ |nötig|, in der gewünschten Richtung positiv",
            "bisher = (letzter Wert ÷ Ausgangswert) hoch 1 ÷ (letztes Jahr − Ausgangsjahr), minus 1",
            "nötig = (Ziel ÷ Ausgangswert) hoch 1 ÷ (Zieljahr − Ausgangsjahr), minus 1",
        ),
        steps=_growth_steps(growth, _say(found)) if growth else (),
        thresholds=_graded(growth.grade if growth else None, RATIOS),
        reason=found.growth_reason,
        source="Eurostat, Monitoring der Ziele für nachhaltige Entwicklung",
        source_url="https://ec.europa.eu/eurostat/web/sdi/methodology",
    )


def _growth_steps(found: GrowthRatio, say: Say) -> tuple[Step, ...]:
    if found.observed is None or found.needed is None or found.ratio is None:
        return ()
    base, latest, target = (_bare(one.value, say) for one in (found.base, found.latest, found.target))
    so_far = f"({latest} ÷ {base}) hoch 1 ÷ ({found.latest.year} − {found.base.year}), minus 1"
    asked = f"({target} ÷ {base}) hoch 1 ÷ ({found.target.year} − {found.base.year}), minus 1"
    return (
        Step("Bisher im Jahr", so_far, signed(percent(found.observed, 2), found.observed)),
        Step("Nötig im Jahr", asked, signed(percent(found.needed, 2), found.needed)),
        Step("R", "bisher ÷ |nötig|", format_number(found.ratio, 2)),
    )


def _graded(grade: Grade | None, rows: Sequence[tuple[str, Grade]]) -> tuple[Threshold, ...]:
    return tuple(Threshold(told, GRADES[one], applies=one is grade) for told, one in rows)


def _say(found: Assessment) -> Say:
    return Say(found.indicator.decimals, found.indicator.said_unit)


def _bare(value: object, say: Say, more: int = 0) -> str:
    """A number without its unit, in brackets where it is negative."""
    number = as_decimal(value, say.decimals + more + 6) if isinstance(value, Fraction) else value
    text = format_number(number, say.decimals + more)  # type: ignore[arg-type]
    return f"({text})" if text.startswith("\N{MINUS SIGN}") else text
