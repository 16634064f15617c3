"""The units of German town halls, and the exact factor from one to another.

A unit is read as [multiplier] [unit] [of what] [per what]: "Tsd. t CO2 je Einwohner" is 1,000 x mass, of CO2, a person.
Two units are of one kind when what is measured, of what and per what agree; only then is there a factor. So "t" never
becomes "t CO2", "kWh" never "kWh/m²", and installed peak power (MWp) is not power (MW). Nothing is guessed.

Factors are exact (SI brochure, 9th edition: 1 Wh = 3,600 J, 1 ha = 10,000 m²). Codes of UN/CEFACT Recommendation 20, as
NGSI-LD gives them in `unitCode`, are turned into these units by `unit_of_code`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from soesmart.methods.unit_table import CODES, COUNTED, MULTIPLIERS, OFFERED, SAME_WORDS, SPELLINGS, UNITS

LONGEST = 200
DIGITS = 28

_NUMBER = r"10{1,2}(?:[., ]?000)*|1[., ]?000(?:[., ]?000)*"
_WORDS = "|".join(sorted((re.escape(word) for word in MULTIPLIERS), key=len, reverse=True))
_MULTIPLIER = re.compile(rf"(?:(?P<word>{_WORDS})\.?|(?P<number>{_NUMBER}))(?![\w]) ?", re.IGNORECASE)
_UNIT = re.compile(r"[%‰€]|[a-zäöüß€]+[23²³]?", re.IGNORECASE)
_PER = re.compile(r" ?/ ?| (?:je|pro|per) |^(?:je|pro|per) ", re.IGNORECASE)
_AND = re.compile(r" ?[·*⋅] ?| und | (?=a$)|(?<=[23²³])(?=a$)")
_GLUED = re.compile(r"(mg|g|kg|t|kt|Mt)(co2.*)", re.IGNORECASE)
_NOISE = re.compile(r"^(?:(?:anteil|angaben?|einheit:?|werte?) )?in |^einheit:? ", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """A unit as it was read. factor: how much of the measure's own unit it is; rest: the words after the unit."""

    measure: str
    factor: Fraction
    of: str = ""
    per: tuple[tuple[str, str], ...] = ()
    rest: str = ""


def factor(from_unit: str, to_unit: str) -> Decimal | None:
    """What a number in `from_unit` is multiplied with to stand in `to_unit`; None where that has no meaning."""
    exact = _factor(from_unit, to_unit)
    return None if exact is None else _decimal(exact)


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal | None:
    """`value` in the other unit: exact where decimals can say it, else to 28 digits. None: not the same kind."""
    exact = _factor(from_unit, to_unit)
    if exact is None:
        return None
    return value if exact == 1 else _decimal(Fraction(value) * exact)


def same_kind(one: str, other: str) -> bool:
    """Whether numbers in these units can be turned into each other."""
    return _factor(one, other) is not None


def units_like(unit: str) -> tuple[str, ...]:
    """The unit itself, then the usual ones into which it can be turned, small to large, with the same words behind."""
    own = parse(unit)
    if own.measure == "count":
        names = [f"{times} {own.rest}".strip() for times in ("", "Tsd.", "Mio.")] if own.of in COUNTED | {""} else []
        names = [name or "Anzahl" for name in names] if not own.per else []
    else:
        gap = "" if own.rest.startswith("/") else " "
        names = [f"{name}{gap}{own.rest}".strip() for name in OFFERED[own.measure]]
    return (unit, *(name for name in names if name != unit and same_kind(unit, name)))


def completed(found: str, wanted: str) -> str | None:
    """`found` with the words of `wanted` that it leaves out, to be confirmed by a person: "kg" for "t CO2" is "kg CO2".

    Only what is measured is completed, never a "per": "kWh" for "kWh je Einwohner" stays without an answer.
    """
    short, whole = parse(found), parse(wanted)
    if short.of or not whole.of or (short.measure, short.per) != (whole.measure, whole.per):
        return None
    named = (unit for unit in units_like(wanted) if parse(unit).factor == short.factor)
    return next(named, None)


def unit_of_code(code: str) -> str | None:
    """The unit of a UN/CEFACT common code ("KWH", "TNE"), or None."""
    return CODES.get(code.strip().upper())


@lru_cache(maxsize=1024)
def parse(text: str) -> Unit:
    """Read a unit. What is not known is its own kind: a count of what the words say."""
    tidy = _tidy(text)
    top, *below = _PER.split(tidy)
    measure, times, of = _part(top)
    per: list[tuple[str, str]] = []
    for piece in (piece for part in below for piece in _AND.split(part.strip(" ()[]"))):
        under, share, what = _part(piece)
        times /= share
        per.append((under, what))
    rest = tidy[_head_ends(tidy) :].strip()
    return Unit(measure, times, of, tuple(sorted(per)), rest)


def _part(text: str) -> tuple[str, Fraction, str]:
    """Measure, factor and "of what" of one side of a fraction."""
    times = Fraction(1)
    while match := _MULTIPLIER.match(text):
        times *= _times(match)
        text = text[match.end() :]
    head = _UNIT.match(text)
    known = _look_up(head[0]) if head and not text[head.end() :].startswith("-") else None
    if head is None or known is None:
        return "count", times, _words(text)
    return known[0], times * known[1], _words(text[head.end() :])


def _head_ends(tidy: str) -> int:
    """Where the words after multiplier and unit begin."""
    at = 0
    while match := _MULTIPLIER.match(tidy, at):
        at = match.end()
    head = _UNIT.match(tidy, at)
    return head.end() if head and _look_up(head[0]) else at


def _times(match: re.Match[str]) -> Fraction:
    if match["word"]:
        return Fraction(MULTIPLIERS[match["word"].casefold()])
    return Fraction(int(re.sub(r"\D", "", match["number"])))


def _look_up(word: str) -> tuple[str, Fraction] | None:
    """Symbols as they are written; longer ones and words in any case. One letter means something in its case only."""
    word = word.replace("²", "2").replace("³", "3")
    return UNITS.get(word) or (SPELLINGS.get(word.casefold()) if len(word) > 1 else None)


def _words(text: str) -> str:
    """What is measured, in one spelling."""
    words = re.sub(r"[()\[\].,]", " ", text).casefold().strip(" -")
    words = re.sub(r"co2[- ]?(?:äquivalenten?|äqui?v?|aeq|eq|e)\b", "co2e", words)
    return " ".join(SAME_WORDS.get(word, word) for word in words.split()).strip()


def _tidy(text: str) -> str:
    """One kind of space and of the small two; without brackets around the whole and words that say nothing."""
    plain = text[:LONGEST].replace("10³", "1000").replace("10⁶", "1000000")
    plain = plain.translate(str.maketrans("₂\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "2  "))
    plain = " ".join(plain.split())
    if plain[:1] in {"(", "["} and plain[-1:] in {")", "]"}:
        plain = plain[1:-1].strip()
    plain = re.sub(r"(?i)einwohner(?:innen und einwohner|[:*_/-]?in(?:nen)?)\b", "Einwohner", _NOISE.sub("", plain))
    plain = re.sub(r"(?i) ?p\. ?a\.$| jährlich$| pro anno$", " je Jahr", plain).replace("%-Punkte", "Prozentpunkte")
    glued = _GLUED.fullmatch(plain)
    return f"{glued[1]} {glued[2]}" if glued else plain


@lru_cache(maxsize=1024)
def _factor(from_unit: str, to_unit: str) -> Fraction | None:
    one, other = parse(from_unit), parse(to_unit)
    agree = (one.measure, one.per) == (other.measure, other.per)
    return one.factor / other.factor if agree and _same_thing(one, other) else None


def _same_thing(one: Unit, other: Unit) -> bool:
    """A plain "Anzahl" may count anything that is known to be counted."""
    if one.of == other.of:
        return True
    return one.measure == "count" and "" in (one.of, other.of) and (one.of or other.of) in COUNTED


def _decimal(number: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        if Fraction(exact) == number:
            return exact
        context.prec = DIGITS
        return Decimal(number.numerator) / Decimal(number.denominator)
