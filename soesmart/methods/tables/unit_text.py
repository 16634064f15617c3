"""Units in headers and cells: which text is one, and whether two of them can stand in one column."""

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from soesmart.methods.units import parse

# Said of numbers, though nothing can be converted.
_WORDS = frozenset(
    {
        "anzahl", "anz", "anz.", "stück", "stk", "stk.", "st.", "tsd", "tsd.", "tausend", "mio", "mio.", "personen",
        "pers.", "einwohner", "einw.", "ew", "schulnote", "note", "index", "punkte", "prozentpunkte", "%-punkte",
        "°c", "grad", "db", "db(a)", "tage", "stunden", "std.", "h", "min.", "minuten", "µg/m³", "µg/m3", "mg/m³",
        "mg/l", "km/h", "v.h.", "v. h.", "1.000", "kd",
    }
)  # fmt: skip
# These begin a name as often as they are a unit: "Anteil Radverkehr".
_NAMES = re.compile(
    r"(?:anteile?|(?:an)?zahl|prozent|meter|liter|euro|kilo|tonnen?|jahre?|absolut|cents?)\b", re.IGNORECASE
)
_AT_END = re.compile(r"(?P<name>.*?)\s*[(\[]\s*(?P<unit>[^()\[\]]*(?:\([^()]*\))?)\s*[)\]]\s*(?P<more>.*)", re.DOTALL)
_IN = re.compile(r"(?P<name>.*)(?:\s+in\s+|,\s*(?:in\s+)?)(?P<unit>.+)", re.DOTALL)
_SIGN = re.compile(r"(?P<name>.*\S)\s+(?P<unit>[%‰€]|(?i:[kmgt]wh?p?)|km²|m²|ha|m³|t|kg)")


@lru_cache(maxsize=4_000)
def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: "t CO2", "in %", "kWh je Einwohner"; not "Anteil Radverkehr"."""
    plain = " ".join(text.split()).strip("()[] ")
    plain = re.sub(r"^(?:angaben? )?in\s+", "", plain, flags=re.IGNORECASE)
    if not plain or len(plain) > 40:
        return False
    if plain.casefold() in _WORDS:
        return True
    found = parse(plain)
    if found.measure == "count":
        return not found.of and (found.factor != 1 or plain.casefold().startswith("anzahl "))
    if found.of and _NAMES.match(plain):
        return False
    return len(found.of.split()) <= 3


@lru_cache(maxsize=4_000)
def split_head(head: str) -> tuple[str, str]:
    """Name and unit of a header: "Strom (MWh)", "Strom in MWh", "Strom, MWh"; unit "" where none is known."""
    text = " ".join(head.replace("_", " ").split())
    for pattern in (_AT_END, _IN, _SIGN):
        match = pattern.fullmatch(text)
        if match and match["name"] and is_unit(match["unit"]):
            more = match.groupdict().get("more") or ""
            return f"{match['name']} {more}".strip(" ,"), bare_unit(match["unit"])
    return ("", bare_unit(text)) if is_unit(text) and not re.fullmatch(r"[^\W\d_]{3,}", text) else (text, "")


def bare_unit(text: str) -> str:
    """Without brackets and "in": "[in t CO2]" is "t CO2"."""
    plain = " ".join(text.split()).strip()
    if plain[:1] in "([" and plain[-1:] in ")]":
        plain = plain[1:-1].strip()
    return re.sub(r"^in\s+", "", plain, flags=re.IGNORECASE)


@lru_cache(maxsize=4_000)
def step_between(given: str, wanted: str) -> Fraction | None:
    """What makes of a number in `given` one in `wanted`; None where nothing says that they differ in kind or size.

    What is measured ("t CO2", "t") and per what is not compared where only one of both says it. Two kinds that
    cannot be turned into each other (t and kWh) give 0.
    """
    if not (is_unit(given) and is_unit(wanted)):
        return None
    one, other = parse(bare_unit(given)), parse(bare_unit(wanted))
    if "count" in (one.measure, other.measure):
        return None
    if one.measure != other.measure or (one.per and other.per and one.per != other.per):
        return Fraction(0)
    return one.factor / other.factor


def times(value: Decimal, step: Fraction) -> Decimal:
    """value x step, without a tail of digits."""
    return Decimal(f"{Decimal(step.numerator) * value / Decimal(step.denominator):.15g}")
