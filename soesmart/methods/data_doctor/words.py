"""Numbers and names as they stand in sentences."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"


def german(value: Decimal | float, unit: str = "") -> str:
    """`1234.5` as `1.234,5`, with its unit behind a space that does not break; floats to nine digits."""
    number = Decimal(f"{value:.9g}") if isinstance(value, float) else value
    whole, _, fraction = f"{abs(number):f}".partition(".")
    fraction = fraction.rstrip("0")
    text = f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")
    sign = MINUS if number < 0 else ""
    said = unit.removeprefix("Anzahl").strip()
    return f"{sign}{text}\N{NO-BREAK SPACE}{said}" if said else f"{sign}{text}"


def rounded(value: Decimal, places: int) -> Decimal:
    """To so many places after the point, half up, never in powers of ten."""
    return Decimal(f"{value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):f}")


def listed(words: Sequence[str], most: int = 5) -> str:
    """`Strom, Gas und Wärme`; of many the first ones."""
    if len(words) > most:
        rest = len(words) - most
        return f"{', '.join(words[:most])} und {'eine weitere' if rest == 1 else f'{rest} weitere'}"
    return " und ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
