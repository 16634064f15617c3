"""The border of a town is drawn once, changed when it differs, and refused when it is none."""

from datetime import datetime

import pytest
from django_scopes import scope

from soesmart.core.models import AuditEntry
from soesmart.core.refusals import Refused
from soesmart.methods.polygons import Point
from soesmart.region.models import Municipality, TownOutline
from soesmart.region.queries import outline_of_the_town
from soesmart.region.services import draw_outline

RING: list[Point] = [(8.0, 51.5), (8.2, 51.5), (8.1, 51.6)]


def test_drawing_the_same_again_changes_nothing(soest: Municipality, at: datetime) -> None:
    for _ in range(2):
        draw_outline(actor="system:test", municipality=soest, points=RING, invented=True, at=at)
    draw_outline(actor="system:test", municipality=soest, points=RING[::-1], at=at)
    with scope(municipality=soest):
        outline = TownOutline.objects.get()
    assert (outline.points[0], outline.invented) == ([8.1, 51.6], False)
    assert AuditEntry.objects.filter(action="region.outline.drawn").count() == 2


def test_each_town_has_its_own(soest: Municipality, olpe: Municipality, at: datetime) -> None:
    draw_outline(actor="system:test", municipality=soest, points=RING, at=at)
    with scope(municipality=olpe):
        assert outline_of_the_town() is None


@pytest.mark.parametrize(
    "points",
    [
        [],
        RING[:2],
        [(8.0, 51.5)] * 4,
        [(200.0, 51.5), *RING],
        [(8.0, 95.0), *RING],
        RING * 200,
        [(8, 51), (9, 52), (10, 53)],
    ],
    ids=["none", "two", "one point", "beyond 180", "beyond the pole", "too many", "a line"],
)
def test_what_is_no_ring_is_refused(soest: Municipality, at: datetime, points: list[Point]) -> None:
    with pytest.raises(Refused, match="3 bis 500 Punkte"):
        draw_outline(actor="system:test", municipality=soest, points=points, at=at)
