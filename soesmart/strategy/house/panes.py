"""Windows in a wall: as large as they fit, in rows, each sub-goal as a smaller window beside its goal. No Django."""

from dataclasses import dataclass
from math import ceil

from soesmart.strategy.house.content import Window

SMALL = 0.62  # width and half height of a sub-goal's window beside its goal's
GAP = 0.18  # between a goal's window and those of its sub-goals


@dataclass(frozen=True)
class Box:
    """A rectangle, upper left corner and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Pane:
    """A window and where it hangs."""

    window: Window
    box: Box
    is_small: bool = False


def hang(windows: tuple[Window, ...], wall: Box, widest: float, highest: float) -> tuple[Pane, ...]:
    """All windows inside `wall`, at most `widest` by `highest` each; rows are chosen so that they get largest."""
    if not windows:
        return ()
    aspect = highest / widest
    options = [_size(windows, wall, rows, widest, aspect) for rows in range(1, min(len(windows), 5) + 1)]
    width = max(options)
    rows = _rows(windows, options.index(width) + 1)
    height, gap = width * aspect, _gap(width)
    y = wall.y + (wall.height - len(rows) * height - (len(rows) - 1) * gap) / 2
    panes: list[Pane] = []
    for index, row in enumerate(rows):
        x = wall.middle - (sum(_units(window) * width for window in row) + gap * (len(row) - 1)) / 2
        for window in row:
            panes += _cluster(window, Box(x, y + index * (height + gap), width, height))
            x += _units(window) * width + gap
    return tuple(panes)


def _gap(width: float) -> float:
    return width * 0.32


def _units(window: Window) -> float:
    """The width of a window with its panes, in windows."""
    return 1 + (SMALL + GAP) * ceil(len(window.below) / 2)


def _rows(windows: tuple[Window, ...], count: int) -> list[tuple[Window, ...]]:
    """`count` rows of about the same number; the first ones take one more."""
    least, more = divmod(len(windows), count)
    sizes = [least + 1] * more + [least] * (count - more)
    starts = [sum(sizes[:index]) for index in range(count)]
    return [windows[start : start + size] for start, size in zip(starts, sizes, strict=True)]


def _size(windows: tuple[Window, ...], wall: Box, rows: int, widest: float, aspect: float) -> float:
    """The width of a window when they hang in so many rows."""
    across = max(sum(map(_units, row)) + 0.32 * (len(row) - 1) for row in _rows(windows, rows))
    down = rows * aspect + (rows - 1) * 0.32
    return min(widest, wall.width / across, wall.height / down)


def _cluster(window: Window, box: Box) -> list[Pane]:
    """The goal's window and its panes, two above each other."""
    panes = [Pane(window, box)]
    width, gap = box.width * SMALL, box.width * GAP
    height = (box.height - gap) / 2
    for index, pane in enumerate(window.below):
        column, row = divmod(index, 2)
        x = box.right + gap + column * (width + gap)
        panes.append(Pane(pane, Box(x, box.y + row * (height + gap), width, height), is_small=True))
    return panes
