"""The roof with the sign of the vision, in three forms."""

from soesmart.strategy.house.gable import covered, draw_fan, draw_gable
from soesmart.strategy.house.panes import Box
from soesmart.strategy.house.plan import Plan
from soesmart.strategy.house.style import HouseStyle, Roof
from soesmart.strategy.house.svg import beam, bend, letters, lines, link, n, path, polygon, rect


def draw_roof(plan: Plan, style: HouseStyle) -> str:
    """Everything above the carved beam, without the sign."""
    return _cross(plan) if style.roof is Roof.CROSS else draw_gable(plan, hipped=style.roof is Roof.HALF)


def draw_sign(plan: Plan, name: str, url: str) -> str:
    """The board with the vision, a link."""
    roof = plan.roof
    board = rect(roof.sign, "tablet", 'rx="4" stroke="var(--h-timber)" stroke-width="3"')
    ring = rect(_grown(roof.sign, 5), "none", 'rx="8" stroke="var(--ring,none)" stroke-width="4"')
    top = roof.sign.y + (roof.sign.height - roof.title.height) / 2
    return link(url, name, board + letters(roof.title, roof.sign.middle, top, "ink") + ring)


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _cross(plan: Plan) -> str:
    """Eaves to the street: hipped roof, and a bay with its own gable in the middle."""
    roof, thick = plan.roof, plan.measures.beam
    ridge = roof.top + (roof.eaves - roof.top) * 0.2
    inset = (roof.right - roof.left) * 0.13
    corners = (
        (roof.left, roof.eaves),
        (roof.left + inset, ridge),
        (roof.right - inset, ridge),
        (roof.right, roof.eaves),
    )
    edge = f"M{n(roof.left + inset)} {n(ridge)}H{n(roof.right - inset)}"
    hips = beam(roof.left, roof.eaves, roof.left + inset, ridge) + beam(
        roof.right, roof.eaves, roof.right - inset, ridge
    )
    chimney = Box(roof.left + inset * 1.7, ridge - thick * 2.4, thick * 2.2, thick * 3)
    return (
        rect(chimney, "ridge")
        + rect(Box(chimney.x - 3, chimney.y - 3, chimney.width + 6, 5), "joint")
        + covered(*corners)
        + lines(edge + hips, "ridge", thick * 0.6, 'stroke-linecap="round"')
        + _sun_panels(plan, ridge)
        + _dormer(plan, ridge)
        + _bay(plan)
    )


def _sun_panels(plan: Plan, ridge: float) -> str:
    """A field of solar panels on the right slope, where there is room for it."""
    roof = plan.roof
    height = (roof.eaves - ridge) * 0.36
    y = ridge + (roof.eaves - ridge) * 0.34
    left = roof.bay.right + plan.measures.beam * 4
    columns = int((roof.right - (roof.right - roof.left) * 0.11 - left) / (height * 0.27))
    if columns < 2:
        return ""
    step = height * 0.27
    cells = "".join(
        f"M{n(left + index * step)} {n(y + row * (height / 2 + 2))}h{n(step - 1.5)}v{n(height / 2)}h{n(1.5 - step)}z"
        for index in range(columns)
        for row in range(2)
    )
    return path(cells, "panel", 'stroke="var(--h-cell)" stroke-width="1"')


def _dormer(plan: Plan, ridge: float) -> str:
    """A small dormer with a wooden hatch on the left slope, where there is room for it."""
    roof = plan.roof
    rise, space = roof.eaves - ridge, roof.bay.x - roof.left
    width = rise * 0.3
    if space < width * 2.4:
        return ""
    middle, foot = roof.bay.x - space * 0.36, ridge + rise * 0.74
    brow, tip, half = foot - width * 0.62, foot - width * 1.06, width / 2
    left, right, low = middle - half, middle + half, brow + half * 0.32
    front = polygon((left, foot), (left, brow), (middle, tip), (right, brow), (right, foot))
    lid = f"M{n(left - half * 0.35)} {n(low)}L{n(middle)} {n(tip - 2)}L{n(right + half * 0.35)} {n(low)}"
    hatch = Box(middle - half * 0.56, brow, half * 1.12, foot - brow)
    slats = "".join(beam(hatch.x, y, hatch.right, y) for y in (brow + 7, brow + 15, brow + 23) if y < foot - 3)
    return (
        path(front, "plaster", 'stroke="var(--h-timber)" stroke-width="4"')
        + rect(hatch, "door")
        + lines(slats, "door2", 2.5)
        + lines(lid, "ridge", 7, 'stroke-linecap="round" stroke-linejoin="round"')
    )


def _bay(plan: Plan) -> str:
    """The gabled bay that carries the sign."""
    roof, thick = plan.roof, plan.measures.beam
    bay, over = roof.bay, plan.measures.beam * 2.2
    peak = roof.top
    tip, left, right = (bay.middle, peak), (bay.x, bay.y), (bay.right, bay.y)
    wall = polygon(left, tip, right, (bay.right, bay.bottom), (bay.x, bay.bottom))
    low = bay.y + over * (bay.y - peak) / (bay.width / 2)
    verge = polygon(
        (bay.x - over, low), (bay.middle, peak - thick * 0.4), (bay.right + over, low),
        (bay.right + over - thick, low), (bay.middle, peak + thick * 1.1), (bay.x - over + thick, low),
    )  # fmt: skip
    half = thick / 2
    frame = (
        beam(bay.x + half, bay.y + half, bay.x + half, bay.bottom)
        + beam(bay.right - half, bay.y + half, bay.right - half, bay.bottom)
        + beam(bay.x, bay.y + half, bay.right, bay.y + half)
    )
    return (
        path(wall, "plaster")
        + lines(frame, "timber", thick)
        + draw_fan(bay.middle, bay.y, (bay.y - peak) * 0.56, thick)
        + lines(_gable_braces(bay, peak), "timber", thick * 0.7)
        + path(verge, "ridge")
    )


def _gable_braces(bay: Box, peak: float) -> str:
    """Posts and braces left and right of the fan."""
    rise = bay.y - peak
    posts = ""
    for side in (-1, 1):
        x = bay.middle + side * bay.width * 0.29
        top = bay.y - rise * (1 - 0.58)
        posts += beam(x, bay.y, x, top) + bend(
            x + side * 2, bay.y - 2, x + side * bay.width * 0.1, bay.y - rise * 0.2, 0
        )
    return posts + beam(bay.middle, peak + rise * 0.1, bay.middle, bay.y - rise * 0.56)
