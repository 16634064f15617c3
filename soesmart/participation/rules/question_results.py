"""From answers to what may be shown of them: a table per question, small groups hidden. Pure.

Counting and showing are apart: `count_answers` gives raw counts, which are stored; `results_of` hides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from soesmart.participation.rules.formats import Channel
from soesmart.participation.rules.question_conditions import values_of
from soesmart.participation.rules.question_figures import Counts, bands_of, facts_of
from soesmart.participation.rules.questions import Option, QuestionKind, QuestionWords
from soesmart.participation.rules.small_groups import all_large, shown_marks, shown_parts

NOWHERE = Option("", "ohne Ortsteil")


@dataclass(frozen=True)
class Line:
    """A row of a table. count: None where hidden; percent: of the people, whole; channels: None where hidden."""

    label: str
    count: int | None
    percent: int | None = None
    channels: tuple[int, ...] = ()


@dataclass(frozen=True)
class Table:
    """people: how many are counted here, None where hidden; channels: names of the columns beside the sum, if shown."""

    title: str
    people: int | None
    lines: tuple[Line, ...]
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionResult:
    """What may be shown of a question. people: who answered it, None: too few; facts: sentences beside the tables."""

    number: int
    words: QuestionWords
    people: int | None
    tables: tuple[Table, ...] = ()
    facts: tuple[str, ...] = ()
    hangs_on_hidden: bool = False


@dataclass(frozen=True)
class Raw:
    """Cells of one table before hiding, in all and by channel."""

    title: str
    options: tuple[Option, ...]
    cells: Mapping[str, str] = field(default_factory=dict)
    are_marks: bool = False
    is_exact: bool = False


def cells_of(question: QuestionWords, value: Any) -> list[str]:
    """What an answer is counted as: several cells where it says several things."""
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            return list(value["is"])
        case QuestionKind.MATRIX:
            return [f"{row}|{column}" for row, column in value.items()]
        case QuestionKind.RANKING:
            return [f"{key}|{rank}" for rank, key in enumerate(value, 1)]
        case QuestionKind.PLACE:
            return [value.get("district", "")]
        case QuestionKind.TEXT:
            return []
    return [str(value)]


def count_answers(
    questions: Sequence[QuestionWords], rows: Iterable[tuple[str, str, Any, int]]
) -> dict[str, dict[str, Any]]:
    """Counts by question and channel. rows: key of the question, channel, value, how often."""
    by_key = {question.key: question for question in questions}
    found: dict[str, dict[str, Any]] = {}
    for key, channel, value, times in rows:
        if key not in by_key:
            continue
        counts = found.setdefault(key, {}).setdefault(channel, {"n": 0, "cells": Counter()})
        counts["n"] += times
        for cell in cells_of(by_key[key], value):
            counts["cells"][cell] += times
    return found


def results_of(
    questions: Sequence[QuestionWords],
    counts: Mapping[str, Counts],
    smallest: int,
    districts: Sequence[Option] = (),
) -> list[QuestionResult]:
    """What may be shown of every question.

    A question that hangs on an answer whose number is hidden is hidden as a whole: how many answered it would tell.
    """
    results: dict[str, QuestionResult] = {}
    for number, question in enumerate(questions, 1):
        above = results.get(question.condition.get("question", ""))
        if above is not None and _hides(question.condition, above, districts):
            results[question.key] = QuestionResult(number, question, None, hangs_on_hidden=True)
        else:
            results[question.key] = _result(number, question, counts.get(question.key, {}), smallest, districts)
    return list(results.values())


def _hides(condition: Mapping[str, Any], above: QuestionResult, districts: Sequence[Option]) -> bool:
    if above.people is None:
        return True
    named = {*condition.get("is", ()), *condition.get("not", ())}
    if not named or not above.tables:
        return False
    labels = {option.label for option in values_of(above.words, districts) if option.key in named}
    return any(line.count is None for line in above.tables[0].lines if line.label in labels)


def channel_table(responses: Mapping[str, int], smallest: int) -> Table:
    """Who answered on which way."""
    options = [Option(channel.value, channel.label) for channel in Channel if responses.get(channel.value)]
    shown, people = shown_parts([responses[option.key] for option in options], smallest)
    return Table("", people, _lines(options, shown, people))


def _result(
    number: int, question: QuestionWords, counts: Counts, smallest: int, districts: Sequence[Option]
) -> QuestionResult:
    people = sum(channel["n"] for channel in counts.values())
    if 0 < people < smallest:
        return QuestionResult(number, question, None)
    tables = tuple(_table(raw, counts, smallest) for raw in _raw_tables(question, counts, districts))
    facts = facts_of(question, counts) if people else ()
    return QuestionResult(number, question, people, tables, facts)


def _raw_tables(question: QuestionWords, counts: Counts, districts: Sequence[Option]) -> list[Raw]:
    match question.kind:
        case QuestionKind.SINGLE:
            return [Raw("", question.options)]
        case QuestionKind.MULTIPLE:
            least, most = question.settings.get("min", 0), question.settings.get("max", 0)
            return [Raw("", question.options, are_marks=True, is_exact=bool(most) and most in (least, 1))]
        case QuestionKind.SCALE:
            return [Raw("", question.steps)]
        case QuestionKind.MATRIX:
            return [
                Raw(row.label, question.columns, {f"{row.key}|{column.key}": column.key for column in question.columns})
                for row in question.rows
            ]
        case QuestionKind.RANKING:
            first = {f"{option.key}|1": option.key for option in question.options}
            return [Raw("Auf Platz 1 gesetzt", question.options, first)]
        case QuestionKind.PLACE:
            return [Raw("", (*districts, NOWHERE))]
        case QuestionKind.NUMBER:
            options, cells = bands_of(question, counts)
            return [Raw("", options, cells)] if options else []
    return []


def _table(raw: Raw, counts: Counts, smallest: int) -> Table:
    whole, people = _summed(raw, counts, set(counts))
    if raw.are_marks:
        shown, total = shown_marks(whole, people, smallest, is_exact=raw.is_exact)
    else:
        shown, total = shown_parts(whole, smallest)
    names, columns = _by_channel(raw, counts, smallest) if None not in shown else ((), [])
    return Table(raw.title, total, _lines(raw.options, shown, total, columns), names)


def _summed(raw: Raw, counts: Counts, channels: "set[str]") -> tuple[list[int], int]:
    """How often each option was said on these channels, and by how many people."""
    sums: Counter[str] = Counter()
    people = 0
    for channel in channels:
        of_channel = counts.get(channel, {"n": 0, "cells": {}})
        people += of_channel["n"]
        for cell, number in of_channel["cells"].items():
            if not raw.cells:
                sums[cell] += number
            elif cell in raw.cells:
                sums[raw.cells[cell]] += number
    found = [sums[option.key] for option in raw.options]
    return found, people if raw.are_marks else sum(found)


def _by_channel(raw: Raw, counts: Counts, smallest: int) -> tuple[tuple[str, ...], list[list[int]]]:
    """Columns of channels in which nothing had to be hidden: each on its own, else online against the rest."""
    present = [channel for channel in Channel if counts.get(channel.value, {}).get("n")]
    if len(present) < 2:
        return (), []
    others = {channel.value for channel in present if channel != Channel.ONLINE}
    groupings = [[(channel.label, {channel.value}) for channel in present]]
    if Channel.ONLINE in present and len(others) > 1:
        groupings.append([(Channel.ONLINE.label, {Channel.ONLINE.value}), ("Andere Wege", others)])
    for grouping in groupings:
        columns = [_summed(raw, counts, channels) for _, channels in grouping]
        if all(all_large(cells, people, smallest, are_marks=raw.are_marks) for cells, people in columns):
            return tuple(name for name, _ in grouping), [cells for cells, _ in columns]
    return (), []


def _lines(
    options: Sequence[Option],
    shown: Sequence[int | None],
    people: int | None,
    columns: Sequence[Sequence[int]] = (),
) -> tuple[Line, ...]:
    return tuple(
        Line(
            label=option.label,
            count=count,
            percent=(200 * count + people) // (2 * people) if count is not None and people else None,
            channels=tuple(column[place] for column in columns),
        )
        for place, (option, count) in enumerate(zip(options, shown, strict=True))
    )
