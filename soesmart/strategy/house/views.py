"""The house as a file of its own: for the projector, other sites, reports."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from soesmart.core import clock
from soesmart.region.models import Municipality
from soesmart.strategy.house.render import standalone_svg
from soesmart.strategy.picture import house_at


@require_safe
def house_svg(request: HttpRequest) -> HttpResponse:
    """`?nacht=1` with lit windows by night, `?schmal=1` as on a phone."""
    house = house_at(clock.now())
    if house is None:
        raise Http404
    here: Municipality = request.town  # type: ignore[attr-defined]
    drawing = standalone_svg(house, here, dark=request.GET.get("nacht") == "1", narrow=request.GET.get("schmal") == "1")
    response = HttpResponse(drawing, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="haus-{here.slug}.svg"'
    return response
