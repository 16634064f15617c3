"""The way of the town, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.core import clock
from soesmart.participation.access import may_edit_way
from soesmart.participation.picture import picture_of
from soesmart.participation.queries import process_of_the_town, way_of
from soesmart.participation.queries.formats import add_offers
from soesmart.participation.queries.way import add_pages


def way(request: HttpRequest) -> HttpResponse:
    """The road map of phases and dates."""
    process = process_of_the_town()
    found = way_of(process, clock.today()) if process else None
    if found:
        add_offers(found, clock.now())
        add_pages(found)
    page = {"way": found, "picture": picture_of(found) if found else None, "may_edit": may_edit_way(request)}
    return render(request, "participation/way.html", page)
