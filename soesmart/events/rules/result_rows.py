"""A tally as rows with numbers, for screens, a page, a document and a table. Pure; whole numbers only.

`told` is what `soesmart.methods.tally.results_of` gives: "all", "hall", "stream"; the last two None where few voted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from soesmart.core.numbers import format_number
from soesmart.events.rules.items import ItemKind

PARTS = ("all", "hall", "stream")
Told = Mapping[str, Any]
# What is voted on there is shared out: all together are the whole.
_WHOLES = (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.NEXT_IDEA, ItemKind.SCALE, ItemKind.POINTS)
# Longer lists are read from the most chosen on; shorter ones as they were asked.
MOST_AS_ASKED = 7


class Asked(Protocol):
    """What a result needs to know of its item; events.models.Item fits."""

    kind: str
    least: int
    most: int
    unit: str
    low_label: str
    high_label: str
    truth: int | None


@dataclass(frozen=True)
class Amount:
    """A row's number in one part. value: ballots or points. percent: of all there. width: of its bar, 0 to 100.
    place: in a ranking, shared in a tie.
    """

    part: str
    value: int
    percent: int
    width: int
    place: int | None = None


@dataclass(frozen=True)
class ResultRow:
    """number: of the option or the bar, from 1. amounts: of all, and where they are told apart of hall and stream.
    note: what an end of a scale is called. firsts: who put it first in a ranking. leads: none has more. url: of its
    idea.
    """

    number: int
    name: str
    amounts: tuple[Amount, ...]
    note: str = ""
    leads: bool = False
    firsts: int | None = None
    is_truth: bool = False
    url: str = ""

    @property
    def label(self) -> str:
        return f"{self.name} ({self.note})" if self.note else self.name

    @property
    def total(self) -> Amount:
        return self.amounts[0]

    @property
    def place(self) -> int | None:
        return self.total.place


def rows_of(item: Asked, labels: Mapping[int, str], told: Told, *, longest_is_full: bool = False) -> list[ResultRow]:
    """One row per option, number or word. labels: of the options, by number. Empty before anything is counted.

    A full bar is the whole where parts of a whole are compared, else the longest one; always that for a screen which
    is seen from afar or is small: longest_is_full.
    """
    if not told.get("all"):
        return []
    all_, parts = told["all"], {name: told[name] for name in PARTS if told.get(name)}
    names = _names(labels, all_)
    amounts = _amounts(parts, names, longest_is_full=longest_is_full or item.kind not in _WHOLES)
    first = _leading(all_, [amounts[name][0].value for name in names])
    rows = [
        ResultRow(
            number=number,
            name=label,
            amounts=amounts[name],
            note=_note(item, all_, number),
            leads=number in first,
            firsts=all_["firsts"][number - 1] if "firsts" in all_ else None,
            is_truth=_holds_truth(item, all_, number),
        )
        for number, (name, label) in enumerate(names.items(), 1)
    ]
    return _ordered(item, rows)


def without_hidden(told: Told, hidden: Collection[str]) -> dict[str, Any]:
    """A result without the words that a moderator took from the screen (in lower case); how many voted stays."""
    left_out = frozenset(hidden)
    return {name: _without(part, left_out) if part and "words" in part else part for name, part in told.items()}


def _without(part: Told, hidden: frozenset[str]) -> dict[str, Any]:
    words = [[word, times] for word, times in part["words"] if word.lower() not in hidden]
    return {**part, "words": words, "distinct": part["distinct"] - len(part["words"]) + len(words)}


def _names(labels: Mapping[int, str], all_: Told) -> dict[int | str, str]:
    """By the number of the option or the bar, or by the word in lower case."""
    if "words" in all_:
        return {word.lower(): word for word, _ in all_["words"]}
    if "bars" in all_:
        return {number: _span(low, high) for number, (low, high, _) in enumerate(all_["bars"], 1)}
    return {number: labels.get(number, f"Antwort {number}") for number in range(1, len(_values(all_)) + 1)}


def _span(low: int, high: int) -> str:
    return format_number(low) if low == high else f"{format_number(low)} bis {format_number(high)}"


def _note(item: Asked, all_: Told, number: int) -> str:
    if item.kind != ItemKind.SCALE or "bars" not in all_:
        return ""
    low, high, _ = all_["bars"][number - 1]
    return {item.least: item.low_label, item.most: item.high_label}.get(low, "") if low == high else ""


def _amounts(
    parts: Told, names: Mapping[int | str, str], *, longest_is_full: bool
) -> dict[int | str, tuple[Amount, ...]]:
    values = {part: _by_name(told, names) for part, told in parts.items()}
    bases = {part: _base(told) for part, told in parts.items()}
    full, of = _longest(values, bases) if longest_is_full else (1, 1)
    return {
        name: tuple(
            Amount(
                part,
                value := values[part][name],
                _share(value, bases[part], 100),
                _share(value * of, bases[part] * full, 100),
                _place(told, name),
            )
            for part, told in parts.items()
        )
        for name in names
    }


def _by_name(part: Told, names: Mapping[int | str, str]) -> dict[int | str, int]:
    if "words" not in part:
        return dict(zip(names, _values(part), strict=True))
    times: dict[str, int] = {word.lower(): number for word, number in part["words"]}
    return {name: times.get(str(name), 0) for name in names}


def _longest(values: Mapping[str, Mapping[Any, int]], bases: Mapping[str, int]) -> tuple[int, int]:
    """The largest share of all parts, as value and base."""
    shares = [(max(values[part].values(), default=0), base) for part, base in bases.items() if base]
    return max(shares, key=lambda share: Fraction(*share), default=(0, 1))


def _values(part: Told) -> Sequence[int]:
    if "bars" in part:
        return [times for *_, times in part["bars"]]
    values: Sequence[int] = part.get("counts") or part.get("sums") or part.get("points") or ()
    return values


def _base(part: Told) -> int:
    if "sums" in part:
        return sum(part["sums"])
    ballots: int = part["ballots"]
    return ballots * max(len(part["points"]) - 1, 1) if "points" in part else ballots


def _share(value: int, of: int, scale: int) -> int:
    """Rounded half up, without a float."""
    return (2 * scale * value + of) // (2 * of) if of else 0


def _leading(all_: Told, values: Sequence[int]) -> set[int]:
    if "order" in all_:
        return set(all_["order"][0]) if all_["order"] else set()
    highest = max(values, default=0)
    return {place for place, value in enumerate(values, 1) if value == highest} if highest else set()


def _place(part: Told, name: int | str) -> int | None:
    before = 0
    for together in part.get("order", ()):
        if name in together:
            return before + 1
        before += len(together)
    return None


def _holds_truth(item: Asked, all_: Told, number: int) -> bool:
    if item.truth is None or item.kind != ItemKind.ESTIMATE or "bars" not in all_:
        return False
    low, high, _ = all_["bars"][number - 1]
    return bool(low <= item.truth <= high)


def _ordered(item: Asked, rows: list[ResultRow]) -> list[ResultRow]:
    if item.kind == ItemKind.RANKING:
        return sorted(rows, key=lambda row: (row.place or 0, row.number))
    is_list = item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.POINTS) and len(rows) > MOST_AS_ASKED
    if is_list or item.kind == ItemKind.NEXT_IDEA:
        return sorted(rows, key=lambda row: (-row.total.value, row.number))
    return rows
