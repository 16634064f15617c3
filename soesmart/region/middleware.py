"""The town follows from the host name, and every query of the request is bound to it."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django_scopes import scope

from soesmart.region import queries


class TownMiddleware:
    """Sets `request.town`, `request.region` and `request.region_host`.

    The region's own host has its own addresses and no scope: a query for a town's rows is an error there. A foreign
    host gets a page that names none of the towns, with 421 (RFC 9110, misdirected request).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = queries.place_of(_host_of(request))
        if place is None:
            return HttpResponse(render_to_string("unknown_host.html"), status=421)
        request.town = place.municipality  # type: ignore[attr-defined]
        request.region = place.region  # type: ignore[attr-defined]
        request.region_host = place.region_host  # type: ignore[attr-defined]
        if place.municipality is None:
            request.urlconf = "soesmart.config.region_urls"
            return self.get_response(request)
        with scope(municipality=place.municipality):
            return self.get_response(request)


def _host_of(request: HttpRequest) -> str:
    """The host asked for, or "" for none and for one that Django refuses: its pages could not be built either."""
    if not {"HTTP_HOST", "HTTP_X_FORWARDED_HOST"} & request.META.keys():
        return ""
    try:
        return request.get_host()  # honours USE_X_FORWARDED_HOST
    except DisallowedHost:
        return ""
