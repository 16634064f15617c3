"""Simplified outlines of the towns: drawn freely, as large as the towns really are. Not their official borders."""

from collections.abc import Mapping
from datetime import datetime
from math import cos, pi, radians, sin
from typing import Any

from soesmart.methods.polygons import KM_PER_DEGREE, Point, grown_to
from soesmart.region.models import Municipality
from soesmart.region.services import draw_outline

# Longitude and latitude; around the places that city.json names, with the western tip at Ostönnen.
SOEST: list[Point] = [
    (7.978, 51.556), (7.996, 51.566), (8.018, 51.570), (8.026, 51.584), (8.030, 51.602), (8.052, 51.612),
    (8.078, 51.608), (8.092, 51.616), (8.118, 51.611), (8.132, 51.598), (8.148, 51.592), (8.160, 51.578),
    (8.178, 51.568), (8.186, 51.550), (8.176, 51.534), (8.160, 51.522), (8.142, 51.514), (8.118, 51.504),
    (8.094, 51.508), (8.072, 51.512), (8.052, 51.520), (8.034, 51.530), (8.008, 51.534), (7.984, 51.540),
]  # fmt: skip

# Longitude and latitude of the centres, rounded to about a kilometre.
CENTRES: Mapping[str, Point] = {
    "arnsberg": (8.06, 51.40),
    "bad-berleburg": (8.39, 51.05),
    "menden": (7.80, 51.44),
    "olpe": (7.85, 51.03),
}


def build_outline(town: Municipality, row: Mapping[str, Any], at: datetime) -> None:
    """`row`: of cities.json, whose area the outline gets."""
    points = outline_for(town.slug, row["area_km2"]["value"])
    draw_outline(actor="system:demo", municipality=town, points=points, invented=True, at=at)


def outline_for(slug: str, km2: float) -> list[Point]:
    """A ring of that many square kilometres."""
    return grown_to(SOEST if slug == "soest" else _round(CENTRES[slug]), km2)


def _round(centre: Point, corners: int = 24) -> list[Point]:
    """Something like a circle whose edge swings a little in and out."""
    x, y = centre
    stretch = cos(radians(y))
    turns = [2 * pi * corner / corners for corner in range(corners)]
    reach = [(1 + 0.12 * sin(3 * turn) + 0.06 * cos(5 * turn)) / KM_PER_DEGREE for turn in turns]
    return [(x + far * cos(turn) / stretch, y + far * sin(turn)) for turn, far in zip(turns, reach, strict=True)]
