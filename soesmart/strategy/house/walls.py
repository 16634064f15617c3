"""Walls: timbered floors with rooms and windows, the carved beam, and the ground floor of stone with the door."""

from soesmart.strategy.house.content import HouseContent
from soesmart.strategy.house.panes import Box, Pane
from soesmart.strategy.house.plan import PlacedDoor, PlacedRoom, Plan, Tablet
from soesmart.strategy.house.svg import beam, bend, letters, lines, link, n, path, place, rect
from soesmart.strategy.rules import Light


def draw_floors(plan: Plan) -> str:
    """Plaster and timber of all floors, without their links."""
    thick, walls = plan.measures.beam, plan.walls
    shadow = rect(Box(walls.x, walls.y, walls.width, thick * 1.6), "url(#h-under)")
    rooms = "".join(_timber(placed, thick) for placed in plan.rooms)
    posts = "".join(
        beam(placed.box.x, placed.box.y, placed.box.x, placed.box.bottom)
        for placed in plan.rooms
        if placed.box.x > walls.x
    )
    outer = beam(walls.x + thick / 2, walls.y, walls.x + thick / 2, walls.bottom)
    outer += beam(walls.right - thick / 2, walls.y, walls.right - thick / 2, walls.bottom)
    beams = "".join(rect(box, "timber") + _beam_ends(box) for box in plan.beams)
    return rect(walls, "plaster") + shadow + rooms + lines(posts + outer, "timber", thick) + beams


def draw_carving(plan: Plan) -> str:
    """The beam under the eaves, carved with the terms of the vision."""
    box, thick = plan.carving, plan.measures.beam
    words = letters(
        plan.terms, box.middle, box.y + (box.height - plan.terms.height) / 2, "carving", 'letter-spacing=".3"'
    )
    return rect(box, "timber") + lines(beam(box.x, box.y + 2, box.right, box.y + 2), "grain", thick * 0.2) + words


def draw_room(placed: PlacedRoom, plural: str) -> str:
    """The links of a room: its name, then its windows."""
    room, box, size = placed.room, placed.box, placed.name.size
    middle_y = (placed.sill + box.bottom) / 2
    field = Box(
        box.middle - placed.name.width / 2 - 8,
        middle_y - placed.name.height / 2 - 4,
        placed.name.width + 16,
        placed.name.height + 8,
    )
    ring = rect(field, "none", 'rx="4" stroke="var(--ring,none)" stroke-width="3.5" pointer-events="all"')
    goals = len(room.all_windows)
    spoken = f"{room.name}: {goals} {'Ziel' if goals == 1 else 'Ziele'}" if goals else room.name
    name = link(room.url, spoken, ring + letters(placed.name, box.middle, field.y + 4, "ink"))
    halos = "".join(_halo(pane) for pane in placed.panes)
    return (
        halos
        + name
        + "".join(link(p.window.url, p.window.spoken, place(p.window.light.value, p.box)) for p in placed.panes)
    )


def draw_base(plan: Plan) -> str:
    """The ground floor's stone."""
    base, thick = plan.base, plan.measures.beam
    plinth = Box(base.x - 4, base.bottom - 10, base.width + 8, 12)
    shade = rect(Box(base.x, base.y, base.width, thick * 1.4), "url(#h-under)")
    return rect(base, "stone") + rect(base, "url(#h-stone)") + shade + rect(plinth, "joint")


def draw_tablets(plan: Plan) -> str:
    return "".join(_tablet(tablet) for tablet in plan.tablets)


def draw_door(plan: Plan, content: HouseContent) -> str:
    """The door with the number of pilots on it, a link."""
    return _door(plan.door, plan.ground) if plan.door else ""


def _timber(placed: PlacedRoom, thick: float) -> str:
    box, sill = placed.box, placed.sill
    left, right = box.x + thick / 2, box.right - thick / 2
    thin = thick * 0.62
    d = beam(left, sill, right, sill)
    free = (box.width - placed.name.width) / 2 - thick - 14
    reach = min(free, (box.bottom - sill) * 0.72)
    if reach > thick * 2:
        d += bend(left, box.bottom - 1, left + reach, sill, reach * 0.12)
        d += bend(right, box.bottom - 1, right - reach, sill, -reach * 0.12)
    elif reach > thick * 0.9:
        high = box.bottom - min(reach * 1.4, box.bottom - sill)
        d += beam(left, high, left + reach, box.bottom) + beam(right, high, right - reach, box.bottom)
    return lines(d + _studs(placed, thick), "timber", thin)


def _studs(placed: PlacedRoom, thick: float) -> str:
    """Upright timbers beside the windows; where no window is, a cross."""
    box, sill = placed.box, placed.sill
    if not placed.panes:
        inset = box.width * 0.3
        return beam(box.x + inset, box.y, box.right - inset, sill) + beam(box.right - inset, box.y, box.x + inset, sill)
    first, last = min(pane.box.x for pane in placed.panes), max(pane.box.right for pane in placed.panes)
    gap = first - box.x
    if gap < thick * 2.4:
        return ""
    d = beam(first - thick, box.y, first - thick, sill) + beam(last + thick, box.y, last + thick, sill)
    if gap > thick * 4:
        d += beam(box.x + thick / 2, sill - (sill - box.y) * 0.45, first - thick, box.y)
        d += beam(box.right - thick / 2, sill - (sill - box.y) * 0.45, last + thick, box.y)
    return d


def _beam_ends(box: Box) -> str:
    y = box.y + box.height / 2
    return lines(
        beam(box.x + 8, y, box.right - 8, y),
        "grain",
        box.height * 0.42,
        f'stroke-dasharray="{n(box.height * 0.5)} {n(box.height * 2.2)}"',
    )


def _halo(pane: Pane) -> str:
    if pane.window.light not in (Light.BRIGHT, Light.WARM):
        return ""
    size = pane.box.height * 1.9
    return place("halo", Box(pane.box.middle - size / 2, pane.box.y + pane.box.height / 2 - size / 2, size, size))


def _tablet(tablet: Tablet) -> str:
    box = tablet.box
    plate = rect(box, "tablet", 'rx="3" stroke="var(--h-joint)" stroke-width="2"')
    ring = rect(
        Box(box.x - 4, box.y - 4, box.width + 8, box.height + 8),
        "none",
        'rx="6" stroke="var(--ring,none)" stroke-width="3.5"',
    )
    words = letters(tablet.name, box.middle, box.y + (box.height - tablet.name.height) / 2, "ink")
    return link(tablet.part.url, f"Übergeordnetes Ziel: {tablet.part.name}", plate + words + ring)


def _door(placed: PlacedDoor, ground: float) -> str:
    box, arch = placed.box, placed.box.width * 0.22
    d = _arched(box, arch)
    frame = path(
        _arched(Box(box.x - 9, box.y - 8, box.width + 18, box.height + 8), arch + 4),
        "block",
        'stroke="var(--h-joint)" stroke-width="1.6"',
    )
    leaf = path(d, "door", 'stroke="var(--h-door2)" stroke-width="3"')
    planks = lines(beam(box.middle, box.y + box.height * 0.66, box.middle, box.bottom), "door2", 2)
    count = f'<text x="{n(box.middle)}" y="{n(box.y + arch + 24)}" font-size="29" fill="var(--h-onDoor)">{placed.door.count}</text>'
    label = letters(placed.label, box.middle, box.y + arch + 28, "onDoor")
    ring = path(d, "none", 'stroke="var(--ring,none)" stroke-width="5"')
    step = rect(Box(box.x - 16, ground - 5, box.width + 32, 9), "block", 'stroke="var(--h-joint)" stroke-width="1.4"')
    name = f"{placed.door.count} {placed.door.label}"
    return frame + link(placed.door.url, name, leaf + planks + count + label + ring) + step


def _arched(box: Box, arch: float) -> str:
    return (
        f"M{n(box.x)} {n(box.bottom)}V{n(box.y + arch)}Q{n(box.x)} {n(box.y)} {n(box.middle)} {n(box.y)}"
        f"Q{n(box.right)} {n(box.y)} {n(box.right)} {n(box.y + arch)}V{n(box.bottom)}z"
    )
