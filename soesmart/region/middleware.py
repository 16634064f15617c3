"""The town follows from the host name, and every query of the request is bound to it."""

from collections.abc import Callable

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
        host = request.META.get("HTTP_HOST", "")
        if "HTTP_X_FORWARDED_HOST" in request.META:
            host = request._get_raw_host()  # type: ignore[attr-defined]  # honours USE_X_FORWARDED_HOST
        place = queries.place_of(host)
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
