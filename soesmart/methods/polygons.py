"""Rings of points on the earth: whether a place lies inside, how large the area is.

A ring is a sequence of (longitude, latitude) in degrees, as in GeoJSON (RFC 7946), without the first point repeated at
its end. A town is small enough to be taken as flat.
"""

from collections.abc import Sequence
from math import cos, radians

Point = tuple[float, float]
Ring = Sequence[Point]

# Mean radius of the earth, IUGG: 6371.0088 km; a degree of a great circle is this long.
KM_PER_DEGREE = 111.195


def contains(ring: Ring, point: Point) -> bool:
    """Whether `point` (longitude, latitude) lies inside.

    Crossing number: a ray to the east meets the border an odd number of times (Shimrat 1962, "Algorithm 112: Position
    of point relative to polygon", Communications of the ACM 5(8)).
    """
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def area_km2(ring: Ring) -> float:
    """The area in square kilometres: the shoelace formula on a plane through the middle of the ring."""
    stretch = cos(radians(sum(latitude for _, latitude in ring) / len(ring)))
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))
    return abs(twice) / 2 * stretch * KM_PER_DEGREE**2


def bounds(ring: Ring) -> tuple[Point, Point]:
    """The south-western and the north-eastern corner of the smallest box around the ring."""
    eastings, northings = [x for x, _ in ring], [y for _, y in ring]
    return (min(eastings), min(northings)), (max(eastings), max(northings))


def grown_to(ring: Ring, km2: float) -> list[Point]:
    """The ring drawn larger or smaller around its middle until it covers `km2` square kilometres."""
    factor = (km2 / area_km2(ring)) ** 0.5
    x0, y0 = sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return [(round(x0 + factor * (x - x0), 5), round(y0 + factor * (y - y0), 5)) for x, y in ring]
