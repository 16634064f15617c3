"""A counted result as rows with numbers, for a page, a document and a table. Pure; whole numbers only.

`told` is what `soesmart.methods.tally.results_of` gives: "all", "hall", "stream"; the last two None where few voted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from soesmart.core.numbers import format_number
from soesmart.events.rules.items import ItemKind

PARTS = ("all", "hall", "stream")
Told = Mapping[str, Any]
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
    """A row's number in one part. value: ballots or points. percent: of all there. width: of its bar, 0 to 100."""

    part: str
    value: int
    percent: int
    width: int


@dataclass(frozen=True)
class ResultRow:
    """number: of the option, 0 where there is none. place: of a ranking, shared in a tie; firsts: who put it first.
    amounts: of all, and where they are told apart of hall and stream. leads: none has more. url: of its idea.
    """

    label: str
    number: int
    amounts: tuple[Amount, ...]
    leads: bool = False
    place: int | None = None
    firsts: int | None = None
    is_truth: bool = False
    url: str = ""

    @property
    def total(self) -> Amount:
        return self.amounts[0]


def rows_of(item: Asked, labels: Mapping[int, str], told: Told) -> list[ResultRow]:
    """One row per option, number or word. labels: of the options, by number. Empty before anything is counted."""
    if not told.get("all"):
        return []
    parts = {name: told[name] for name in PARTS if told.get(name)}
    names = _names(item, labels, told["all"])
    amounts = _amounts(item, parts, names)
    first = _leading(told["all"], [amounts[name][0].value for name in names])
    rows = [
        ResultRow(
            label=label,
            number=name if isinstance(name, int) and name in labels else 0,
            amounts=amounts[name],
            leads=place in first,
            place=_place(told["all"], name),
            firsts=told["all"]["firsts"][place - 1] if "firsts" in told["all"] else None,
            is_truth=_holds_truth(item, told["all"], place),
        )
        for place, (name, label) in enumerate(names.items(), 1)
    ]
    return _ordered(item, rows)


def _names(item: Asked, labels: Mapping[int, str], all_: Told) -> dict[int | str, str]:
    if "words" in all_:
        return {word.lower(): word for word, _ in all_["words"]}
    if "bars" in all_:
        ends = {item.least: item.low_label, item.most: item.high_label} if item.kind == ItemKind.SCALE else {}
        return {place: _span(low, high, ends.get(low, "")) for place, (low, high, _) in enumerate(all_["bars"], 1)}
    return {number: labels.get(number, f"Antwort {number}") for number in range(1, len(_values(all_)) + 1)}


def _span(low: int, high: int, word: str) -> str:
    if low != high:
        return f"{format_number(low)} bis {format_number(high)}"
    return f"{format_number(low)} ({word})" if word else format_number(low)


def _amounts(item: Asked, parts: Told, names: Mapping[int | str, str]) -> dict[int | str, tuple[Amount, ...]]:
    values = {part: dict(zip(names, _values(told), strict=False)) for part, told in parts.items()}
    for part, told in parts.items():
        if "words" in told:
            values[part] = {word.lower(): times for word, times in told["words"]}
    bases = {part: _base(told) for part, told in parts.items()}
    percents = {(part, name): _share(values[part].get(name, 0), bases[part], 100) for part in parts for name in names}
    # Where the parts of a whole are compared, a full bar is the whole; else the longest bar is full.
    is_whole = item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.NEXT_IDEA, ItemKind.SCALE, ItemKind.POINTS)
    full = 100 if is_whole else max(percents.values(), default=0)
    return {
        name: tuple(
            Amount(part, values[part].get(name, 0), percents[part, name], _share(percents[part, name], full, 100))
            for part in parts
        )
        for name in names
    }


def _values(part: Told) -> Sequence[int]:
    if "bars" in part:
        return [times for *_, times in part["bars"]]
    if "words" in part:
        return [times for _, times in part["words"]]
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


def _place(all_: Told, name: int | str) -> int | None:
    before = 0
    for together in all_.get("order", ()):
        if name in together:
            return before + 1
        before += len(together)
    return None


def _holds_truth(item: Asked, all_: Told, place: int) -> bool:
    if item.truth is None or item.kind != ItemKind.ESTIMATE or "bars" not in all_:
        return False
    low, high, _ = all_["bars"][place - 1]
    return bool(low <= item.truth <= high)


def _ordered(item: Asked, rows: list[ResultRow]) -> list[ResultRow]:
    if item.kind == ItemKind.RANKING:
        return sorted(rows, key=lambda row: (row.place or 0, row.number))
    is_list = item.kind in (ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.POINTS) and len(rows) > MOST_AS_ASKED
    if is_list or item.kind == ItemKind.NEXT_IDEA:
        return sorted(rows, key=lambda row: (-row.total.value, row.number))
    return rows
