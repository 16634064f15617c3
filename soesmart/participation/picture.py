"""The way as a picture: years along the top, a bar per phase, a mark per date. Numbers only; the template draws."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from soesmart.participation.queries import Stage, Way

WIDTH, ROW, TOP, LABEL = 1000, 34, 30, 12


@dataclass(frozen=True)
class Bar:
    """A phase: left edge, width and top in the units of the viewBox; `label_x` with its anchor (start or end)."""

    stage: Stage
    number: int
    x: float
    width: float
    y: float
    label_x: float
    anchor: str
    marks: list[float]


@dataclass(frozen=True)
class Picture:
    """bars: one row each; years: (year, x) of the grid lines; today_x: None when outside the picture."""

    width: int
    height: int
    bars: list[Bar]
    years: list[tuple[int, float]]
    today_x: float | None


def picture_of(way: Way) -> Picture | None:
    """None for a way without phases."""
    if not way.stages:
        return None
    first = min(stage.phase.first_day for stage in way.stages).year
    last = max(stage.phase.last_day for stage in way.stages).year + 1
    start, end = date(first, 1, 1), date(last, 1, 1)

    def x_of(day: date) -> float:
        return round(WIDTH * (day - start).days / (end - start).days, 1)

    bars = [_bar(number, stage, x_of) for number, stage in enumerate(way.stages)]
    return Picture(
        width=WIDTH,
        height=TOP + ROW * len(bars) + 6,
        bars=bars,
        years=[(year, x_of(date(year, 1, 1))) for year in range(first, last)],
        today_x=x_of(way.today) if start <= way.today < end else None,
    )


def _bar(number: int, stage: Stage, x_of: Callable[[date], float]) -> Bar:
    x, right = x_of(stage.phase.first_day), x_of(stage.phase.last_day)
    is_left = right < WIDTH * 0.55
    return Bar(
        stage=stage,
        number=number + 1,
        x=x,
        width=max(right - x, 6),
        y=TOP + ROW * number,
        label_x=max(right, x + 6) + LABEL if is_left else x - LABEL,
        anchor="start" if is_left else "end",
        marks=[x_of(stop.milestone.first_day) for stop in stage.stops],
    )
