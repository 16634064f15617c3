"""The border of a town."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django_scopes import scope

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.methods.polygons import Point, area_km2
from soesmart.region.models import Municipality, TownOutline

MOST_POINTS = 500
SMALLEST_KM2 = 0.01


@transaction.atomic
def draw_outline(
    *,
    actor: object,
    municipality: Municipality,
    points: Sequence[Point],
    source: str = "",
    invented: bool = False,
    at: datetime,
) -> TownOutline:
    """Make the ring of `points` (longitude, latitude in degrees) the town's border; nothing happens when it is already.

    Refused when it is no ring on the earth, or has so many points that every map would be slow.
    """
    # Points on one line enclose nothing, but for what rounding leaves.
    on_earth = all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in points)
    if not 3 <= len(points) <= MOST_POINTS or not on_earth or area_km2(points) < SMALLEST_KM2:
        raise Refused(
            "region.outline.ring",
            f"Ein Umriss braucht 3 bis {MOST_POINTS} Punkte aus Länge und Breite in Grad, die eine Fläche umschließen.",
            "points",
        )
    drawn = {"points": [[x, y] for x, y in points], "source": source, "invented": invented}
    with scope(municipality=municipality):
        found = TownOutline.objects.filter(municipality=municipality).first()
        if found and all(getattr(found, name) == value for name, value in drawn.items()):
            return found
        outline, _ = TownOutline.objects.update_or_create(municipality=municipality, defaults=drawn)
    audit(actor, "region.outline.drawn", municipality, town=municipality.slug, at=at, points=len(points))
    return outline
