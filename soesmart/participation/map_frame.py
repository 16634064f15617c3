"""The picture of opinions in the units of the method: how large it is, and where a group lies in it. Pure."""

from collections.abc import Collection, Sequence
from math import hypot

Point = tuple[float, float]
Frame = list[float]

# Who stands far out is drawn at the edge; else one odd person would make all others a blot.
OUTSIDE = 0.01
SMALLEST = 0.5  # an earlier frame is given up when the picture fills less of its area
INSIDE = 0.9  # of a group lies within its outline


def frame_of(points: Collection[Point], before: Frame | None = None) -> Frame | None:
    """[left, top, right, bottom] around nearly all points, top the larger y; the earlier one as long as it fits.

    None without points.
    """
    if not points:
        return None
    xs, ys = sorted(point[0] for point in points), sorted(point[1] for point in points)
    cut = int(len(xs) * OUTSIDE)
    left, right, bottom, top = xs[cut], xs[-1 - cut], ys[cut], ys[-1 - cut]
    if before and _fits(before, left, top, right, bottom):
        return before
    x, y = max((right - left) * 0.08, 0.1), max((top - bottom) * 0.08, 0.1)
    return [round(side, 3) for side in (left - x, top + y, right + x, bottom - y)]


def _fits(frame: Frame, left: float, top: float, right: float, bottom: float) -> bool:
    if left < frame[0] or top > frame[1] or right > frame[2] or bottom < frame[3]:
        return False
    area = (frame[2] - frame[0]) * (frame[1] - frame[3])
    return (right - left) * (top - bottom) >= SMALLEST * area


def outline_of(members: Sequence[Point], centre: Point) -> list[list[float]]:
    """The convex outline of the members nearest to the centre, rounded to two places."""
    near = sorted(members, key=lambda point: hypot(point[0] - centre[0], point[1] - centre[1]))
    inner = sorted({(round(x, 2), round(y, 2)) for x, y in near[: max(3, int(len(near) * INSIDE))]})
    return [list(point) for point in (_half(inner) + _half(inner[::-1]) if len(inner) > 2 else inner)]


def _half(points: Sequence[Point]) -> list[Point]:
    """Half of the hull, without its last point (Andrew's monotone chain, 1979)."""
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])
