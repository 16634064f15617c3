"""The pilots, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from soesmart.core import clock
from soesmart.pilots import queries
from soesmart.pilots.export import pilots_csv
from soesmart.pilots.models import Pilot


def overview(request: HttpRequest) -> HttpResponse:
    """All pilots by state, the frame they stand in, and the projects beside them."""
    views = queries.views_of(queries.pilots_of_the_town(), clock.now())
    page = {
        "groups": queries.grouped(views),
        "programme": queries.programme_of_the_town(),
        "related": queries.related_projects(),
        "count": len(views),
    }
    return render(request, "pilots/overview.html", page)


def pilot(request: HttpRequest, key: str) -> HttpResponse:
    """One pilot: what, where it stands, which goals, what is known."""
    row: Pilot = get_object_or_404(Pilot.objects.select_related("field").prefetch_related("goals"), key=key)
    (view,) = queries.views_of([row], clock.now())
    return render(request, "pilots/pilot.html", {"view": view, "pilot": row, "note_groups": queries.notes_of(row)})


def export(request: HttpRequest) -> HttpResponse:
    """All pilots as CSV."""
    text = pilots_csv(queries.views_of(queries.pilots_of_the_town(), clock.now()))
    name = f"pilotprojekte-{request.town.slug}.csv"  # type: ignore[attr-defined]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)
