"""The roof with the sign of the vision, in three forms."""

from soesmart.strategy.house.panes import Box
from soesmart.strategy.house.plan import Plan
from soesmart.strategy.house.style import HouseStyle, Roof
from soesmart.strategy.house.svg import beam, bend, letters, lines, link, n, path, polygon, rect

Point = tuple[float, float]


def draw_roof(plan: Plan, style: HouseStyle) -> str:
    """Everything above the carved beam, without the sign."""
    return _cross(plan) if style.roof is Roof.CROSS else _gable(plan, hipped=style.roof is Roof.HALF)


def draw_sign(plan: Plan, name: str, url: str) -> str:
    """The board with the vision, a link."""
    roof = plan.roof
    board = rect(roof.sign, "tablet", 'rx="4" stroke="var(--h-timber)" stroke-width="3"')
    ring = rect(_grown(roof.sign, 5), "none", 'rx="8" stroke="var(--ring,none)" stroke-width="4"')
    top = roof.sign.y + (roof.sign.height - roof.title.height) / 2
    return link(url, name, board + letters(roof.title, roof.sign.middle, top, "ink") + ring)


def _grown(box: Box, by: float) -> Box:
    return Box(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by)


def _covered(*corners: Point) -> str:
    d = polygon(*corners)
    return path(d, "roof") + path(d, "url(#h-tile)")


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
        + _covered(*corners)
        + lines(edge + hips, "ridge", thick * 0.6, 'stroke-linecap="round"')
        + _sun_panels(plan, ridge)
        + _eyebrow(plan, ridge)
        + _bay(plan)
    )


def _sun_panels(plan: Plan, ridge: float) -> str:
    """A field of solar panels on the right slope, where there is room for it."""
    roof = plan.roof
    height = (roof.eaves - ridge) * 0.36
    y = ridge + (roof.eaves - ridge) * 0.34
    left = roof.bay.right + plan.measures.beam * 4
    columns = int((roof.right - (roof.right - roof.left) * 0.11 - left) / (height * 0.36))
    if columns < 2:
        return ""
    step = height * 0.36
    cells = "".join(
        f"M{n(left + index * step)} {n(y + row * (height / 2 + 2))}h{n(step - 1.5)}v{n(height / 2)}h{n(1.5 - step)}z"
        for index in range(columns)
        for row in range(2)
    )
    return path(cells, "panel", 'stroke="var(--h-cell)" stroke-width="1"')


def _eyebrow(plan: Plan, ridge: float) -> str:
    """An eyebrow dormer on the left slope, where there is room for it."""
    roof, rise = plan.roof, roof_height(plan, ridge)
    width = (roof.bay.x - roof.left) * 0.42
    if width < 70:
        return ""
    x, y = roof.bay.x - width - plan.measures.beam * 3, ridge + rise * 0.62
    lid = f"M{n(x)} {n(y)}q{n(width * 0.25)} 0 {n(width * 0.32)} {n(-rise * 0.13)}t{n(width * 0.18)} {n(-rise * 0.09)}"
    lid += f"t{n(width * 0.18)} {n(rise * 0.09)}t{n(width * 0.32)} {n(rise * 0.13)}z"
    slit = f"M{n(x + width * 0.3)} {n(y)}q{n(width * 0.2)} {n(-rise * 0.22)} {n(width * 0.4)} 0z"
    return path(lid, "roof", 'stroke="var(--h-ridge)" stroke-width="3"') + path(slit, "ridge")


def roof_height(plan: Plan, ridge: float) -> float:
    return plan.roof.eaves - ridge


def _bay(plan: Plan) -> str:
    """The gabled bay that carries the sign."""
    roof, thick = plan.roof, plan.measures.beam
    bay, over = roof.bay, plan.measures.beam * 2.2
    peak = roof.top
    tip, left, right = (bay.middle, peak), (bay.x, bay.y), (bay.right, bay.y)
    wall = polygon(left, tip, right, (bay.right, bay.bottom), (bay.x, bay.bottom))
    slope = (bay.y - peak) / (bay.width / 2)
    verge = polygon(
        (bay.x - over, bay.y + over * slope), (bay.middle, peak - thick * 0.4), (bay.right + over, bay.y + over * slope),
        (bay.right + over - thick, bay.y + over * slope), (bay.middle, peak + thick * 1.1),
        (bay.x - over + thick, bay.y + over * slope),
    )  # fmt: skip
    half = thick / 2
    frame = (
        beam(bay.x + half, bay.y + half, bay.x + half, bay.bottom)
        + beam(bay.right - half, bay.y + half, bay.right - half, bay.bottom)
        + beam(bay.x + thick, bay.y, bay.right - thick, bay.y)
    )
    return (
        path(wall, "plaster") + lines(frame, "timber", thick) + _fan(bay.middle, bay.y, (bay.y - peak) * 0.56, thick)
        + lines(_gable_braces(bay, peak), "timber", thick * 0.7) + path(verge, "ridge")
    )  # fmt: skip


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


def _fan(x: float, base: float, radius: float, thick: float) -> str:
    """The half rosette that Westphalian carpenters carve above a window."""
    rays = "".join(
        beam(x + radius * 0.3 * cos, base - radius * 0.3 * sin, x + radius * 0.94 * cos, base - radius * 0.94 * sin)
        for cos, sin in (
            (-0.924, 0.383),
            (-0.707, 0.707),
            (-0.383, 0.924),
            (0, 1),
            (0.383, 0.924),
            (0.707, 0.707),
            (0.924, 0.383),
        )
    )

    def half(r: float) -> str:
        return f"M{n(x - r)} {n(base)}a{n(r)} {n(r)} 0 0 1 {n(2 * r)} 0z"

    return (
        path(half(radius), "fan", f'stroke="var(--h-timber)" stroke-width="{n(thick * 0.55)}"')
        + lines(rays, "timber", thick * 0.3, 'stroke-linecap="round"')
        + path(half(radius * 0.26), "timber")
    )


def _gable(plan: Plan, *, hipped: bool) -> str:
    """The gable to the street; its upper part slated, its tip hipped or not."""
    roof, thick = plan.roof, plan.measures.beam
    middle, rise = plan.measures.width / 2, roof.eaves - roof.top
    run = middle - roof.left

    def at(y: float) -> float:
        """Half the width of the gable at that height."""
        return run * (y - roof.top) / rise

    cut = roof.top + rise * (0.2 if hipped else 0)
    collar = roof.bay.y - thick / 2
    face = polygon((roof.left, roof.eaves), (middle - at(cut), cut), (middle + at(cut), cut), (roof.right, roof.eaves))
    upper = (
        (middle - at(collar), collar),
        (middle - at(cut), cut),
        (middle + at(cut), cut),
        (middle + at(collar), collar),
    )
    fan = min(rise * 0.2, (collar - cut) * 0.55, at(collar) * 0.5)
    band = thick * 1.5
    verge = polygon(
        (roof.left - band, roof.eaves), (middle - at(cut), cut - band), (middle + at(cut), cut - band),
        (roof.right + band, roof.eaves), (roof.right - band, roof.eaves), (middle + at(cut) - band * 0.2, cut + band * 0.9),
        (middle - at(cut) + band * 0.2, cut + band * 0.9), (roof.left + band, roof.eaves),
    )  # fmt: skip
    hip = ""
    if hipped:
        low = cut + rise * 0.13
        corners = (
            (middle - at(low) - band, low),
            (middle - at(cut) * 0.4, roof.top + rise * 0.05),
            (middle + at(cut) * 0.4, roof.top + rise * 0.05),
            (middle + at(low) + band, low),
        )
        hip = _covered(*corners) + lines(polygon(*corners), "ridge", thick * 0.5, 'stroke-linejoin="round"')
    return (
        path(face, "plaster") + _covered(*upper) + lines(_gable_frame(plan, at, collar), "timber", thick)
        + _fan(middle, collar - thick / 2, fan, thick) + path(verge, "ridge") + hip
    )  # fmt: skip


def _gable_frame(plan: Plan, at: "Half", collar: float) -> str:
    """The timbers of the lower gable: collar, posts beside the sign, braces towards the verges."""
    roof = plan.roof
    d = beam(roof.sign.middle - at(collar), collar, roof.sign.middle + at(collar), collar)
    for side in (-1, 1):
        post = roof.sign.middle + side * (roof.sign.width / 2 + plan.measures.beam * 1.6)
        d += beam(post, collar, post, roof.eaves)
        reach = at((collar + roof.eaves) / 2) - abs(post - roof.sign.middle)
        if reach > plan.measures.beam * 4:
            d += beam(post + side * reach * 0.95, roof.eaves, post, collar + (roof.eaves - collar) * 0.1)
            d += beam(
                post + side * reach * 0.5, roof.eaves, post + side * reach * 0.5, collar + (roof.eaves - collar) * 0.5
            )
    return d


from collections.abc import Callable  # noqa: E402

Half = Callable[[float], float]
