"""Rows of a result or a tally as bars and words to be seen from the last seat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from soesmart.core.numbers import format_number
from soesmart.events.models import Item
from soesmart.events.rules import ItemKind
from soesmart.events.rules.result_rows import PARTS, ResultRow, rows_of

MOST_ROWS = 12
MOST_WORDS = 24
SIZES = 5
PERCENT = "\N{NARROW NO-BREAK SPACE}%"


@dataclass(frozen=True)
class Bar:
    """width: of the longest bar, 0 to 100. text: what stands beside it."""

    part: str
    width: int
    text: str


@dataclass(frozen=True)
class Row:
    """number: of the option, from 1. leads: none has more. is_truth: what an estimate was about lies here."""

    number: int
    label: str
    bars: tuple[Bar, ...] = ()
    place: int | None = None
    leads: bool = False
    is_truth: bool = False


@dataclass(frozen=True)
class Word:
    """size: 1 (rare) to 5 (the most frequent)."""

    text: str
    size: int


def drawn(item: Item, rows: Sequence[ResultRow]) -> list[Row]:
    """Every row with a bar for all, hall and stream: those without a number stand ready for the script."""
    return [
        Row(
            number=row.number,
            label=f"{row.name} {row.note}".strip(),
            bars=_bars(item, row),
            place=row.place,
            leads=row.leads,
            is_truth=row.is_truth,
        )
        for row in rows
    ]


def words_of(item: Item, part: Mapping[str, Any] | None, most: int = MOST_WORDS) -> list[Word]:
    """The most frequent words in the order of the alphabet, so that none jumps about while more come in."""
    rows = rows_of(item, {}, {"all": part})[:most]
    highest = max((row.total.value for row in rows), default=0)
    sized = [Word(row.name, -(-SIZES * row.total.value // highest)) for row in rows]
    return sorted(sized, key=lambda word: word.text.lower())


def _bars(item: Item, row: ResultRow) -> tuple[Bar, ...]:
    told = {amount.part: amount for amount in row.amounts}

    def bar(part: str) -> Bar:
        if part not in told:
            return Bar(part, 0, "")
        amount = told[part]
        if item.kind == ItemKind.RANKING:
            return Bar(part, amount.width, f"Platz {amount.place}" if amount.place else "")
        return Bar(part, amount.width, f"{format_number(amount.percent)}{PERCENT}")

    return tuple(map(bar, PARTS))
