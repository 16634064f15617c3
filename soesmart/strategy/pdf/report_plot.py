"""A chart of the report as numbers between 0 and 1, so that typst draws a few lines instead of reading a picture."""

from collections.abc import Sequence
from typing import Any

from soesmart.core.numbers import format_number, with_unit
from soesmart.strategy.reports.measured import IndicatorPart, ValuePart

MARGIN = 0.06


def plot_words(indicator: IndicatorPart, values: Sequence[ValuePart]) -> dict[str, Any] | None:
    """Lines of the values (broken at breaks), the band and line of the forecast, the target; None below two years.

    Points are [x, y] with the origin at the lower left.
    """
    dated = [(value.year, float(value.value), value) for value in values if value.year is not None]
    if len(dated) < 2:
        return None
    target = indicator.target if indicator.target and indicator.target.year else None
    ahead = indicator.rating.forecast if target else ()
    years = [year for year, _, _ in dated] + [step.year for step in ahead]
    heights = [height for _, height, _ in dated] + [float(step.low) for step in ahead] + [float(s.high) for s in ahead]
    if target and target.year:
        years.append(target.year)
        heights.append(float(target.value))
    frame = _Frame(min(years), max(years), min(heights), max(heights))
    last = dated[-1]
    start = [frame.at(last[0], last[1])]
    return {
        "lines": _lines(dated, frame),
        "dots": [[*frame.at(year, height), value.invented] for year, height, value in dated],
        "forecast": start + [frame.at(step.year, float(step.value)) for step in ahead] if ahead else [],
        "band": _band(start, ahead, frame),
        "target": frame.at(target.year, float(target.value)) if target and target.year else None,
        "first": str(frame.first),
        "last": str(frame.last),
        "low": format_number(frame.low, indicator.decimals),
        "high": format_number(frame.high, indicator.decimals),
        "alt": alt_text(indicator, dated[0][2], dated[-1][2]),
    }


class _Frame:
    """Years and heights onto the unit square, with a margin above and below."""

    def __init__(self, first: int, last: int, low: float, high: float) -> None:
        self.first, self.last, self.low, self.high = first, last, low, high
        self.width = max(last - first, 1)
        self.height = (high - low) or 1.0

    def at(self, year: int, height: float) -> list[float]:
        x = (year - self.first) / self.width
        y = MARGIN + (1 - 2 * MARGIN) * (height - self.low) / self.height
        return [round(x, 4), round(y, 4)]


def _lines(dated: Sequence[tuple[int, float, ValuePart]], frame: _Frame) -> list[list[list[float]]]:
    lines: list[list[list[float]]] = [[]]
    for year, height, value in dated:
        if value.has_break and lines[-1]:
            lines.append([])
        lines[-1].append(frame.at(year, height))
    return lines


def _band(start: list[list[float]], ahead: Sequence[Any], frame: _Frame) -> list[list[float]]:
    if not ahead:
        return []
    upper = [frame.at(step.year, float(step.high)) for step in ahead]
    lower = [frame.at(step.year, float(step.low)) for step in reversed(ahead)]
    return [*start, *upper, *lower]


def alt_text(indicator: IndicatorPart, first: ValuePart, last: ValuePart) -> str:
    """What the chart shows, for those who do not see it."""

    def say(value: Any) -> str:
        return with_unit(format_number(value, indicator.decimals), indicator.said_unit)

    text = f"{indicator.name}: von {say(first.value)} im Jahr {first.year} zu {say(last.value)} im Jahr {last.year}."
    target, ahead = indicator.target, indicator.rating.forecast
    if target and target.year:
        text += f" Zielwert {target.year}: {say(target.value)}."
        if ahead:
            text += f" Prognose für {ahead[-1].year}: {say(ahead[-1].value)}."
    return f"{text} Alle Zahlen stehen in der Tabelle daneben."
