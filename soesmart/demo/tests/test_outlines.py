"""The drawn outlines hold what is known of the towns."""

import pytest

from soesmart.demo.outlines import CENTRES, SOEST, outline_for
from soesmart.demo.story import read
from soesmart.methods.polygons import area_km2, contains


def test_the_districts_of_soest_lie_inside() -> None:
    city = read("city")
    ring = outline_for("soest", city["area_km2"]["value"])
    assert area_km2(ring) == pytest.approx(85.81, abs=0.05)
    known = [row["coordinates"] for row in city["districts"] if row["coordinates"]]
    assert len(known) == 3
    for point in [city["coordinates"], *known]:
        assert contains(ring, (point["lon"], point["lat"]))
    assert len(SOEST) == len(ring)


@pytest.mark.parametrize("row", read("cities")["cities"], ids=lambda row: row["slug"])
def test_every_town_gets_its_real_area(row: dict[str, dict[str, float]]) -> None:
    slug, area = str(row["slug"]), row["area_km2"]["value"]
    ring = outline_for(slug, area)
    assert area_km2(ring) == pytest.approx(area, rel=1e-3)
    if slug in CENTRES:
        assert contains(ring, CENTRES[slug])
