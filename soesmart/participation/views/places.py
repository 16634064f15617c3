"""Where ideas are: a drawing of the town with its ideas beside a list, and the drawing from which a point is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from soesmart.participation.geography import WIDTH, Outline, Place, Spot, degrees, outline_of
from soesmart.participation.models import Idea
from soesmart.participation.queries.places import Places, places_of
from soesmart.participation.views.found import campaign_or_404
from soesmart.region.models import District, Municipality

EDGE = 35


@dataclass(frozen=True)
class Mark:
    """Something on the drawing: an idea, or the name of a district."""

    spot: Spot
    text: str
    idea: Idea | None = None

    @property
    def anchor(self) -> str:
        """On which side of the spot its name begins, so that none is cut off at the edge."""
        return "start" if self.spot.x < EDGE else "end" if self.spot.x > WIDTH - EDGE else "middle"


@require_safe
def places(request: HttpRequest, key: str) -> HttpResponse:
    """The ideas of a campaign that name a point, fifty at a time."""
    _, campaign = campaign_or_404(request, key)
    typed = request.GET.get("seite", "1")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 1
    found: Places = places_of(campaign, number)
    outline = outline_of()
    marks = [
        Mark(outline.spot(idea.lat, idea.lon), str(idea.number), idea)
        for idea in found.ideas
        if outline and idea.lat and idea.lon
    ]
    page = {"campaign": campaign, "places": found, "marks": marks, **map_page(outline, campaign.municipality)}
    return render(request, "participation/campaign_places.html", page)


@require_safe
def outline(request: HttpRequest, key: str) -> HttpResponse:
    """The drawing as a picture that can be clicked without script; `lat` and `lon` in the query set a mark."""
    _, campaign = campaign_or_404(request, key)
    drawn = outline_of()
    try:
        place = Place(degrees(request.GET.get("lat", "")), degrees(request.GET.get("lon", "")))
        mark = drawn.spot(place.lat, place.lon) if drawn else None
    except ValueError:
        mark = None
    page: dict[str, Any] = {"outline": drawn, "mark": mark, "districts": districts_on(drawn, campaign.municipality)}
    # Without the request: a picture needs none of what pages show around themselves, which would be read for it.
    page["nonce"] = request.csp_nonce  # type: ignore[attr-defined]
    return HttpResponse(render_to_string("participation/outline.svg", page), content_type="image/svg+xml")


def clicked(request: HttpRequest, outline: Outline | None) -> Place | None:
    """The place of a click into the drawing; None without one. The enter key sends a click at 0, 0: that is none."""
    x, y = request.POST.get("karte.x", ""), request.POST.get("karte.y", "")
    if outline is None or not (x.isdecimal() and y.isdecimal() and len(x + y) < 9) or x == y == "0":
        return None
    return outline.place(int(x), int(y))


def map_page(outline: Outline | None, town: Municipality, form: Any = None) -> dict[str, Any]:
    """What the templates of maps need. ring: for the script, as (longitude, latitude)."""
    districts = form.districts if form is not None else None
    page: dict[str, Any] = {"outline": outline, "districts": districts_on(outline, town, districts)}
    page |= {"tiles": settings.MAP_TILES, "tiles_credit": settings.MAP_CREDIT}
    page["ring"] = [[round(x, 5), round(y, 5)] for x, y in outline.ring] if outline else []
    if form is not None and outline and "lat" in form.fields:
        page["chosen"] = {"lat": form["lat"].value() or "", "lon": form["lon"].value() or ""}
    return page


def districts_on(
    outline: Outline | None, town: Municipality, districts: Iterable[District] | None = None
) -> list[Mark]:
    """The middle of the town and of its districts, as far as known, for finding one's way; one query at most."""
    if outline is None:
        return []
    rows = District.objects.order_by("name") if districts is None else districts
    places: list[District | Municipality] = [town, *rows]
    return [Mark(outline.spot(row.lat, row.lon), row.name) for row in places if row.lat and row.lon]
