"""A counted result in a few lines, for a phone; the whole of it stands on its own page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from soesmart.events.rules import ItemKind

MOST_LINES = 12


@dataclass(frozen=True)
class Line:
    """An answer and how much it got. share: of the longest bar, in whole percent. leads: none has more."""

    label: str
    amount: int
    share: int
    leads: bool = False


def lines_of(kind: ItemKind, told: Mapping[str, Any], labels: Mapping[int, str]) -> list[Line]:
    """The lines of a result as soesmart.methods.tally tells it; none before it is counted. labels: by number."""
    match kind:
        case ItemKind.SINGLE | ItemKind.MULTIPLE | ItemKind.NEXT_IDEA:
            return _lines(told.get("counts", []), labels)
        case ItemKind.POINTS:
            return _lines(told.get("sums", []), labels)
        case ItemKind.RANKING:
            return _ranked(told, labels)
        case ItemKind.SCALE | ItemKind.ESTIMATE:
            bars = told.get("bars", [])
            return _drawn([(_span(low, high), amount) for low, high, amount in bars])
        case ItemKind.WORDS:
            return _drawn([(word, amount) for word, amount in told.get("words", [])][:MOST_LINES])
    return []


def _lines(amounts: Sequence[int], labels: Mapping[int, str]) -> list[Line]:
    return _drawn([(labels.get(number, f"Antwort {number}"), amount) for number, amount in enumerate(amounts, 1)])


def _ranked(told: Mapping[str, Any], labels: Mapping[int, str]) -> list[Line]:
    points = told.get("points", [])
    order = [number for together in told.get("order", []) for number in together]
    first = set(told["order"][0]) if order else set()
    lines = _drawn([(labels.get(number, f"Antwort {number}"), points[number - 1]) for number in order])
    # Who comes first follows from the order, which need not be that of the points.
    return [
        Line(line.label, line.amount, line.share, leads=number in first)
        for number, line in zip(order, lines, strict=True)
    ]


def _drawn(rows: Sequence[tuple[str, int]]) -> list[Line]:
    longest = max((amount for _, amount in rows), default=0)
    return [
        Line(label, amount, round(100 * amount / longest) if longest else 0, leads=bool(amount) and amount == longest)
        for label, amount in rows
    ]


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} bis {high}"
