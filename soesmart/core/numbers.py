"""Numbers and amounts of money as people in Germany write and read them. Pure functions, no Django."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
SPACES = re.compile("[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'’]")
LONGEST_INPUT = 40
# Units that name a scale: "3,4" says it all where "3,4 Schulnote" is no German.
SCALES = ("Schulnote", "Index")


def format_number(value: Decimal | float | int, decimals: int | None = None) -> str:
    """`1234.5` as `1.234,5`; rounded half up to `decimals` places, or all places without trailing zeros.

    The minus is the true sign U+2212, zero never carries one. Raises ValueError for infinity and NaN.
    """
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("Unendlich und „keine Zahl“ lassen sich nicht schreiben.")
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(number):f}".partition(".")
    fraction = fraction if decimals is not None else fraction.rstrip("0")
    sign = MINUS if number < 0 and (whole.strip("0") or fraction.strip("0")) else ""
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def parse_number(text: str) -> Decimal:
    """The number a person typed: German (`1.234,5`) or English where that is unambiguous (`1,234.5`, `0.5`).

    `1.234` is German grouping (1234) and `1,234` a German decimal (1.234). Raises ValueError for anything else.
    """
    compact = SPACES.sub("", text.strip()).replace(MINUS, "-").removeprefix("+")
    sign, digits = ("-", compact[1:]) if compact.startswith("-") else ("", compact)
    plain = _without_grouping(digits) if len(compact) <= LONGEST_INPUT else None
    if plain is None:
        raise ValueError(f"„{text[:LONGEST_INPUT]}“ ist keine Zahl. Bitte so schreiben: 1.234,5")
    try:
        return Decimal(sign + plain)
    except InvalidOperation as error:  # pragma: no cover - the patterns leave nothing that Decimal refuses
        raise ValueError(str(error)) from error


def format_euro(cents: int, *, always_cents: bool = False) -> str:
    """Whole cents as `1.234,50 €`; whole euros without ",00" unless `always_cents`."""
    decimals = 2 if always_cents or cents % 100 else 0
    return f"{format_number(Decimal(cents) / 100, decimals)}{NARROW_SPACE}€"


def parse_euro(text: str) -> int:
    """Whole cents of a typed amount (`1.234,50 €`, `1,5 Mio. €`). Raises ValueError, also for fractions of a cent."""
    bare = text.replace("€", "").replace("EUR", "").strip()
    named = _NAMED.fullmatch(bare)
    factor = next(times for word, times in _TIMES.items() if named[2].lower().startswith(word)) if named else 1
    cents = parse_number(named[1] if named else bare) * factor * 100
    if cents != cents.to_integral_value():
        raise ValueError("Ein Betrag hat höchstens zwei Stellen nach dem Komma.")
    return int(cents)


def with_unit(number: str, unit: str) -> str:
    """Number and unit kept on one line: `3,4 %` with a narrow space, `28 Tonnen` with a full one; as it is said."""
    said = said_unit(unit)
    return f"{number}{NARROW_SPACE if len(said) <= 3 else chr(0xA0)}{said}" if said else number


def said_unit(unit: str) -> str:
    """The unit as it is said behind a number: nothing for a count or a scale, "je Jahr" for "Anzahl je Jahr"."""
    return "" if unit.startswith(SCALES) else unit.removeprefix("Anzahl").strip()


_NAMED = re.compile(r"(.*[0-9])\s*(tsd\.?|tausend|mio\.?|million(?:en)?|mrd\.?|milliarden?)", re.IGNORECASE)
_TIMES = {"tsd": 10**3, "tausend": 10**3, "mio": 10**6, "million": 10**6, "mrd": 10**9, "milliarde": 10**9}
_GERMAN = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_ENGLISH = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?")


def _without_grouping(digits: str) -> str | None:
    for pattern in (_GERMAN, _ENGLISH):
        match = pattern.fullmatch(digits)
        if match:
            whole = re.sub(r"[.,]", "", match[1])
            return f"{whole}.{match[2]}" if match[2] else whole
    return None
