"""Walls: timbered floors with rooms and windows, the carved beam, and the ground floor of stone with the door."""

from soesmart.strategy.house.base import Tablet
from soesmart.strategy.house.content import Window
from soesmart.strategy.house.lettering import Lettering, letter
from soesmart.strategy.house.panes import Box, Pane
from soesmart.strategy.house.plan import PlacedRoom, Plan
from soesmart.strategy.house.svg import beam, bend, letters, lines, link, n, place, rect, say
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


def draw_room(placed: PlacedRoom, *, captions: bool) -> str:
    """The links of a room: its name, then its windows."""
    room, name = placed.room, placed.name
    middle = (placed.sill + placed.box.bottom) / 2
    # At least 24 pixels high on the narrowest phone, where a unit is 0.85 pixels (WCAG 2.2, 2.5.8).
    field = _around(name, placed.box.middle, middle, 8, max(4, (29 - name.height) / 2))
    ring = rect(field, "none", 'rx="4" stroke="var(--ring,none)" stroke-width="3.5" pointer-events="all"')
    goals = len(room.all_windows)
    spoken = f"{room.name}: {goals} {'Ziel' if goals == 1 else 'Ziele'}" if goals else room.name
    words = link(room.url, spoken, ring + letters(name, placed.box.middle, middle - name.height / 2, "ink"))
    halos = "".join(_halo(pane) for pane in placed.panes)
    return halos + words + "".join(_window(pane, placed, captions=captions) for pane in placed.panes)


def _window(pane: Pane, placed: PlacedRoom, *, captions: bool) -> str:
    window = pane.window
    inside = place(window.light.value, pane.box)
    if captions:
        return link(window.url, window.spoken, inside + _caption(window, placed))
    return link(window.url, window.spoken, f"<title>{say(window.spoken)}</title>{inside}")


def _caption(window: Window, placed: PlacedRoom) -> str:
    """What the window says while a pointer or the keyboard is on it: below it, over the name of the room."""
    width, parapet = placed.box.width - 14, placed.box.bottom - placed.sill - 3
    size = min(placed.name.size, 14.5)
    state = letter(window.state, width, size=size, smallest=size * 0.8, lines=1)
    # It must not reach up to the windows: those further right would be drawn over it.
    most = max(1, int(parapet / (size * 0.85 * 1.22)) - 1)
    name = letter(window.name, width, size=size, smallest=size * 0.85, lines=most)
    size = min(name.size, state.size, parapet / 1.22 / (len(name.lines) + 1))
    words = Lettering((*name.lines, *state.lines), size, size * 1.22)
    middle = (placed.sill + placed.box.bottom) / 2
    plate = _around(words, placed.box.middle, middle, 5, 1)
    return f'<g class="h-say">{rect(plate, "tablet", _EDGE)}{letters(words, plate.middle, plate.y + 1, "ink")}</g>'


_EDGE = 'rx="4" stroke="var(--h-ink)" stroke-width="1.5"'


def _around(words: Lettering, x: float, y: float, beside: float, above: float) -> Box:
    """The box around a lettering whose middle is (x, y)."""
    width, height = words.width + 2 * beside, words.height + 2 * above
    return Box(x - width / 2, y - height / 2, width, height)


def draw_base(plan: Plan) -> str:
    """The ground floor's stone."""
    base, thick = plan.base.box, plan.measures.beam
    plinth = Box(base.x - 4, base.bottom - 10, base.width + 8, 12)
    shade = rect(Box(base.x, base.y, base.width, thick * 1.4), "url(#h-under)")
    return rect(base, "stone") + rect(base, "url(#h-stone)") + shade + rect(plinth, "joint")


def draw_tablets(plan: Plan) -> str:
    return "".join(_tablet(tablet) for tablet in plan.base.tablets)


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
    elif reach > thick * 1.3:
        high = box.bottom - min(reach * 1.4, box.bottom - sill)
        d += beam(left, high, left + reach, box.bottom) + beam(right, high, right - reach, box.bottom)
    return lines(d + _studs(placed, thick), "timber", thin)


def _studs(placed: PlacedRoom, thick: float) -> str:
    """Upright timbers beside the windows, and braces where there is room for them."""
    box, sill = placed.box, placed.sill
    if placed.panes:
        first = min(pane.box.x for pane in placed.panes) - thick
        last = max(pane.box.right for pane in placed.panes) + thick
    else:
        first, last = box.x + box.width / 3, box.right - box.width / 3
    gap = first - box.x
    if gap < thick * 1.4:
        return ""
    d = beam(first, box.y, first, sill) + beam(last, box.y, last, sill)
    if gap > thick * 3:
        high = box.y + (sill - box.y) * 0.5
        d += bend(box.x + thick / 2, high, first, box.y, thick * 0.5) + bend(
            box.right - thick / 2, high, last, box.y, -thick * 0.5
        )
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
