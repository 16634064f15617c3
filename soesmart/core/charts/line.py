"""The geometry of a line chart: pure numbers for the template `core/charts/_line.html`."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from soesmart.core.charts.data import Band, LineChart, Point, Series, Sparkline
from soesmart.core.charts.scale import Scale, nice_ticks, year_ticks
from soesmart.core.numbers import format_number, with_unit

# Marks drawn from their left end, centre and top: they differ by shape, not only by colour.
CIRCLE = "a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z"
SQUARE = "m-6-6h12v12h-12z"
DIAMOND = "m0-8l8 8-8 8-8-8z"
SMALL_DIAMOND = "m0-5.5l5.5 5.5-5.5 5.5-5.5-5.5z"
LETTER = 8.6  # width of a digit at 15 user units, Fira Sans


@dataclass(frozen=True)
class Format:
    """Size of a drawing in user units; text is 15 units high in both, so a phone gets its own format."""

    width: int
    height: int
    years: int


WIDE = Format(720, 340, 8)
NARROW = Format(340, 290, 4)


def describe(chart: LineChart) -> str:
    """The course in one or two sentences."""
    series, parts = chart.series, []
    said = [f"{series.say(point.value)} im Jahr {point.year:.0f}" for point in series.points]
    if said:
        parts.append(f"Von {said[0]} auf {said[-1]}." if len(said) > 1 else f"{said[0]}.")
    if chart.target:
        parts.append(f"Ziel {chart.target.year:.0f}: {series.say(chart.target.value)}.")
    if chart.forecast and chart.band:
        last, band = chart.forecast[-1], chart.band[-1]
        parts.append(
            f"Prognose {last.year:.0f}: {series.say(last.value)}, in 80 von 100 Fällen zwischen {series.say(band.low)} "
            f"und {series.say(band.high)}."
        )
    if breaks := [f"{point.year:.0f}" for point in series.points if point.has_break]:
        parts.append(f"Bruch in der Reihe: {', '.join(breaks)}.")
    return " ".join(parts) or "Noch keine Werte."


def lay_out(chart: LineChart, size: Format) -> dict[str, Any]:
    """Everything the template needs for one format. Needs at least one point, baseline or target."""
    path = _target_path(chart)
    known = [*chart.series.points, *path, *chart.milestones, *chart.forecast, *chart.alternative]
    known += [chart.baseline] if chart.baseline else []
    years = [point.year for point in known] + [band.year for band in chart.band]
    ticks = nice_ticks(_heights(chart, [point.value for point in known]))
    labels = [_tick_label(tick, ticks) for tick in ticks]
    left = round(max(map(len, labels)) * LETTER + 12)
    first, last = min(years), max(years)
    x = Scale(first, last if last > first else first + 1, left + 10, size.width - 26)
    y = Scale(float(ticks[0]), float(ticks[-1]), size.height - 34, 34)
    points = [(x.at(point.year), y.at(point.value)) for point in chart.series.points]
    heights_of_ticks = [y.at(tick) for tick in ticks]
    right = size.width - 10
    return {
        "width": size.width,
        "height": size.height,
        "right": right,
        "points": points,
        "axis": f"M{left} {y.start:g}H{right}",
        "grid": "".join(f"M{left} {top:g}H{right}" for top in heights_of_ticks[1:]),
        "rows": [(f"{top + 5:g}", label) for top, label in zip(heights_of_ticks, labels, strict=True)],
        "row_end": left - 8,
        "columns": [(f"{x.at(year):g}", year) for year in year_ticks(first, last, size.years)],
        "column_foot": size.height - 10,
        "lines": _lines(chart.series, points),
        "breaks": _breaks(chart.series, points, y),
        "marks": _marks(chart.series, points, is_invented=False),
        "examples": _marks(chart.series, points, is_invented=True),
        "path": _polyline((x.at(point.year), y.at(point.value)) for point in path),
        "band": _outline(chart.band, x, y),
        "inner_band": _outline(chart.inner_band, x, y),
        "forecast": _polyline((x.at(point.year), y.at(point.value)) for point in _after(chart, chart.forecast)),
        "alternative": _polyline((x.at(point.year), y.at(point.value)) for point in _after(chart, chart.alternative)),
        "milestones": "".join(_place(point, x, y, SMALL_DIAMOND) for point in chart.milestones),
        "baseline": _place(chart.baseline, x, y, SQUARE),
        "target": _place(chart.target, x, y, DIAMOND),
        "words": _end_labels(chart, x, y, right),
    }


def lay_out_spark(chart: Sparkline) -> dict[str, Any]:
    """The same for the small line: 120 by 32 user units, no labels."""
    known = [*chart.series.points, *([chart.target] if chart.target else [])]
    values, years = [float(point.value) for point in known], [point.year for point in known]
    x = Scale(min(years), max(*years, min(years) + 1), 4, 116)
    y = Scale(min(values), max(*values, min(values) + 1e-9), 27, 5)
    points = [(x.at(point.year), y.at(point.value)) for point in chart.series.points]
    target = y.at(chart.target.value) if chart.target else None
    return {"line": _polyline(points), "last": points[-1] if points else None, "target": target}


def _target_path(chart: LineChart) -> tuple[Point, ...]:
    if chart.path or not chart.target:
        return chart.path
    start = chart.baseline or (chart.series.points[0] if chart.series.points else None)
    return (start, chart.target) if start and start.year < chart.target.year else (chart.target,)


def _tick_label(tick: Decimal, ticks: list[Decimal]) -> str:
    places = max(0, *(-int(other.as_tuple().exponent) for other in ticks))
    return format_number(tick, places)


def _polyline(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def _heights(chart: LineChart, known: list[Decimal]) -> list[Decimal]:
    """What the axis has to show: all points, and of the bands no more than once their height to each side."""
    bounds = [bound for band in (*chart.band, *chart.inner_band) for bound in (band.low, band.high)]
    if not bounds or not known:
        return [*known, *bounds]
    low, high = min(known), max(known)
    room = high - low or abs(high) / 2 or Decimal(1)
    floor = Decimal(0) if low >= 0 else low - room
    return [*known, *(min(max(bound, low - room, floor), high + room) for bound in bounds)]


def _outline(bands: tuple[Band, ...], x: Scale, y: Scale) -> str:
    low, high = Decimal(y.low), Decimal(y.high)
    upper = [(x.at(band.year), y.at(min(max(band.high, low), high))) for band in bands]
    lower = [(x.at(band.year), y.at(min(max(band.low, low), high))) for band in reversed(bands)]
    return _polyline([*upper, *lower])


def _after(chart: LineChart, course: tuple[Point, ...]) -> tuple[Point, ...]:
    """A course that follows the series, joined to the last value."""
    return (*chart.series.points[-1:], *course) if course else ()


def _lines(series: Series, places: list[tuple[float, float]]) -> list[str]:
    """The series as one line, or as several where it is broken."""
    parts: list[list[tuple[float, float]]] = [[]]
    for point, place in zip(series.points, places, strict=True):
        if point.has_break and parts[-1]:
            parts.append([])
        parts[-1].append(place)
    return [_polyline(part) for part in parts if len(part) > 1]


def _breaks(series: Series, places: list[tuple[float, float]], y: Scale) -> str:
    """A line from top to bottom halfway between the two values that cannot be compared."""
    halves = [
        (before[0] + here[0]) / 2
        for point, before, here in zip(series.points[1:], places, places[1:], strict=False)
        if point.has_break
    ]
    return "".join(f"M{half:g} {y.end:g}V{y.start:g}" for half in halves)


def _marks(series: Series, places: list[tuple[float, float]], *, is_invented: bool) -> str:
    drawn = [place for point, place in zip(series.points, places, strict=True) if point.is_invented == is_invented]
    return "".join(f"M{left - 5.5:g} {top:g}{CIRCLE}" for left, top in drawn)


def _place(point: Point | None, x: Scale, y: Scale, shape: str) -> str:
    return f"M{x.at(point.year):g} {y.at(point.value):g}{shape}" if point else ""


def _end_labels(chart: LineChart, x: Scale, y: Scale, right: float) -> list[tuple[str, str, str, str]]:
    """Words at the target and at the last value (x, y, anchor, text), away from the line that comes or goes there."""
    series, words = chart.series, []
    if chart.target:
        top = y.at(chart.target.value)
        falls = bool(series.points) and chart.target.value < series.points[-1].value
        foot = top + 27 if falls and top < y.start - 30 else top - 15
        words.append((f"{right:g}", f"{foot:g}", "end", _short(series, chart.target.value)))
    if series.points:
        words.append(_word_at_last(chart, x, y))
    return words


def _word_at_last(chart: LineChart, x: Scale, y: Scale) -> tuple[str, str, str, str]:
    """Right of the last value, above or below the path; left of it, away from the line, where a forecast follows."""
    series, path = chart.series, _target_path(chart)
    last, text = series.points[-1], _short(series, series.points[-1].value)
    left, top = x.at(last.year), y.at(last.value)
    if chart.forecast and len(series.points) > 1:
        is_below = last.value < series.points[-2].value
        anchor, shift = "end", 2.0
    else:
        is_below = bool(path) and _height_of_path(path, last.year) > float(last.value)
        anchor, shift = "start" if x.end + 26 - left > len(text) * LETTER + 14 else "end", 10.0
    foot = top + 22 if is_below and top < y.start - 30 else top - 14
    return f"{left + shift:g}", f"{foot:g}", anchor, text


def _short(series: Series, value: Decimal) -> str:
    """The axis names the unit already; only signs like % stay with the number."""
    return with_unit(format_number(value, series.decimals), series.unit if len(series.unit) <= 2 else "")


def _height_of_path(path: tuple[Point, ...], year: float) -> float:
    for before, after in pairwise(path):
        if before.year <= year <= after.year:
            share = (year - before.year) / (after.year - before.year)
            return float(before.value) + share * float(after.value - before.value)
    return float(path[-1].value)
