"""What becomes of a value on its way in, beside the one that is stored for the same time and part."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from soesmart.strategy.rules import ValueState

PLACES = Decimal("0.000001")
LARGEST = Decimal(10) ** 12
SURENESS: dict[str, int] = {
    ValueState.ESTIMATED: 0,
    ValueState.PROVISIONAL: 1,
    ValueState.MEASURED: 2,
    ValueState.REVISED: 2,
}


class Slot(NamedTuple):
    """The time and part of an indicator of which one value counts."""

    indicator: int
    year: int
    day: date | None
    sector: str
    district: str
    group: str


@dataclass(frozen=True, slots=True)
class Stored:
    """The value that counts now; invented: an example, which nobody measured."""

    value: Decimal
    state: str
    has_break: bool = False
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """is_known: nothing to store; replaces: another value is stored; state: the one to store."""

    is_known: bool
    replaces: bool
    state: str


def fate(value: Decimal, state: str, has_break: bool, stored: Stored | None, *, invented: bool = False) -> Fate:
    """A measured value that differs from a measured one is a revised one; after an estimate it is just measured.

    The same number is news only when it has become surer, or is told to be a break. What takes the place of an example
    is new, also with the same number; invented: it is an example itself.
    """
    if stored is None or (stored.invented and not invented):
        return Fate(False, False, state)
    is_sure, was_sure = SURENESS[state], SURENESS[stored.state]
    if value == stored.value and is_sure <= was_sure and has_break <= stored.has_break:
        return Fate(True, False, stored.state)
    if value != stored.value and state == ValueState.MEASURED and was_sure == is_sure:
        return Fate(False, True, ValueState.REVISED.value)
    return Fate(False, True, state)


def fitting(value: Decimal | None) -> Decimal | None:
    """The value with the places that the column holds; None for what it cannot hold."""
    if value is None or not value.is_finite() or abs(value) >= LARGEST:
        return None
    return value.quantize(PLACES, ROUND_HALF_EVEN)
