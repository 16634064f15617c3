"""Where everything in a house stands. Pure geometry: content and form in, boxes and letterings out. No Django.

Lengths are units of the drawing; y grows downwards. A house is planned twice: wide (four rooms a floor) for a desk,
narrow (two rooms a floor) for a phone, where a unit is at least 0.85 pixels.
"""

from dataclasses import dataclass, replace
from math import ceil

from soesmart.strategy.house.base import BasePlan, plan_base
from soesmart.strategy.house.content import HouseContent, Room
from soesmart.strategy.house.lettering import Lettering, letter, letter_terms
from soesmart.strategy.house.measures import Measures
from soesmart.strategy.house.panes import Box, Pane, hang
from soesmart.strategy.house.style import Roof


@dataclass(frozen=True)
class PlacedRoom:
    room: Room
    box: Box
    sill: float
    name: Lettering
    panes: tuple[Pane, ...]


@dataclass(frozen=True)
class RoofPlan:
    """`eaves` is where the walls begin, `top` the highest point; `bay` is the wall that bears the sign.

    `foot` is the lower end of a gable's slopes: the eaves, or higher where a wide sign needs an upright wall.
    """

    top: float
    foot: float
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
    base: BasePlan
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
    base = plan_base(content, left + 7, y, width - 14, measures)
    ground = base.box.bottom
    walls = Box(left, carving.bottom, width, y - carving.bottom)
    height = ground + (measures.foreground if content.people else measures.foreground * 0.6)
    return Plan(measures, height, walls, roof, carving, terms, tuple(rooms), tuple(beams), base, ground)


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
    middle, overhang, is_bay, knee = measures.width / 2, measures.side * 0.45, form is Roof.CROSS, 0.0
    widest = width * ((0.78 if is_bay else 0.66) if measures.is_narrow else (0.62 if is_bay else 0.54))
    size, smallest = measures.title
    name = letter(title, widest - 36, size=size, smallest=smallest, lines=measures.title_lines)
    sign_width = max(name.width + size * 1.5, widest * 0.6)
    sign_height = name.height + size * 0.9
    wall = sign_height + measures.beam * 2.6
    if is_bay:
        bay_width = max(sign_width + (22 if measures.is_narrow else 44), width * 0.36)
        height = wall + bay_width * 0.36
    else:
        # The sign must lie inside the gable. Where that would make it a steeple, an upright wall bears the sign.
        bay_width, span = width, width + 2 * overhang
        needed = wall / max(0.05, 1 - (sign_width + measures.beam * 6) / span)
        knee = wall - measures.beam if needed > span * 0.62 else 0.0
        height = max(span * 0.4, needed) if not knee else wall + span * 0.3
    eaves = measures.sky + height
    above = measures.beam * (1.8 if is_bay else 1.3)
    sign = Box(middle - sign_width / 2, eaves - wall + above, sign_width, sign_height)
    bay = Box(middle - bay_width / 2, eaves - wall, bay_width, wall)
    return RoofPlan(measures.sky, eaves - knee, eaves, left - overhang, left + width + overhang, bay, sign, name)


def _plan_row(row: tuple[Room, ...], floor: Box, measures: Measures) -> list[PlacedRoom]:
    width, placed = floor.width / len(row), []
    size, smallest = measures.name
    names = [
        letter(room.name, min(width * 0.84, 250), size=size, smallest=smallest, lines=measures.name_lines)
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
