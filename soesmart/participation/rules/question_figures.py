"""Figures of a question beside its table: order of a ranking, mean and median of numbers. Pure."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from soesmart.core.numbers import format_number, with_unit
from soesmart.participation.rules.questions import Option, QuestionKind, QuestionWords

BANDS = 5
# Counts of one question: by channel the number of people ("n") and how often each cell was said ("cells").
Counts = Mapping[str, Mapping[str, Any]]


def facts_of(question: QuestionWords, counts: Counts) -> tuple[str, ...]:
    if question.kind == QuestionKind.NUMBER:
        return _number_facts(question, counts)
    if question.kind == QuestionKind.RANKING:
        order = _ranked(question, counts)
        return ("Reihenfolge, wenn jeder Platz Punkte bringt: " + ", ".join(order) + ".",) if order else ()
    return ()


def _ranked(question: QuestionWords, counts: Counts) -> list[str]:
    """Labels by points: the first place brings as many as there are places, the last one. Nobody's count is told."""
    points: Counter[str] = Counter()
    for channel in counts.values():
        for cell, times in channel["cells"].items():
            key, _, rank = cell.rpartition("|")
            points[key] += times * (question.ranks + 1 - int(rank))
    named = [option for option in question.options if points[option.key]]
    return [f"{place}. {option.label}" for place, option in enumerate(sorted(named, key=lambda o: -points[o.key]), 1)]


def _numbers(counts: Counts) -> Counter[Decimal]:
    found: Counter[Decimal] = Counter()
    for channel in counts.values():
        for text, times in channel["cells"].items():
            found[Decimal(text)] += times
    return found


def _number_facts(question: QuestionWords, counts: Counts) -> tuple[str, ...]:
    numbers = _numbers(counts)
    people = sum(numbers.values())
    mean = sum((value * times for value, times in numbers.items()), Decimal(0)) / people
    seen, middle = 0, Decimal(0)
    for value in sorted(numbers):
        seen, middle = seen + numbers[value], value
        if 2 * seen >= people:
            break
    unit, decimals = question.settings.get("unit", ""), int(question.settings.get("decimals", 0))
    said = [with_unit(format_number(mean, decimals + 1), unit), with_unit(format_number(middle, decimals), unit)]
    return (f"Im Mittel {said[0]}. Die Hälfte gab höchstens {said[1]} an.",)


def bands_of(question: QuestionWords, counts: Counts) -> tuple[tuple[Option, ...], dict[str, str]]:
    """Five equal stretches between the bounds, and the stretch of each number said; nothing without two bounds."""
    if not (question.settings.get("min") and question.settings.get("max")):
        return (), {}
    least, most = Decimal(question.settings["min"]), Decimal(question.settings["max"])
    step = Decimal(1).scaleb(-int(question.settings.get("decimals", 0)))
    width = (most - least + step) / BANDS
    edges = [least + (width * band / step).to_integral_value() * step for band in range(BANDS + 1)]
    options = []
    cells: dict[str, str] = {}
    for band, (low, next_low) in enumerate(pairwise(edges)):
        high = next_low - step
        if high < low:
            continue
        label = f"{format_number(low)} bis {format_number(high)}" if high > low else format_number(low)
        options.append(Option(str(band), with_unit(label, question.settings.get("unit", ""))))
        cells |= {f"{value:f}": str(band) for value in _numbers(counts) if low <= value <= high}
    return tuple(options), cells
