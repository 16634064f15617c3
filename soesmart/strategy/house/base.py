"""The plan of the ground floor: a door in the stone, and a tablet for each overarching goal. No Django."""

from dataclasses import dataclass

from soesmart.strategy.house.content import Door, HouseContent, Part
from soesmart.strategy.house.lettering import Lettering, letter
from soesmart.strategy.house.measures import Measures
from soesmart.strategy.house.panes import Box

PADDING = 26  # beside the words of a tablet
GAP = 14


@dataclass(frozen=True)
class Tablet:
    """An overarching goal carved into the ground floor."""

    part: Part
    box: Box
    name: Lettering


@dataclass(frozen=True)
class PlacedDoor:
    """The way to the pilots; without `door` only a wooden door that leads nowhere."""

    door: Door | None
    box: Box
    label: Lettering


@dataclass(frozen=True)
class BasePlan:
    box: Box
    door: PlacedDoor
    tablets: tuple[Tablet, ...]


def plan_base(content: HouseContent, x: float, y: float, width: float, measures: Measures) -> BasePlan:
    """Tablets left and right of the door; on a narrow house above each other beside it."""
    if measures.is_narrow:
        door_width, high = (96.0, 38.0) if content.door else (52.0, 38.0)
        shelves = [(x + 12, width - door_width - 38, content.overarching)]
    else:
        door_width, high = (128.0, 48.0) if content.door else (74.0, 48.0)
        half, first = (width - door_width) / 2 - 20, (len(content.overarching) + 1) // 2
        shelves = [
            (x + 4, half, content.overarching[:first]),
            (x + half + door_width + 36, half, content.overarching[first:]),
        ]
    rows = [_rows(parts, room, measures) for _, room, parts in shelves]
    least = 126.0 if content.door else 92.0
    height = max(least, 24 + max(map(len, rows)) * (high + 8))
    box = Box(x, y, width, height)
    tablets = [
        tablet
        for (left, room, _), lines in zip(shelves, rows, strict=True)
        for tablet in _hang(lines, Box(left, y, room, height), high, measures)
    ]
    return BasePlan(box, _door(content.door, box, door_width, measures), tuple(tablets))


def _rows(parts: tuple[Part, ...], width: float, measures: Measures) -> list[list[tuple[Part, Lettering]]]:
    """The tablets in rows: next to each other as long as there is room, one below the other on a narrow house."""
    rows: list[list[tuple[Part, Lettering]]] = []
    used = width
    for part in parts:
        name = letter(part.name, width - PADDING, size=measures.name[0], smallest=measures.name[1] - 1, lines=2)
        needed = name.width + PADDING
        if measures.is_narrow or used + GAP + needed > width:
            rows.append([])
            used = -GAP
        rows[-1].append((part, name))
        used += GAP + needed
    return rows


def _hang(rows: list[list[tuple[Part, Lettering]]], wall: Box, high: float, measures: Measures) -> list[Tablet]:
    tablets = []
    y = wall.y + (wall.height - 8 - len(rows) * (high + 8)) / 2 + 4
    for row in rows:
        free = wall.width - sum(name.width + PADDING for _, name in row)
        gap = free / (len(row) + 1)
        extra = min(16.0, gap * 0.4)
        x = wall.x + gap
        for part, name in row:
            width = name.width + PADDING
            box = Box(x - extra / 2, y, width + extra, high)
            tablets.append(Tablet(part, Box(wall.x, y, wall.width, high) if measures.is_narrow else box, name))
            x += width + gap
        y += high + 8
    return tablets


def _door(door: Door | None, base: Box, width: float, measures: Measures) -> PlacedDoor:
    x = base.right - width - 16 if measures.is_narrow else base.middle - width / 2
    box = Box(x, base.y + 12, width, base.height - 12)
    label = letter(door.label if door else "", width - 18, size=measures.name[0] * 0.92, smallest=11.5, lines=2)
    return PlacedDoor(door, box, label)
