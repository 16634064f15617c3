"""Pages behind secret links: who tries many is braked, and no page that they lead to learns the address."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from soesmart.core import clock
from soesmart.participation import limits
from soesmart.tickets.limits import WRONG_LINK

RowT = TypeVar("RowT")
Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def behind_a_link(view: View[Given]) -> View[Given]:
    """For a view that calls `opened`: kept by no cache and no search engine, 429 for who tried many links."""

    @never_cache
    @wraps(view)
    def answer(request: HttpRequest, *args: Given.args, **named: Given.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **named)
        except limits.TooOften as refusal:
            response = render(request, "refused.html", {"refusal": refusal}, status=429)
        # Not "no-referrer": a browser would then send a form of this page from nowhere, and Django refuse it.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def opened(request: HttpRequest, find: Callable[[str], RowT | None], secret: str) -> RowT:
    """What a link opens; 404 for a wrong one, which is counted."""
    at, where = clock.now(), limits.where_from(request)
    limits.check(WRONG_LINK, where, at)
    row = find(secret)
    if row is None:
        limits.spend(WRONG_LINK, where, at)
        raise Http404
    return row
