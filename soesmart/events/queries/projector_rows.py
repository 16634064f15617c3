"""A tally as rows to be seen from the last seat: a label, and bars for all, hall and stream."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from soesmart.core.numbers import format_number
from soesmart.events.models import Item
from soesmart.events.rules import ItemKind

MOST_ROWS = 12
MOST_WORDS = 24
SIZES = 5
PERCENT = "\N{NARROW NO-BREAK SPACE}%"
Part = Mapping[str, Any]
PARTS = ("all", "hall", "stream")


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
    bars: tuple[Bar, ...]
    leads: bool = False
    is_truth: bool = False


@dataclass(frozen=True)
class Word:
    """size: 1 (rare) to 5 (the most frequent)."""

    text: str
    times: int
    size: int


def rows_of(item: Item, labels: Mapping[int, str], told: Mapping[str, Part | None]) -> list[Row]:
    """Rows of a tally as soesmart.methods.tally tells it. labels: of the options. told: "all", "hall", "stream"."""
    parts = {name: part for name in PARTS if (part := told.get(name))}
    if "all" not in parts:
        return []
    names = _labels(item, labels, parts["all"])
    shares = {name: _shares(part) for name, part in parts.items()}
    longest = max((share for values in shares.values() for share in values), default=0)
    first = _leading(parts["all"], shares["all"])

    def bar(name: str, number: int) -> Bar:
        if name not in parts:
            return Bar(name, 0, "")  # stands ready for the script
        share = shares[name][number - 1]
        return Bar(name, round(100 * share / longest) if longest else 0, _text(parts[name], number, share))

    return [
        Row(
            number=number,
            label=label,
            bars=tuple(bar(name, number) for name in PARTS),
            leads=number in first,
            is_truth=_holds_truth(item, parts["all"], number),
        )
        for number, label in names.items()
    ]


def ordered(item: Item, rows: Sequence[Row], all_: Part) -> list[Row]:
    """As a result is read: rankings and long lists from the first, others as they were asked."""
    by_number = {row.number: row for row in rows}
    if item.kind == ItemKind.RANKING:
        return [by_number[number] for together in all_.get("order", []) for number in together if number in by_number]
    if item.kind == ItemKind.NEXT_IDEA or len(rows) > MOST_ROWS:
        shares = _shares(all_)
        return sorted(rows, key=lambda row: (-shares[row.number - 1], row.number))
    return list(rows)


def words_of(part: Part | None, most: int = MOST_WORDS) -> list[Word]:
    """The most frequent words in the order of the alphabet, so that none jumps about while more come in."""
    words = (part or {}).get("words", [])[:most]
    highest = max((times for _, times in words), default=0)
    sized = [Word(word, times, -(-SIZES * times // highest)) for word, times in words]
    return sorted(sized, key=lambda word: word.text.lower())


def _labels(item: Item, labels: Mapping[int, str], all_: Part) -> Mapping[int, str]:
    if "bars" not in all_:
        return labels
    ends = {item.least: item.low_label, item.most: item.high_label} if item.kind == ItemKind.SCALE else {}
    return {number: _span(low, high, ends.get(low, "")) for number, (low, high, _) in enumerate(all_["bars"], 1)}


def _span(low: int, high: int, word: str) -> str:
    if low != high:
        return f"{format_number(low)} bis {format_number(high)}"
    return f"{format_number(low)} {word}".strip()


def _shares(part: Part) -> list[float]:
    """Of each row, 0 to 1: of the ballots, of all points given, of the points that could be reached."""
    if "sums" in part:
        values, base = part["sums"], sum(part["sums"])
    elif "points" in part:
        values, base = part["points"], part["ballots"] * (len(part["points"]) - 1)
    else:
        values = [times for *_, times in part["bars"]] if "bars" in part else part.get("counts", [])
        base = part["ballots"]
    return [value / base if base else 0.0 for value in values]


def _text(part: Part, number: int, share: float) -> str:
    if "order" in part:
        places = [together for together in part["order"] if number in together]
        ahead = sum(len(together) for together in part["order"][: part["order"].index(places[0])]) if places else 0
        return f"Platz {ahead + 1}" if places else ""
    return f"{format_number(round(100 * share))}{PERCENT}"


def _leading(all_: Part, shares: Sequence[float]) -> set[int]:
    if "order" in all_:
        return set(all_["order"][0]) if all_["order"] else set()
    highest = max(shares, default=0)
    return {number for number, share in enumerate(shares, 1) if share == highest} if highest else set()


def _holds_truth(item: Item, all_: Part, number: int) -> bool:
    if item.truth is None or "bars" not in all_ or item.kind != ItemKind.ESTIMATE:
        return False
    low, high, _ = all_["bars"][number - 1]
    return bool(low <= item.truth <= high)
