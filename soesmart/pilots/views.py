"""The pilots, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.core import clock
from soesmart.pilots import queries
from soesmart.pilots.export import pilots_csv
from soesmart.pilots.related import ideas_of_pilot


def overview(request: HttpRequest) -> HttpResponse:
    """All pilots by state, the frame they stand in, and the projects beside them."""
    views = queries.pilot_views(clock.now())
    page = {
        "groups": queries.grouped(views),
        "programme": queries.programme_of_the_town(),
        "related": queries.related_projects(),
        "count": len(views),
    }
    return render(request, "pilots/overview.html", page)


def pilot(request: HttpRequest, key: str) -> HttpResponse:
    """One pilot: what, where it stands, which goals, what is known."""
    views = queries.pilot_views(clock.now(), key)
    if not views:
        raise Http404
    found = views[0].pilot
    page = {
        "view": views[0],
        "pilot": found,
        "note_groups": queries.notes_of(found),
        "ideas": ideas_of_pilot(found),
    }
    return render(request, "pilots/pilot.html", page)


def export(request: HttpRequest) -> HttpResponse:
    """All pilots as CSV."""
    text = pilots_csv(queries.pilot_views(clock.now()))
    name = f"pilotprojekte-{request.town.slug}.csv"  # type: ignore[attr-defined]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers)
