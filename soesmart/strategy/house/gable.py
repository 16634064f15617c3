"""A gable to the street, and what all roofs share: covering and the carved fan."""

from dataclasses import dataclass

from soesmart.strategy.house.plan import Plan
from soesmart.strategy.house.svg import beam, bend, lines, n, path, polygon

Point = tuple[float, float]


def covered(*corners: Point) -> str:
    d = polygon(*corners)
    return path(d, "roof") + path(d, "url(#h-tile)")


def draw_fan(x: float, base: float, radius: float, thick: float) -> str:
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


def draw_gable(plan: Plan, *, hipped: bool) -> str:
    """The gable to the street: timbered below, slated above, with the edges of the roof; its tip hipped or not."""
    roof, walls, thick = plan.roof, plan.walls, plan.measures.beam
    slope = Slope(plan.measures.width / 2, roof.top, (plan.measures.width / 2 - roof.left) / (roof.foot - roof.top))
    cut = roof.top + (roof.foot - roof.top) * (0.3 if hipped else 0)
    collar, reach = roof.bay.y - thick / 2, walls.width / 2
    brow = roof.top + reach / slope.run
    face = ((walls.x, roof.eaves), (walls.x, brow), *slope.both(cut), (walls.right, brow), (walls.right, roof.eaves))
    # Slate from the collar up; with a high wall below the gable the walls bound it too.
    sides = ((walls.x, collar), (walls.x, brow)), ((walls.right, brow), (walls.right, collar))
    below = sides if brow < collar else ((slope.left(collar),), (slope.right(collar),))
    fan = min((collar - cut) * 0.62, min(slope.half(collar), reach) * 0.4)
    return (
        path(polygon(*face), "plaster") + covered(*below[0], *slope.both(cut), *below[1])
        + lines(_gable_frame(plan, slope, collar), "timber", thick)
        + draw_fan(slope.middle, collar - thick / 2, fan, thick) + _verges(plan, slope, cut)
        + (_hip(plan, slope, cut) if hipped else "")
    )  # fmt: skip


@dataclass(frozen=True)
class Slope:
    """The outline of a gable: half `run` units wide for each unit below `top`."""

    middle: float
    top: float
    run: float

    def half(self, y: float) -> float:
        return (y - self.top) * self.run

    def left(self, y: float) -> Point:
        return self.middle - self.half(y), y

    def right(self, y: float) -> Point:
        return self.middle + self.half(y), y

    def both(self, y: float) -> tuple[Point, Point]:
        return self.left(y), self.right(y)


def _verges(plan: Plan, slope: Slope, cut: float) -> str:
    """The two edges of the roof, ending a little below the eaves."""
    thick = plan.measures.beam
    end = plan.roof.foot + thick * 0.3
    turn = "M" if cut > slope.top else "L"
    d = f"M{_at(slope.left(end))}L{_at(slope.left(cut))}{turn}{_at(slope.right(cut))}L{_at(slope.right(end))}"
    return lines(d, "ridge", thick * 1.7, 'stroke-linejoin="miter"') + lines(d, "tile", thick * 0.5)


def _hip(plan: Plan, slope: Slope, cut: float) -> str:
    """The hipped tip: a small roof plane that leans back, a little wider than the gable below it."""
    thick = plan.measures.beam
    low = cut + thick * 0.9
    over = thick * 1.3
    (left, y), (right, _) = slope.both(low)
    tip = slope.half(cut) * 0.34
    ridge = slope.top + thick
    corners = ((left - over, y), (slope.middle - tip, ridge), (slope.middle + tip, ridge), (right + over, y))
    return covered(*corners) + lines(polygon(*corners), "ridge", thick * 0.6, 'stroke-linejoin="round"')


def _at(point: Point) -> str:
    return f"{n(point[0])} {n(point[1])}"


def _gable_frame(plan: Plan, slope: Slope, collar: float) -> str:
    """The timbers of the lower gable: collar, posts beside the sign, studs towards the verges, curved braces."""
    roof, thick = plan.roof, plan.measures.beam
    outer = plan.walls.width / 2 - thick / 2
    wide = min(slope.half(collar), outer)
    d = beam(slope.middle - wide, collar, slope.middle + wide, collar)
    first = roof.sign.width / 2 + thick * 1.6
    count = max(1, round((outer - first) / (thick * 7)))
    for side in (-1, 1):
        for index in range(count + 1):
            away = first + (outer - first) * index / count
            top = max(collar, slope.top + away / slope.run)
            if roof.eaves - top > thick:
                d += beam(slope.middle + side * away, roof.eaves, slope.middle + side * away, top)
        near = slope.middle + side * first
        step = (outer - first) / count
        if step > thick * 3:
            d += bend(near + side * step, roof.eaves - 2, near, collar + 2, side * -step * 0.14)
    return d
