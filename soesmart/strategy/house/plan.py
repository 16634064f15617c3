"""Where everything in a house stands. Pure geometry: content and form in, boxes and letterings out. No Django.

Lengths are units of the drawing; y grows downwards. A house is planned twice: wide (four rooms a floor) for a desk,
narrow (two rooms a floor) for a phone, where a unit is at least 0.85 pixels.
"""

from dataclasses import dataclass, replace
from math import ceil

from soesmart.strategy.house.content import Door, HouseContent, Part, Room
from soesmart.strategy.house.lettering import Lettering, letter, letter_terms
from soesmart.strategy.house.panes import Box, Pane, hang
from soesmart.strategy.house.style import Roof


@dataclass(frozen=True)
class Measures:
    """The proportions of a width class."""

    width: float
    columns: int
    room: float  # width of a room in a full house
    storey: float  # height of a floor without its beam
    side: float  # least air beside the walls
    sky: float
    beam: float
    title: tuple[float, float]  # largest and smallest letters
    name: tuple[float, float]
    term: tuple[float, float]
    window: tuple[float, float]  # largest width and height
    name_lines: int
    title_lines: int
    foreground: float
    stacked: bool  # overarching goals above each other


WIDE = Measures(
    1080, 4, 218, 152, 104, 30, 12, (31, 22), (18.5, 15), (19, 16), (38, 66), 2, 3, 84, stacked=False
)  # fmt: skip
NARROW = Measures(
    340, 2, 156, 112, 13, 14, 8, (20, 15), (14.6, 13), (14.6, 13.4), (28, 46), 3, 4, 70, stacked=True
)  # fmt: skip


@dataclass(frozen=True)
class PlacedRoom:
    room: Room
    box: Box
    sill: float
    name: Lettering
    panes: tuple[Pane, ...]


@dataclass(frozen=True)
class Tablet:
    """An overarching goal carved into the ground floor."""

    part: Part
    box: Box
    name: Lettering


@dataclass(frozen=True)
class PlacedDoor:
    door: Door
    box: Box
    label: Lettering


@dataclass(frozen=True)
class RoofPlan:
    """`eaves` is the roof's lower edge, `top` its highest point; `bay` is the wall that bears the sign."""

    top: float
    eaves: float
    left: float
    right: float
    bay: Box
    sign: Box
    title: Lettering


@dataclass(frozen=True)
class Plan:
    measures: Measures
    height: float
    walls: Box
    roof: RoofPlan
    carving: Box
    terms: Lettering
    rooms: tuple[PlacedRoom, ...]
    beams: tuple[Box, ...]
    base: Box
    tablets: tuple[Tablet, ...]
    door: PlacedDoor | None
    ground: float


def plan_house(content: HouseContent, measures: Measures, form: Roof) -> Plan:
    """The plan of a house with any number of rooms and windows, none included."""
    rows = storeys(content.rooms, measures.columns)
    across = max(max((len(row) for row in rows), default=2), min(measures.columns, 3))
    width = min(measures.width - 2 * measures.side, across * measures.room + (measures.columns - across) * 36)
    left = (measures.width - width) / 2
    roof = _plan_roof(content.title, left, width, measures, form)
    terms = letter_terms(content.terms, width - 30, size=measures.term[0], smallest=measures.term[1])
    carved = terms.height + measures.beam if content.terms else measures.beam
    carving = Box(left - 6, roof.eaves, width + 12, carved)
    y, rooms, beams = carving.bottom, [], []
    for row in rows:
        rooms += _plan_row(row, Box(left, y, width, measures.storey), measures)
        beams.append(Box(left - 4, y + measures.storey, width + 8, measures.beam))
        y = beams[-1].bottom
    base = Box(left + 7, y, width - 14, 0)
    door, tablets, height = _plan_base(content, base, measures)
    base = replace(base, height=height)
    ground = base.bottom
    return Plan(
        measures, ground + measures.foreground, Box(left, carving.bottom, width, y - carving.bottom), roof, carving,
        terms, tuple(rooms), tuple(beams), base, tablets, door, ground,
    )  # fmt: skip


def storeys(rooms: tuple[Room, ...], columns: int) -> list[tuple[Room, ...]]:
    """The rooms floor by floor in their order, as even as possible, the fuller floors below."""
    if not rooms:
        return []
    floors = ceil(len(rooms) / columns)
    small, more = divmod(len(rooms), floors)
    sizes = [small] * (floors - more) + [small + 1] * more
    starts = [sum(sizes[:index]) for index in range(floors)]
    return [rooms[start : start + size] for start, size in zip(starts, sizes, strict=True)]


def _plan_roof(title: str, left: float, width: float, measures: Measures, form: Roof) -> RoofPlan:
    middle, overhang = measures.width / 2, measures.side * 0.45
    widest = width * (0.62 if form is Roof.CROSS and not measures.stacked else 0.56)
    if measures.stacked:
        widest = width * (0.78 if form is Roof.CROSS else 0.62)
    name = letter(title, widest - 40, size=measures.title[0], smallest=measures.title[1], lines=measures.title_lines)
    sign_width = max(name.width + measures.title[0] * 1.5, widest * 0.62)
    sign_height = name.height + measures.title[0] * 0.9
    wall = sign_height + measures.beam * 2.6
    gable = width * (0.17 if form is Roof.CROSS else 0.26) * (1.45 if measures.stacked else 1)
    if form is Roof.CROSS:
        bay_width = max(sign_width + 44 * (0.5 if measures.stacked else 1), width * 0.36)
        height = wall + bay_width * 0.36
    else:
        # The sign must lie inside the triangle: its upper corners decide how steep the gable is.
        bay_width = width
        height = max(wall + gable, wall / max(0.2, 1 - (sign_width + 40) / (width + 2 * overhang)))
    eaves = measures.sky + height
    sign = Box(middle - sign_width / 2, eaves - wall + measures.beam * 1.3, sign_width, sign_height)
    bay = Box(middle - bay_width / 2, eaves - wall, bay_width, wall)
    return RoofPlan(measures.sky, eaves, left - overhang, left + width + overhang, bay, sign, name)


def _plan_row(row: tuple[Room, ...], floor: Box, measures: Measures) -> list[PlacedRoom]:
    width, placed = floor.width / len(row), []
    size, smallest = measures.name
    names = [
        letter(room.name, min(width * 0.8, 240), size=size, smallest=smallest, lines=measures.name_lines)
        for room in row
    ]
    # All rooms of a floor share the height of their sills.
    sill = floor.bottom - max(size * 2.3, *(name.height for name in names)) - measures.beam * 1.2
    for index, (room, name) in enumerate(zip(row, names, strict=True)):
        box = Box(floor.x + index * width, floor.y, width, floor.height)
        wall = Box(box.x + measures.beam * 1.5, box.y + measures.beam * 0.9, width - 3 * measures.beam, 0)
        panes = hang(room.windows, replace(wall, height=sill - wall.y - measures.beam * 0.8), *measures.window)
        placed.append(PlacedRoom(room, box, sill, name, panes))
    return placed


def _plan_base(
    content: HouseContent, base: Box, measures: Measures
) -> tuple[PlacedDoor | None, tuple[Tablet, ...], float]:
    """Door and tablets of the ground floor, and its height."""
    door_width = (96 if measures.stacked else 128) if content.door else 0
    height = _base_height(content, measures)
    door = None
    if content.door:
        x = base.right - door_width - 14 if measures.stacked else base.x + (base.width - door_width) / 2
        box = Box(x, base.y + 12, door_width, height - 12)
        label = letter(content.door.label, door_width - 18, size=measures.name[0] * 0.92, smallest=11.5, lines=2)
        door = PlacedDoor(content.door, box, label)
    boxes = _stacked(content, base, door_width) if measures.stacked else _beside(content, base, door_width, height)
    tablets = tuple(_tablet(part, box, measures) for part, box in zip(content.overarching, boxes, strict=True))
    return door, tablets, height


def _tablet(part: Part, box: Box, measures: Measures) -> Tablet:
    """As wide as its words need, in the middle of its place."""
    name = letter(part.name, box.width - 18, size=measures.name[0], smallest=measures.name[1], lines=2)
    width = box.width if measures.stacked else min(box.width, name.width + 52)
    return Tablet(part, Box(box.middle - width / 2, box.y, width, box.height), name)


def _base_height(content: HouseContent, measures: Measures) -> float:
    if not measures.stacked:
        rows = ceil(len(content.overarching) / 4)
        return max(112.0, 40 + rows * 60)
    return max(112.0 if content.door else 44.0, 16 + len(content.overarching) * 46)


def _stacked(content: HouseContent, base: Box, door_width: float) -> list[Box]:
    width = base.width - 24 - (door_width + 14 if door_width else 0)
    return [Box(base.x + 12, base.y + 14 + index * 46, width, 38) for index in range(len(content.overarching))]


def _beside(content: HouseContent, base: Box, door_width: float, height: float) -> list[Box]:
    """Left and right of the door; rows of four."""
    boxes: list[Box] = []
    parts = len(content.overarching)
    for start in range(0, parts, 4):
        count = min(4, parts - start)
        rows = ceil(parts / 4)
        y = base.y + (height - rows * 60) / 2 + start / 4 * 60 + 6
        boxes += _row_beside(count, base, door_width, y)
    return boxes


def _row_beside(count: int, base: Box, door_width: float, y: float) -> list[Box]:
    if not door_width:
        step = base.width / count
        return [Box(base.x + index * step + 20, y, step - 40, 48) for index in range(count)]
    half, first = (base.width - door_width) / 2, ceil(count / 2)
    boxes: list[Box] = []
    for amount, x in ((first, base.x), (count - first, base.x + half + door_width)):
        step = half / max(amount, 1)
        boxes += [Box(x + index * step + 12, y, step - 24, 48) for index in range(amount)]
    return boxes
